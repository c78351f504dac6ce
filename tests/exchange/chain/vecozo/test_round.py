"""VECOZO is visited by one worker at a time, only where it was chosen, and with all that it asks."""

import asyncio
from dataclasses import replace

from gateway.exchange.chain.vecozo.held import list_incoming
from gateway.exchange.chain.vecozo.round import visit_vecozo
from gateway.store.db.database import Database
from gateway.transport.channel import VecozoSettings
from tests.support.api.parties import VENLO, VENRAY
from tests.support.exchange.by_vecozo import AT_VECOZO, beside_vecozo, enrol_there, from_municipality
from tests.support.exchange.workers import a_gateway
from tests.support.store.postgres import execute


async def test_nobody_is_visited_without_the_channel_or_its_settings(db: Database) -> None:
    gateway = await a_gateway(db)
    await visit_vecozo(gateway)
    await enrol_there(db, VENLO, "http://127.0.0.1:9/")
    await visit_vecozo(replace(gateway, delivery=replace(gateway.delivery, vecozo=VecozoSettings())))
    assert (await list_incoming(gateway)).sources == []


async def test_an_address_that_is_away_keeps_no_other_from_a_visit_nor_workers_from_each_other(db: Database) -> None:
    async with beside_vecozo(db, replace(AT_VECOZO, interval_s=60)) as world:
        await enrol_there(db, VENRAY, "http://127.0.0.1:9/")
        await world.offer(*(from_municipality(f"T{number}") for number in range(3)))
        await asyncio.gather(*(world.visit(patiently=True) for _ in range(4)))
        sources = {each.adres: each for each in (await list_incoming(world.gateway)).sources}
        away = sources.pop("http://127.0.0.1:9/")
        assert (away.uitkomst, away.gelukt_op) == ("ConnectError", None)
        assert [each.uitkomst for each in sources.values()] == [None]
        assert await world.received() == 3
        fetched = [each for each in world.simulator.journal.entries if each.wat == "opgehaald"]
        assert len(fetched) == 3


async def test_a_frozen_municipality_is_not_asked_for(db: Database, dsn: str) -> None:
    async with beside_vecozo(db) as world:
        await world.offer(from_municipality("T1"))
        await execute(dsn, f"update organisaties set bevroren_op = now() where code = '{VENLO}'")
        await world.visit()
        assert await world.received() == 0
