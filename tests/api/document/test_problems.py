"""Problems in the document: each status has an example of the schema that goes with it."""

import pytest

from gateway.api.document.problems import EXAMPLES, SCHEMAS, describe_problems
from gateway.api.http.problems import documented
from tests.support.api.document import document, faults


@pytest.mark.parametrize("status", sorted(EXAMPLES))
def test_an_example_fits_the_schema_of_its_status(status: str) -> None:
    operation = {"responses": {status: {"content": {"application/problem+json": {"schema": {}}}}}}
    made = {"paths": {"/": {"get": operation}}, "components": {"schemas": dict(document()["components"]["schemas"])}}
    describe_problems(made)
    content = operation["responses"][status]["content"]["application/problem+json"]
    assert faults(content["schema"], content["example"], made["components"]) == []


def test_whatever_status_is_documented_has_an_example() -> None:
    assert {str(each) for each in documented(404, 408, 409, 410, 413, 415)} <= set(EXAMPLES)


def test_keys_of_all_problems_are_described() -> None:
    for name, schema in SCHEMAS.items():
        assert set(schema["required"]) <= set(schema["properties"]), name
        assert all(each["description"] for each in schema["properties"].values()), name
