"""Answers are valid StUF, with the parties the other way round, and nothing personal in them."""

from uuid import UUID

from gateway.standard.stuf.answers import no_message, received, refused
from gateway.standard.stuf.messages import MAX_DETAILS_CHARS, StufFault, StufReceipt
from gateway.standard.stuf.read import Head, StufProblem, read_fault, read_message, read_soap
from tests.support.api.application import NOW
from tests.support.exchange.chain import envelope

SENT = envelope(b"<Bericht/>", "WMO305")
REFERENCE = UUID("0f9e8d7c-6b5a-4493-8271-605f4e3d2c1b")


def test_a_receipt_names_what_was_received() -> None:
    answer = received(SENT, REFERENCE, NOW)
    found = read_message(read_soap(answer.data))
    assert isinstance(found, StufReceipt)
    assert (answer.status, found.code, found.referentienummer) == (200, "Bv03", str(REFERENCE))
    assert (found.zender, found.ontvanger) == (SENT.ontvanger, SENT.zender)
    assert found.cross_refnummer == SENT.referentienummer


def test_a_refusal_says_what_is_wrong_without_a_bsn() -> None:
    head = Head(SENT.zender, SENT.ontvanger, SENT.referentienummer)
    answer = refused(StufProblem("StUF055", "Fout bij 999990019. " * 100, head), REFERENCE, NOW)
    found = read_fault(read_soap(answer.data))
    assert isinstance(found, StufFault)
    assert (answer.status, found.fout, found.plek) == (500, "StUF055", "client")
    assert found.omschrijving == "Het bericht voldoet niet aan zijn schema"
    assert found.details is not None
    assert len(found.details) == MAX_DETAILS_CHARS
    assert "999990019" not in answer.data.decode()


def test_a_refusal_that_nobody_can_be_named_for_is_a_plain_fault() -> None:
    for answer, said in (
        (refused(StufProblem("StUF004", "Onbekend", None), REFERENCE, NOW), "soap:Server"),
        (no_message("Geen SOAP"), "soap:Client"),
    ):
        fault = read_soap(answer.data)
        assert (answer.status, fault.findtext("faultcode"), read_fault(fault)) == (500, said, None)
