"""A message at VECOZO says whose it is and what it belongs to, and its payload is the message itself."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from gateway.standard.stuf.messages import Envelope
from gateway.standard.vecozo.payloads import content_of
from gateway.transport.vecozo.handed_in import metadata_for, payload_for
from tests.support.api.parties import VENLO, ZORG
from tests.support.exchange.by_vecozo import AT_VECOZO
from tests.support.exchange.chain import envelope

FORWARD = envelope(b"<Bericht/>", "WMO305")
ANSWERED, CONVERSATION = str(uuid4()), str(uuid4())
BACK = replace(envelope(b"<Bericht/>", "WMO302"), code="Du01", cross_refnummer=ANSWERED)


@pytest.mark.parametrize(
    ("sent", "conversation", "answered"),
    [
        (FORWARD, FORWARD.referentienummer, None),
        (BACK, ANSWERED, ANSWERED),
        (replace(BACK, conversatie=CONVERSATION), CONVERSATION, ANSWERED),
    ],
    ids=["forward", "back", "back in a conversation with a name of its own"],
)
def test_a_message_goes_in_a_conversation(sent: Envelope, conversation: str, answered: str | None) -> None:
    found = metadata_for(sent, AT_VECOZO, "ref")
    route, names = found.routeringgegevens, found.referentiegegevens
    assert (route.afzender.rol, route.afzender.code) == ("Instelling", ZORG)
    assert [(each.rol, each.code) for each in route.geadresseerden] == [("Gemeente", VENLO)]
    stream = route.berichtstroom
    assert (stream.berichttype, stream.berichtsubtype, stream.actie) == ("WMO", sent.functie, "Onbekend")
    assert (stream.berichtversie, stream.berichtsubversie) == (3, 2)
    assert (names.traceer_id, names.conversatie_id) == (UUID(sent.referentienummer), UUID(conversation))
    assert names.als_antwoord_op == (None if answered is None else UUID(answered))
    assert names.referentie_id == "ref"


def test_the_payload_is_bare_or_in_a_zip_and_the_same_each_time() -> None:
    assert payload_for(FORWARD, "xml") == FORWARD.content
    zipped = payload_for(FORWARD, "zip")
    assert zipped == payload_for(FORWARD, "zip")
    assert content_of(zipped) == FORWARD.content
