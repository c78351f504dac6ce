"""What VECOZO says of a message and what its envelope says is the same thing."""

from dataclasses import replace
from uuid import uuid4

import pytest

from gateway.simulator.vecozo.metadata import envelope_of, metadata_of
from gateway.standard.stuf.messages import Envelope, StufParty, Version
from gateway.standard.vecozo.metadata import Metadata
from tests.support.api.application import NOW
from tests.support.api.parties import start
from tests.support.exchange.at_vecozo import metadata_for
from tests.support.exchange.chain import envelope

FORWARD = envelope(b"<a/>", "WMO305")
BACK = replace(envelope(b"<a/>", "WMO302"), code="Du01", cross_refnummer=str(uuid4()))


@pytest.mark.parametrize("message", [FORWARD, BACK], ids=["forward", "return"])
def test_there_and_back(message: Envelope) -> None:
    found = envelope_of(metadata_of(message), message.content, message.tijdstip)
    assert found == replace(message, zender=StufParty(message.zender.organisatie, message.zender.applicatie))


def test_an_application_without_a_name_or_a_number_has_those_of_vecozo() -> None:
    context = [{"sleutel": "Applicatie", "waarde": ["x"]}, {"sleutel": "ApplicatieVersie", "waarde": ["2.1"]}]
    metadata = Metadata.model_validate({**metadata_for(start(1, "S1")), "verwerkingscontext": context})
    found = envelope_of(metadata, b"", NOW)
    assert (found.zender.applicatie, found.applicatie_versie) == ("VECOZO", Version(major=0, minor=0))
