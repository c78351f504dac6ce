"""Values that stand in many answers: their form is told, and not checked again."""

from typing import Annotated

from pydantic import TypeAdapter

from gateway.api.shapes.values import given

Code = Annotated[str, given("Een code.", "0983", pattern="^[0-9]{4}$")]


def test_a_value_is_described_with_its_form_and_an_example() -> None:
    schema = TypeAdapter(Code).json_schema()
    assert schema == {"type": "string", "description": "Een code.", "examples": ["0983"], "pattern": "^[0-9]{4}$"}


def test_what_was_kept_in_another_form_is_given_all_the_same() -> None:
    assert TypeAdapter(Code).validate_python("anders") == "anders"
