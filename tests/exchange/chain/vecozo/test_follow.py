"""What is handed in at VECOZO goes under one TraceerID, and what becomes of it is asked until that has an end."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from gateway.exchange.chain.vecozo.follow import reason_of, wait_after
from gateway.standard.stuf.codes import Remedy
from gateway.standard.vecozo.codes import Status
from gateway.store.db.database import Database
from gateway.store.delivery import leveringen
from gateway.store.ledger import gebeurtenissen
from tests.support.api.parties import VENLO, start
from tests.support.exchange.by_vecozo import AtVecozoWorld, beside_vecozo
from tests.support.exchange.simulated import calm
from tests.support.store.postgres import execute


def fault(**rule: Any) -> dict[str, Any]:
    return {"storingen": ({"functie": "WMO305", "keer": 1, "seconden": 0, **rule},)}


async def state(world: AtVecozoWorld, bericht: UUID) -> str:
    async with world.gateway.db.reading() as tx:
        found = await leveringen.find_delivery(tx, VENLO, bericht)
    assert found is not None
    return found.staat


async def events(world: AtVecozoWorld, bericht: UUID, soort: str) -> list[dict[str, Any]]:
    async with world.gateway.db.reading() as tx:
        found = await gebeurtenissen.list_events(tx, VENLO, bericht)
    return [each["gegevens"] for each in found if each["soort"] == soort]


async def ask(world: AtVecozoWorld, dsn: str) -> None:
    """Let the worker ask now what became of all that has no end yet."""
    await execute(dsn, "update enveloppen_uit set navraag_op = now() where navraag_op is not null")
    await world.visit()


async def test_a_status_is_told_as_it_changes_and_not_asked_any_more_at_its_end(db: Database, dsn: str) -> None:
    async with beside_vecozo(db) as world:
        bericht = await world.send(start(1, "S1"))
        await calm(world.simulator)
        sent = world.box._berichten[str(await reference(db))]
        for status in (Status.ONTVANGEN, Status.WORDT_AANGEBODEN, Status.WORDT_AANGEBODEN, Status.BEZORGD):
            sent.status = status
            await ask(world, dsn)
        sent.status = Status.AFGEKEURD
        await ask(world, dsn)
        told = [each["status"] for each in await events(world, bericht, "keten_status")]
        assert told == ["Ontvangen", "WordtAangeboden", "Bezorgd"]
        assert await state(world, bericht) == "geleverd"


async def reference(db: Database) -> UUID:
    async with db.reading() as tx:
        found: UUID = await tx.fetchval("select referentie from enveloppen_uit order by gemaakt_op limit 1")
    return found


@pytest.mark.parametrize(
    ("code", "told", "remedy"),
    [("BRS04", "BRS04", "verbeteren"), ("IB009", "BRS03", "beheer"), ("StUF055", "BRS13", "verbeteren")],
)
async def test_what_vecozo_refuses_later_is_undelivered_with_the_reason(
    db: Database, dsn: str, code: str, told: str, remedy: str
) -> None:
    rule = {"wat": "fout", "code": "CC02" if code == "StUF055" else code}
    async with beside_vecozo(db, **fault(**rule)) as world:
        bericht = await world.send(start(1, "S1"))
        assert await state(world, bericht) == "geleverd"
        await calm(world.simulator)
        for _ in range(2):
            await ask(world, dsn)
        assert await state(world, bericht) == "opgegeven"
        [refused] = await events(world, bericht, "keten_geweigerd")
        assert (refused["code"], refused["watTeDoen"], refused["van"]) == (told, remedy, "VECOZO")
        assert refused["betekenis"]
        async with db.reading() as tx:
            assert await tx.fetchval("select count(*) from attenderingen") == 0, "nobody asked to be told"


@pytest.mark.parametrize(
    ("rule", "outcomes"),
    [
        ({"wat": "druk"}, ["429", "204"]),
        ({"wat": "onbereikbaar"}, ["503", "204"]),
        ({"wat": "antwoord-kwijt"}, ["RemoteProtocolError", "BRS114"]),
    ],
)
async def test_a_second_try_goes_under_the_same_traceer_id(
    db: Database, dsn: str, rule: dict[str, str], outcomes: list[str]
) -> None:
    async with beside_vecozo(db, **fault(**rule)) as world:
        bericht = await world.send(start(1, "S1"))
        await execute(dsn, "update leveringen set niet_voor = now(); update bestemmingen set rust_tot = null")
        assert await world.attempt() == 1
        await calm(world.simulator)
        assert [each["uitkomst"] for each in await events(world, bericht, "afleverpoging")] == outcomes
        assert await state(world, bericht) == "geleverd"
        assert len(world.simulator.software[VENLO].got) == 1
        async with db.reading() as tx:
            assert await tx.fetchval("select count(*) from enveloppen_uit") == 1


async def test_a_message_that_vecozo_knows_nothing_of_is_asked_about_until_it_would_be_forgotten(
    db: Database, dsn: str
) -> None:
    async with beside_vecozo(db) as world:
        bericht = await world.send(start(1, "S1"))
        await calm(world.simulator)
        world.box._berichten.clear()
        await ask(world, dsn)
        await execute(dsn, "update enveloppen_uit set gemaakt_op = now() - interval '63 days'")
        await ask(world, dsn)
        async with db.reading() as tx:
            assert await tx.fetchval("select navraag_op from enveloppen_uit") is None
        assert await events(world, bericht, "keten_status") == []


def test_it_is_asked_as_often_as_the_age_of_a_message_doubles() -> None:
    minutes = [0, 1, 10, 59, 600, 60 * 24 * 62, 60 * 24 * 63]
    found = [wait_after(timedelta(minutes=each)) for each in minutes]
    assert [None if each is None else each.total_seconds() for each in found] == [30, 60, 600, 3540, 3600, 3600, None]


def test_the_reason_is_the_first_code_or_the_end_itself() -> None:
    assert reason_of(Status.AFGEKEURD, ["BRS06", "BRS13"], "2017").remedy is Remedy.SPLIT, "in VECOZO's own list"
    found = reason_of(Status.AFGEBROKEN, [], "2025")
    assert (found.code, found.remedy) == ("BezorgingAfgebroken", Remedy.ADMINISTER)
