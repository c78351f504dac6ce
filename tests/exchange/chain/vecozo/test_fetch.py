"""What waits at VECOZO is received once and confirmed after that, and what can't be received holds up nothing."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from gateway.exchange.chain.vecozo.held import let_go, list_incoming
from gateway.exchange.chain.vecozo.round import visit_vecozo
from gateway.exchange.kernel.refusals import NotFound
from gateway.standard.stuf.messages import Envelope
from gateway.store.db.database import Database
from tests.support.api.parties import VENLO, VENRAY, ZORG
from tests.support.exchange.by_vecozo import AT_VECOZO, beside_vecozo, enrol_there, from_municipality
from tests.support.exchange.receiver import Answer, a_receiver, status
from tests.support.exchange.simulated import course
from tests.support.exchange.workers import a_gateway
from tests.support.store.postgres import execute


def fault(wat: str, **rule: Any) -> dict[str, Any]:
    return {"storingen": ({"wat": wat, "bij": "ophalen", "keer": 1, "seconden": 0, **rule},)}


async def due_now(dsn: str) -> None:
    """Let it be time for the next try of what could not be received."""
    await execute(dsn, "update ophalingen set volgende_op = now()")


@pytest.mark.parametrize(
    ("na", "told"),
    [(0, []), (1, []), (2, ["opgehaald"])],
    ids=["not listed", "not fetched", "kept, and not confirmed"],
)
async def test_a_visit_that_breaks_off_is_made_again_and_a_message_kept_once(
    db: Database, na: int, told: list[str]
) -> None:
    async with beside_vecozo(db, **fault("onbereikbaar", na=na)) as world:
        sent = from_municipality("T1")
        [traceer_id] = await world.offer(sent)
        await world.visit()
        [source] = (await list_incoming(world.gateway)).sources
        assert (source.uitkomst, source.gelukt_op) == ("503", None)
        assert await world.received() == len(told)
        assert course(world.simulator, str(traceer_id)) == told
        await world.visit()
        assert await world.received() == 1
        assert course(world.simulator, str(traceer_id)) == ["opgehaald", "bezorgd"], "it is fetched once"
        [source] = (await list_incoming(world.gateway)).sources
        assert source.uitkomst is None
        assert source.gelukt_op is not None
        async with db.reading() as tx:
            [row] = await tx.fetch("select referentie, conversatie from enveloppen_in")
            assert await tx.fetchval("select inhoud from berichten") is not None
        assert tuple(row) == (traceer_id, traceer_id)


async def test_who_asks_too_much_waits_as_long_as_vecozo_asks(db: Database) -> None:
    async with beside_vecozo(db, **fault("druk", seconden=600)) as world:
        await world.offer(from_municipality("T1"))
        for _ in range(2):
            await world.visit(patiently=True)
        [source] = (await list_incoming(world.gateway)).sources
        assert source.uitkomst == "429"
        async with db.reading() as tx:
            wait = await tx.fetchval("select extract(epoch from volgende_op - now()) from ophaalbronnen")
        assert 590 < wait <= 600
        await world.visit()
        assert await world.received() == 1


async def test_what_cannot_be_received_is_kept_and_told_and_the_next_message_comes(db: Database, dsn: str) -> None:
    async with beside_vecozo(db, vecozo={"zip": False}) as world:
        unreadable, no_xml, elsewhere, other, _ = await world.offer(
            from_municipality("T1", b"PK\x03\x04"),
            from_municipality("T2", b"geen xml"),
            from_municipality("T3", code=VENRAY),
            from_municipality("T4", from_municipality("T4", code=VENRAY).content),
            from_municipality("T5"),
        )
        await world.visit()
        assert await world.received() == 1, "the last one"
        assert world.box.waiting() == [], "they are here now"
        expected = {
            unreadable: "inhoud-onleesbaar",
            no_xml: "xml-niet-welgevormd",
            elsewhere: "afzender-ander-kanaal",
            other: "andere-verzender",
        }
        assert await world.problems() == expected
        texts = {each.id: each.toelichting for each in (await list_incoming(world.gateway)).held}
        assert "het zipbestand is niet te lezen (BRS15)" in texts[unreadable]
        await world.visit()
        assert {each.pogingen for each in (await list_incoming(world.gateway)).held} == {1}, "it is not time yet"
        [source] = (await list_incoming(world.gateway)).sources
        await enrol_there(db, VENRAY, source.adres)
        await due_now(dsn)
        await world.visit()
        assert await world.received() == 2
        del expected[elsewhere]
        assert await world.problems() == expected
        async with db.reading() as tx:
            waits = await tx.fetch("select volgende_op - now() > interval '1 minute' from ophalingen")
        assert all(row[0] for row in waits)
        for each in expected:
            await let_go(world.gateway, each)
        assert await world.problems() == {}
        async with db.reading() as tx:
            assert await tx.fetchval("select count(*) from ophalingen where inhoud is not null") == 0
        with pytest.raises(NotFound):
            await let_go(world.gateway, unreadable)


async def test_a_damaged_payload_is_fetched_again(db: Database, dsn: str) -> None:
    async with beside_vecozo(db) as world:
        damaged, _ = from_municipality("T1"), await world.offer(from_municipality("T2"))
        await world.box.bring(damaged, damaged=True)
        await world.visit()
        assert list((await world.problems()).values()) == ["controlegetal-ongelijk"]
        assert await world.received() == 1
        assert [each.envelope for each in world.box.waiting()] == [damaged], "what is not here is not confirmed"
        await due_now(dsn)
        await world.visit()
        assert await world.problems() == {}
        assert await world.received() == 2
        assert world.box.waiting() == []


async def test_a_payload_that_is_gone_is_told_until_it_is_let_go(db: Database) -> None:
    async with beside_vecozo(db) as world:
        gone = from_municipality("T1")
        await world.box.bring(gone, gone=True)
        await world.offer(from_municipality("T2"))
        await world.visit()
        assert await world.received() == 1
        [(traceer_id, problem)] = (await world.problems()).items()
        assert problem == "inhoud-weg"
        assert [each.envelope for each in world.box.waiting()] == [gone]
        await let_go(world.gateway, traceer_id)
        await world.visit()
        assert world.box.waiting() == []
        async with db.reading() as tx:
            assert await tx.fetchval("select count(*) from ophalingen") == 0


async def test_what_was_kept_here_is_only_confirmed_when_its_payload_is_gone_since(db: Database) -> None:
    """A worker that was away for days after it kept a message, and before it confirmed that."""
    async with beside_vecozo(db, **fault("onbereikbaar", na=2)) as world:
        await world.offer(from_municipality("T1"))
        await world.visit()
        [waits] = world.box.waiting()
        waits.payload = None
        await world.visit()
        assert await world.problems() == {}
        assert await world.received() == 1
        assert world.box.waiting() == []


async def test_nothing_is_fetched_while_nothing_is_taken_in(db: Database, dsn: str) -> None:
    async with beside_vecozo(db) as world:
        await world.offer(from_municipality("T1"))
        await execute(
            dsn,
            "insert into stilstanden (kanaal, soorten, van, tot, door, ingang)"
            " values ('binnenkomst', '{}', now() - interval '1 hour', now() + interval '1 hour', 'beheer', 'test')",
        )
        await world.visit()
        assert await world.received() == 0
        assert len(world.box.waiting()) == 1
        assert ZORG in world.simulator.played.boxes


async def test_a_message_for_which_vecozo_fails_keeps_no_other_from_being_fetched(db: Database) -> None:
    gateway = await a_gateway(db)
    gateway = replace(gateway, delivery=replace(gateway.delivery, vecozo=AT_VECOZO))
    bad, good = from_municipality("T1"), from_municipality("T2")
    answers = [said(json.dumps([listed(bad), listed(good)]).encode()), status(500), said(good.content), status(202)]
    async with a_receiver(*answers) as vecozo:
        await enrol_there(db, VENLO, vecozo.url)
        await visit_vecozo(gateway)
        assert [each.split()[0] for each in vecozo.requests] == ["GET", "GET", "GET", "DELETE"]
    found = await list_incoming(gateway)
    assert [(str(each.id), each.probleem) for each in found.held] == [(bad.referentienummer, "ophalen-mislukt")]
    assert [each.uitkomst for each in found.sources] == ["500"]
    async with db.reading() as tx:
        assert await tx.fetchval("select count(*) from berichten") == 1


def listed(sent: Envelope) -> dict[str, Any]:
    """Return this message as VECOZO lists it."""
    name, checksum = sent.referentienummer, hashlib.sha256(sent.content).hexdigest()
    return {
        "basisgegevens": {"payload": {"checksum": {"algoritme": "SHA256", "waarde": checksum}}},
        "referentiegegevens": {"traceerId": name, "conversatieId": name},
        "routeringgegevens": {"afzender": {"rol": "Gemeente", "code": VENLO}},
    }


def said(body: bytes) -> Answer:
    async def answer(writer: Any) -> None:
        writer.write(f"HTTP/1.1 200 x\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body)

    return answer
