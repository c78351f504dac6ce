"""What is written is valid to the schema, and says again what was put in when it is read."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.standard.stuf.messages import SOAP, Envelope, StufMessage, StufParty, Version
from gateway.standard.stuf.read import read_fault, read_message, read_soap
from gateway.standard.stuf.schema import schema_errors
from gateway.standard.stuf.write import ACTIONS, in_stuf, soap_fault, soap_request, to_element
from tests.standard.stuf.examples import BV03, DI01, DU01, FO01, FO03

TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=3, max_size=50)
INSTANTS = st.integers(946_684_800_000, 4_070_908_799_999).map(lambda ms: datetime.fromtimestamp(ms / 1000, UTC))
PARTIES = st.builds(StufParty, TEXT, TEXT, st.none() | TEXT, st.none() | TEXT)
VERSIONS = st.builds(Version, major=st.integers(0, 9999), minor=st.integers(0, 9999))


@pytest.mark.parametrize("message", [DI01, DU01, BV03, FO01, FO03], ids=lambda message: message.code)
def test_each_message_is_valid_and_read_as_it_was(message: StufMessage) -> None:
    assert schema_errors(to_element(message)) == []
    assert read_message(read_soap(soap_request(message))) == message


@given(
    zender=PARTIES,
    ontvanger=PARTIES,
    reference=st.uuids(version=4),
    instant=INSTANTS,
    versions=st.tuples(VERSIONS, VERSIONS),
    content=st.binary(min_size=1),
)
def test_an_envelope_is_read_as_it_was_written(
    zender: StufParty,
    ontvanger: StufParty,
    reference: object,
    instant: datetime,
    versions: tuple[Version, Version],
    content: bytes,
) -> None:
    written = Envelope(
        code="Di01",
        zender=zender,
        ontvanger=ontvanger,
        referentienummer=str(reference),
        tijdstip=instant,
        functie="WMO305",
        applicatie_versie=versions[0],
        functie_versie=versions[1],
        content=content,
    )
    found = read_message(read_soap(soap_request(written)))
    # An hour that comes twice is read as the first one.
    assert in_stuf(found.tijdstip) == in_stuf(written.tijdstip)
    assert replace(found, tijdstip=instant) == written


def test_a_fault_is_one_of_soap_with_the_stuf_error_in_it() -> None:
    fault = read_soap(soap_fault("Niet uniek", at_sender=True, detail=FO03))
    assert fault.tag == f"{{{SOAP}}}Fault"
    assert (fault.findtext("faultcode"), fault.findtext("faultstring")) == ("soap:Client", "Niet uniek")
    assert read_fault(fault) == FO03


def test_a_fault_without_a_stuf_error_says_whose_it_is() -> None:
    fault = read_soap(soap_fault("Opslag is vol", at_sender=False))
    assert (fault.findtext("faultcode"), fault.find("detail")) == ("soap:Server", None)
    assert read_fault(fault) is None


def test_a_party_without_an_organisation_is_written_without_one() -> None:
    message = replace(BV03, zender=StufParty("", "GGk"))
    assert read_message(to_element(message)) == message


def test_the_action_ends_in_the_operation() -> None:
    assert [ACTIONS[code].rpartition("/")[2] for code in ("Di01", "Du01", "Fo01")] == ["ggk_Di01", "ggk_Du01", "Fo01"]


def test_a_time_has_seventeen_digits() -> None:
    assert in_stuf(datetime(2026, 7, 2, 3, 4, 5, 6999, tzinfo=UTC)) == "20260702050405006"
