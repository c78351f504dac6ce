"""The description of the API keeps every rule of the government's API Design Rules that can be seen in it."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.api import design_rules
from tests.support.api.design_rules import RULES, Rule
from tests.support.api.document import served


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_description_keeps_the_rule(rule: Rule) -> None:
    assert list(rule(served())) == []


def _response(document: Any, status: str) -> Any:
    return document["paths"]["/clienten"]["post"]["responses"][status]


def _parameter(document: Any, name: str) -> Any:
    given = document["paths"]["/toewijzingen"]["get"]["parameters"]
    return next(each for each in given if each["name"] == name)


def _shape(document: Any, name: str) -> Any:
    return document["components"]["schemas"][name]["properties"]


BROKEN: dict[str, Callable[[Any], object]] = {
    "is_valid_openapi": lambda d: d["info"].pop("title"),
    "is_openapi_3": lambda d: d.update(openapi="2.0"),
    "has_a_semantic_version": lambda d: d["info"].update(version="1.0.0rc1"),
    "names_a_contact": lambda d: d["info"]["contact"].pop("email"),
    "names_servers": lambda d: d.update(servers=[{"url": "https://gateway.example/api"}]),
    "has_tidy_paths": lambda d: d["paths"].update({"/Clienten_lijst/": {}}),
    "describes_its_path_parameters": lambda d: d["paths"].update({"/clienten/{ander}": d["paths"]["/clienten/{id}"]}),
    "has_operation_ids_of_their_own": lambda d: d["paths"].update({"/clienten2": d["paths"]["/clienten"]}),
    "has_tags_once": lambda d: d.update(tags=[{"name": "a"}, {"name": "a"}]),
    "uses_standard_methods": lambda d: d["paths"]["/clienten"].update(propfind={}),
    "has_query_names_in_camel_case": lambda d: _parameter(d, "looptOp").update(name="loopt_op"),
    "tells_the_version_in_a_header": lambda d: _response(d, "403")["headers"].clear(),
    "tells_errors_as_problems": lambda d: _response(d, "403").update(content={"application/json": {}}),
    "tells_invalid_input_by_400": lambda d: d["paths"]["/clienten"]["post"]["responses"].pop("400"),
    "has_no_key_that_looks_like_a_method": lambda d: _response(d, "201").update(x={"adres": {"postcode": "5911AB"}}),
    "writes_dates_and_times_in_one_way": lambda d: _shape(d, "Versie")["toewijzingstijd"].update(format="time"),
    "names_schemas_in_camel_case": lambda d: d["components"]["schemas"].update({"Iets-Input": {}}),
    "has_examples_that_fit": lambda d: d["paths"]["/clienten"]["post"]["requestBody"]["content"].update(
        {"application/json": {"schema": {"type": "integer"}, "example": "geen getal"}}
    ),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_description_that_breaks_the_rule_is_told_so(rule: Rule) -> None:
    document = copy.deepcopy(served())
    BROKEN[rule.__name__](document)
    assert list(rule(document)) != []


@pytest.mark.parametrize(
    ("name", "schema", "faults"),
    [
        ("datum", {"type": "string"}, 1),
        ("datum", {"type": "string", "format": "date"}, 0),
        ("geboorteDatum", {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]}, 1),
        ("geboorteDatum", {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}, 0),
        ("begindatum", {"type": "string"}, 0),
        ("tijd", {"type": "string", "format": "time"}, 1),
        ("tijd", {"type": "string", "format": "time-local"}, 0),
        ("op", {"type": "string", "format": "date-time-local"}, 1),
    ],
)
def test_dates_and_times(name: str, schema: dict[str, Any], faults: int) -> None:
    document = {"paths": {}, "components": {"schemas": {"A": {"properties": {name: schema}}}}}
    assert len(list(design_rules.writes_dates_and_times_in_one_way(document))) == faults
