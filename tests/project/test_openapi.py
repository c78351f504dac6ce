"""The OpenAPI document leaves nothing out: who adds a route describes its keys, and gives an example that works.

That the examples work is shown on a real server by tests/api/document/test_document.py.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from gateway.api.document.examples import BINARY, load_examples
from gateway.api.document.operations import TAGS, operations_of
from gateway.api.document.problems import MEDIA_TYPE
from tests.support.api.document import document

REF = "#/components/schemas/"
FORMS = {"format", "pattern", "maxLength", "enum", "const", "$ref"}
BOUNDS = {"minimum", "maximum", "enum", "const"}
FREE_TEXTS = ("commentaar", "indicator", "Doel")
"""What a caller sends in words of its own; the standard puts no bound to a comment."""
UNBOUND = {"ditBesluit", "over", "gemiddelde"}
"""Numbers that may be below zero."""
ENGLISH = re.compile(r"\b(the|successful|response|error|request body|returns?|of a|an? id)\b", re.IGNORECASE)


def operations() -> list[tuple[str, dict[str, Any]]]:
    return list(operations_of(document()))


def within(schema: dict[str, Any], where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each key of this schema, and of those written out in it."""
    for key, each in schema.get("properties", {}).items():
        yield f"{where}.{key}", each
        yield from within(each, f"{where}.{key}")
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from within(schema[key], where)
    for key in ("anyOf", "oneOf", "allOf"):
        for each in schema.get(key, ()):
            yield from within(each, where)


def keys() -> list[tuple[str, dict[str, Any]]]:
    """Return all keys of all JSON objects, with where they stand."""
    return [found for name, schema in document()["components"]["schemas"].items() for found in within(schema, name)]


def parameters() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{name} {each['name']}", each) for name, operation in operations() for each in operation.get("parameters", ())
    ]


def contents() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each body that a caller sends or gets when all goes well, unless it is bytes."""
    for name, operation in operations():
        bodies = {"request": operation.get("requestBody", {})}
        bodies |= {status: each for status, each in operation["responses"].items() if status.startswith("2")}
        for place, body in bodies.items():
            for media_type, content in body.get("content", {}).items():
                if media_type not in BINARY:
                    yield f"{name} {place} {media_type}", content


def values_of(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a value may be."""
    return [schema, *schema.get("anyOf", ())]


def test_each_operation_is_named_in_one_form() -> None:
    names = [operation["operationId"] for _, operation in operations()]
    assert [name for name in names if not re.fullmatch(r"[a-z]+([A-Z][a-z]+){1,3}", name)] == []
    assert [name for name, times in Counter(names).items() if times > 1] == []
    for where, operation in operations():
        [tag] = operation["tags"]
        assert operation["operationId"].startswith(tag), where


def test_each_tag_is_described() -> None:
    used = {tag for _, operation in operations() for tag in operation["tags"]}
    assert used == set(TAGS), "gateway/api/document/operations.py describes the tags"
    assert [each["name"] for each in document()["tags"]] == list(TAGS)


def test_each_key_and_parameter_is_described_in_dutch() -> None:
    described = [*keys(), *parameters()]
    assert [where for where, each in described if not each.get("description", "").strip()] == []
    assert [where for where, each in described if ENGLISH.search(each["description"])] == []


def test_each_answer_and_body_is_described_in_dutch() -> None:
    for where, operation in operations():
        for status, response in operation["responses"].items():
            assert not ENGLISH.search(response["description"]), (where, status)
        if "requestBody" in operation:
            assert operation["requestBody"]["description"], where


def test_an_id_is_named_after_what_it_is_of() -> None:
    ids = [
        where
        for where, each in keys()
        for value in values_of(each)
        if "uuid" in (value.get("format"), value.get("items", {}).get("format"))
    ]
    assert ids
    assert [where for where in ids if not re.search(r"\.[a-z]+[a-zA-Z]*Ids?$", where)] == []
    queried = [where for where, each in parameters() if each["in"] == "query" and "uuid" in str(each["schema"])]
    assert [where for where in queried if not where.endswith("Id")] == []


def test_a_day_an_instant_and_an_id_say_their_format() -> None:
    for where, each in keys():
        name = where.rpartition(".")[2]
        if "$ref" in each:
            continue
        if name.lower().endswith("datum") or name in ("vanaf", "geldigVanaf", "geldigTotEnMet"):
            assert "'format': 'date'" in str(each), where
        if re.search(r"[a-z]Op$", name) and name not in ("aangevraagdOp", "evaluatieOp", "looptOp", "alsoAt"):
            assert "'format': 'date-time'" in str(each), where


def sent() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each key of what a caller sends, and each parameter."""
    names: list[str] = []
    for _, operation in operations():
        names += re.findall(rf"{REF}([^'\"]+)", str(operation.get("requestBody", {})))
    schemas = document()["components"]["schemas"]
    for name in names:
        names += [each for each in re.findall(rf"{REF}([^'\"]+)", str(schemas[name])) if each not in names]
        yield from within(schemas[name], name)
    for where, each in parameters():
        yield where, each["schema"]


def test_what_a_caller_sends_has_a_form() -> None:
    unformed = [
        where
        for where, each in sent()
        for value in values_of(each)
        if value.get("type") == "string" and not FORMS & value.keys() and "anyOf" not in value
    ]
    assert [where for where in unformed if not where.endswith(FREE_TEXTS)] == []


def test_each_number_has_a_bound() -> None:
    unbound = [
        where
        for where, each in [*keys(), *sent()]
        for value in values_of(each)
        if value.get("type") in ("integer", "number") and not BOUNDS & (value.keys() | each.keys())
    ]
    assert [where for where in unbound if where.rpartition(".")[2] not in UNBOUND] == []


def test_each_body_has_a_schema_and_an_example() -> None:
    assert [where for where, content in contents() if not content.get("schema")] == []
    without = [where for where, content in contents() if "example" not in content]
    assert without == [], "gateway/api/document/examples has them; ARCHITECTURE.md says how to fill them in"


def test_each_required_parameter_has_an_example() -> None:
    required = [(where, each) for where, each in parameters() if each.get("required")]
    assert [where for where, each in required if "example" not in each] == []


def test_no_example_is_of_an_operation_that_is_not_there() -> None:
    assert set(load_examples()) == {operation["operationId"] for _, operation in operations()}


def test_each_problem_has_the_form_and_the_example_of_its_status() -> None:
    seen = 0
    for where, operation in operations():
        for status, response in operation["responses"].items():
            if status.startswith(("4", "5")):
                content = response["content"][MEDIA_TYPE]
                assert content["schema"]["$ref"].startswith(REF), (where, status)
                assert content["example"]["status"] == int(status), (where, status)
                seen += 1
    assert seen > len(operations())
