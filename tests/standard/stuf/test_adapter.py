"""What goes to a Digikoppeling adapter has the headers by which that finds its way, and is read as any other."""

from dataclasses import replace

import pytest
from lxml import etree

from gateway.standard.stuf.adapter import WSA, request_to_adapter
from gateway.standard.stuf.messages import SOAP, WRAPPER, Envelope, StufParty
from gateway.standard.stuf.read import NotStuf, read_message, read_request, read_soap
from tests.standard.stuf.examples import DI01, DU01

SERVICE = "urn:voorbeeld:dienst"
VENLO = StufParty("0983", "Voorbeeld: gateway", "Gemeente Venlo")
ZORG = StufParty("76543210", "GGk")


def headers(envelope: Envelope) -> list[tuple[str, str | None, str]]:
    """Return the headers: name, RelationshipType and text."""
    root = etree.fromstring(request_to_adapter(envelope, SERVICE))
    found = root.findall(f"{{{SOAP}}}Header//{{{WSA}}}*")
    return [
        (etree.QName(each).localname, each.get("RelationshipType"), each.text or "") for each in found if not len(each)
    ]


@pytest.mark.parametrize("envelope", [DI01, DU01], ids=lambda each: each.code)
def test_it_is_read_as_it_was(envelope: Envelope) -> None:
    data = request_to_adapter(envelope, SERVICE)
    assert read_request(data) == envelope
    assert read_message(read_soap(data)) == envelope


def test_a_forward_message_is_its_own_conversation() -> None:
    sent = replace(DI01, zender=VENLO, ontvanger=ZORG)
    message_id = f"urn:dkintern:{DI01.referentienummer}@0983.Voorbeeld%3A%20gateway.Gemeente%20Venlo.dkintern.nl"
    assert headers(sent) == [
        ("To", None, "urn:dkintern:76543210:GGk:"),
        ("Address", None, "urn:dkintern:0983:Voorbeeld%3A%20gateway:Gemeente%20Venlo"),
        (
            "Action",
            None,
            f"urn:dkintern:{SERVICE}:http://www.stufstandaarden.nl/koppelvlak/ggk0210/envelopHeenbericht-ggk_Di01",
        ),
        ("MessageID", None, message_id),
        ("RelatesTo", "urn:dkintern:ConversationId", message_id),
    ]


def test_a_return_message_is_of_the_conversation_that_it_answers() -> None:
    found = headers(replace(DU01, zender=VENLO, ontvanger=ZORG))
    asked = f"urn:dkintern:{DU01.cross_refnummer}@76543210.GGk..dkintern.nl"
    assert found[4:] == [("RelatesTo", None, asked), ("RelatesTo", "urn:dkintern:ConversationId", asked)]


def test_a_party_without_an_organisation_has_a_domain_too() -> None:
    [message_id] = [
        text for name, _, text in headers(replace(DI01, zender=StufParty("", "GGk"))) if name == "MessageID"
    ]
    assert message_id.endswith("@GGk..dkintern.nl")


def test_a_wrapper_with_anything_but_one_message_is_refused() -> None:
    empty = (
        f'<s:Envelope xmlns:s="{SOAP}"><s:Body><d:bericht xmlns:d="{WRAPPER[1:].split("}")[0]}"/></s:Body></s:Envelope>'
    )
    with pytest.raises(NotStuf, match="In dai:bericht hoort één element te staan; het zijn er 0"):
        read_soap(empty.encode())
