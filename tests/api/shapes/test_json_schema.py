"""The JSON Schema of a client follows the message classes, and its example fits it."""

import pytest

from gateway.api.shapes.json_schema import class_schema, client_schema
from gateway.messages.kinds.toewijzing import ToewijzingClient
from gateway.messages.shape import fields_of


@pytest.mark.parametrize("with_bsn", [True, False])
def test_the_example_of_a_client_fits_the_schema(with_bsn: bool) -> None:
    schema = client_schema(with_bsn=with_bsn)
    assert {*schema["required"]} <= {*schema["example"]} <= {*schema["properties"]}
    assert ("bsn" in schema["properties"]) == with_bsn


def test_every_field_of_a_class_is_described_but_those_left_out() -> None:
    schema = class_schema(ToewijzingClient, ("retour_codes",))
    assert [*schema["properties"]] == [each.key for each in fields_of(ToewijzingClient) if each.name != "retour_codes"]
    assert schema["additionalProperties"] is False
