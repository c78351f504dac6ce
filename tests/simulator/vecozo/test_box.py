"""VECOZO keeps a message for a while, and its payload a shorter while once that was fetched."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from gateway.simulator.journal import Journal
from gateway.simulator.scenario import Vecozo
from gateway.simulator.vecozo.box import Box
from gateway.simulator.vecozo.metadata import metadata_of
from gateway.standard.stuf.messages import Envelope, StufParty
from gateway.standard.vecozo.codes import Status
from tests.support.api.application import Clock
from tests.support.api.parties import VENLO, ZORG
from tests.support.exchange.chain import envelope, fault_of

SENT = envelope(b"<a/>", "WMO305")


def offered() -> Envelope:
    """Return a message for the provider."""
    return replace(
        envelope(b"<a/>", "WMO301", referentienummer=str(uuid4())),
        zender=StufParty(VENLO, "Zaaksysteem"),
        ontvanger=StufParty(ZORG, "GGk"),
    )


def a_box(clock: Clock, **settings: object) -> Box:
    return Box(ZORG, Vecozo.model_validate(settings), Journal(clock), clock)


async def test_a_payload_ends_a_day_after_it_was_fetched_and_a_message_after_two_months() -> None:
    clock, message = Clock(), offered()
    name, box = UUID(message.referentienummer), a_box(clock)
    await box.bring(message)
    clock.advance(days=59)
    assert box.fetch(name) is not None
    clock.advance(hours=23)
    assert box.fetch(name) is not None
    clock.advance(hours=1)
    assert box.fetch(name) is None
    assert [each.envelope for each in box.waiting()] == [message], "it is still listed"
    clock.advance(days=2)
    assert box.waiting() == []
    assert not box.confirm(name)


async def test_the_terms_and_the_zip_are_settings() -> None:
    clock, message = Clock(), offered()
    box = a_box(clock, zip=False, bewaart_na_ophalen=5, bewaart=60)
    await box.bring(message)
    await box.bring(message)
    assert len(box.waiting()) == 1, "kept once"
    assert box.fetch(UUID(message.referentienummer)) == b"<a/>"
    clock.advance(seconds=5)
    assert box.fetch(UUID(message.referentienummer)) is None
    clock.now += timedelta(seconds=55)
    assert box.waiting() == []


async def test_a_fault_shows_in_the_status_by_how_far_the_message_came() -> None:
    for reached, expected in (
        (Status.WORDT_VERWERKT, Status.AFGEKEURD),
        (Status.WORDT_AANGEBODEN, Status.AFGEBROKEN),
    ):
        box = a_box(Clock())
        box.add(metadata_of(SENT), SENT, "S1")
        box.follow(SENT, reached)
        await box.bring(fault_of(SENT, "IB014"))
        [found] = box.find(traceer_id=UUID(SENT.referentienummer))
        assert (found.status, found.meldingen) == (expected, [("BRS13", "het bericht voldoet niet aan zijn schema")])
    await box.bring(replace(fault_of(SENT, "IB014"), cross_refnummer=str(uuid4())))
    assert len(found.meldingen) == 1, "a fault about nothing known is left"
