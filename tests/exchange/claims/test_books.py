"""Claims that come in at the same moment, at gateways that share a database: as if they had come in a row."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.exchange.assigning.changes import Change
from gateway.exchange.assigning.issue import change_assignment
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.group_commit import Queues
from gateway.exchange.kernel.refusals import Conflict
from gateway.exchange.receiving.receive import receive
from gateway.messages.write import serialise
from gateway.store.claims.prestaties import sum_standing
from gateway.store.db.database import Database
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.application import Api
from tests.support.api.claims import Story, line
from tests.support.api.parties import VENLO, ZORG, Caller
from tests.support.messages.claims import client, wmo323
from tests.support.messages.messages import BSN, schemas
from tests.support.store.filling import assigned_clients
from tests.support.store.key_ring import vault

CALLER = Organisatie(ZORG, "aanbieder", "Zorg aan de Maas")
NOW = datetime(2024, 6, 5, 9, 30, tzinfo=UTC)
MONTHS = ("2024-01", "2024-02", "2024-03", "2024-04", "2024-05")


@pytest.fixture
async def gateways(gateway: Gateway, dsn: str) -> AsyncIterator[list[Gateway]]:
    """Three gateways on one database, as three processes would be."""
    more = [await Database.connect(dsn, size=4, vault=vault()) for _ in range(2)]
    clock = lambda: NOW  # noqa: E731 - the clock of all three
    yield [Gateway(db, schemas(), now=clock) for db in (gateway.db, *more)]
    for db in more:
        await db.close()


def claim(number: int, bsn: str, *lines: Any) -> bytes:
    message = wmo323(
        afzender=ZORG,
        ontvanger=VENLO,
        identificatie=f"I{number}",
        dagtekening="2024-06-05",
        declaratie_nummer=f"D{number}",
        declaratie_periode=line("", 0, "2024-05", "0x83").product_periode,
        clienten=(client(*lines, bsn=bsn),),
    )
    return serialise(message)


async def standing(gateway: Gateway, nummer: int) -> int:
    async with gateway.db.reading() as tx:
        found = await sum_standing(tx, VENLO, [nummer])
    return found[nummer].volumes["01"] if nummer in found else 0


async def test_what_is_claimed_at_once_never_exceeds_what_was_assigned(gateways: list[Gateway]) -> None:
    """An assignment of 120 minutes a month; eight claims of one month each, at three gateways, of which five fit."""
    [(bsn, nummer)] = await assigned_clients(gateways[0].db, 1)
    claims = [claim(n, bsn, line(f"R{n}", nummer, MONTHS[n % 5], "120x01", 50, product="02A02")) for n in range(8)]
    await asyncio.gather(*(receive(gateways[n % 3], CALLER, data) for n, data in enumerate(claims)))
    assert await standing(gateways[0], nummer) == 5 * 120
    async with gateways[0].db.reading() as tx:
        codes = await tx.fetch("select retourcodes from prestaties where retourcodes <> '{}'")
    assert [row[0] for row in codes] == [["9389"]] * 3


async def test_one_number_claimed_at_once_counts_once(gateways: list[Gateway]) -> None:
    clients = await assigned_clients(gateways[0].db, 6)
    claims = [
        claim(n, bsn, line("SAME", nummer, "2024-05", "1x01", 50, product="02A02"))
        for n, (bsn, nummer) in enumerate(clients)
    ]
    await asyncio.gather(*(receive(gateways[n % 3], CALLER, data) for n, data in enumerate(claims)))
    async with gateways[0].db.reading() as tx:
        codes = await tx.fetch("select retourcodes from prestaties order by retourcodes")
    assert [row[0] for row in codes] == [[], *[["8021"]] * 5]


async def test_claims_of_the_same_clients_in_another_order_end_both(gateways: list[Gateway]) -> None:
    clients = await assigned_clients(gateways[0].db, 8)
    one = [
        client(line(f"A{n}", nummer, "2024-04", "1x01", 50, product="02A02"), bsn=b)
        for n, (b, nummer) in enumerate(clients)
    ]
    two = [
        client(line(f"B{n}", nummer, "2024-05", "1x01", 50, product="02A02"), bsn=b)
        for n, (b, nummer) in enumerate(clients)
    ]
    made = [
        serialise(
            wmo323(
                afzender=ZORG,
                ontvanger=VENLO,
                identificatie=f"I{n}",
                dagtekening="2024-06-05",
                declaratie_nummer=f"D{n}",
                declaratie_periode=line("", 0, "2024-05", "0x83").product_periode,
                clienten=tuple(each),
            )
        )
        for n, each in enumerate((one, list(reversed(two))))
    ]
    await asyncio.gather(*(receive(gateways[n], CALLER, data) for n, data in enumerate(made)))
    async with gateways[0].db.reading() as tx:
        assert await tx.fetchval("select count(*) from prestaties where retourcodes = '{}'") == 16


@pytest.mark.parametrize("attempt", range(5))
async def test_an_assignment_is_removed_or_claimed_on_and_never_both(
    api: Api, venlo: Caller, zorg: Caller, attempt: int
) -> None:
    story = Story(api, venlo, zorg).on("2024-06-05")
    nummer = await story.assign("2024-01-01..2024-12-31", "120x01/4", "02A02")
    data = claim(attempt, BSN, line("R1", nummer, "2024-05", "120x01", 50, product="02A02"))
    other = await Database.connect(api.dsn, size=4, vault=vault())
    removed, _ = await asyncio.gather(
        change_assignment(api.gateway, VENLO, nummer, Change(remove=True)),
        receive(replace(api.gateway, db=other, queues=Queues()), CALLER, data),
        return_exceptions=True,
    )
    await other.close()
    claimed = await standing(api.gateway, nummer)
    if isinstance(removed, Conflict):
        assert (removed.problem, claimed) == ("zorg-gedeclareerd", 120)
    else:
        assert not isinstance(removed, BaseException), removed
        assert claimed == 0
