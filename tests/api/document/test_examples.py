"""Examples in the document: each fits the schema that it stands beside."""

from typing import Any

import pytest

from gateway.api.document.examples import add_examples, body_of, load_examples
from gateway.api.document.operations import operations_of
from tests.support.api.document import document, faults


@pytest.mark.parametrize(("name", "operation"), list(operations_of(document())), ids=lambda each: str(each)[:60])
def test_the_examples_of_an_operation_fit(name: str, operation: dict[str, Any]) -> None:
    assert name
    bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
    contents = [content for body in bodies for content in body.get("content", {}).values() if "example" in content]
    parameters = [each for each in operation.get("parameters", ()) if "example" in each]
    wrong = [fault for each in [*contents, *parameters] for fault in faults(each["schema"], each["example"])]
    assert wrong == []


def test_an_example_of_a_form_that_is_not_there_is_left_out() -> None:
    responses = {"200": {"content": {"application/json": {}}}}
    operation = {"operationId": "berichtenToonXml", "responses": responses, "parameters": [{"name": "id"}]}
    add_examples({"paths": {"/v1/x": {"get": operation}}})
    assert responses == {"200": {"content": {"application/json": {}}}}
    assert operation["parameters"] == [
        {"name": "id", "example": load_examples()["berichtenToonXml"]["parameters"]["id"]}
    ]


def test_lines_are_one_text() -> None:
    assert body_of(["a;b", "1;2"]) == "a;b\n1;2\n"
    assert body_of({"a": 1}) == {"a": 1}
