"""Schemas in the document: their names, and where their descriptions stand."""

import json
from typing import Any

import pytest

from gateway.api.document.schemas import rename_schemas, tidy_schemas
from tests.support.api.document import document


def with_schemas(**schemas: Any) -> dict[str, Any]:
    return {"paths": {}, "components": {"schemas": schemas}}


def test_names_lose_the_endings_of_python_and_references_follow() -> None:
    found = rename_schemas(
        with_schemas(
            DingShape={"properties": {"ernst": {"$ref": "#/components/schemas/Severity"}}},
            Severity={"enum": ["a"]},
            Regel_DingShape_={"items": {"$ref": "#/components/schemas/DingShape"}},
        )
    )
    assert set(found["components"]["schemas"]) == {"Ding", "Ernst", "Regel_Ding_"}
    assert "#/components/schemas/Ernst" in json.dumps(found)
    assert "Shape" not in json.dumps(document())


def test_two_schemas_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="Ding"):
        rename_schemas(with_schemas(DingShape={}, Ding={}))


def test_a_description_stands_with_the_key_and_docstrings_and_titles_go() -> None:
    alternatives = [{"type": "string", "title": "X", "description": "Een ding."}, {"type": "null"}]
    made = with_schemas(
        Ding={"description": "A thing.", "title": "Ding", "properties": {"title": {"anyOf": alternatives}}}
    )
    tidy_schemas(made)
    [schema] = made["components"]["schemas"].values()
    assert schema == {
        "properties": {"title": {"anyOf": [{"type": "string"}, {"type": "null"}], "description": "Een ding."}}
    }
