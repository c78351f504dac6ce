"""Metadata are written by the names of VECOZO, and nothing else stands in them."""

import pytest
from pydantic import ValidationError

from gateway.standard.vecozo.metadata import Metadata
from tests.support.api.parties import start
from tests.support.exchange.at_vecozo import metadata_for


def test_metadata_are_read_and_written_by_the_names_of_vecozo() -> None:
    said = metadata_for(start(1, "S1"))
    found = Metadata.model_validate(said)
    assert found.traceer_id == said["referentiegegevens"]["traceerId"]
    assert found.model_dump(mode="json", by_alias=True, exclude_none=True) == said
    with pytest.raises(ValidationError):
        Metadata.model_validate({**said, "meer": 1})
