"""Messages that share a transaction: each as if it were alone, whatever becomes of the others."""

import asyncio
from collections import Counter

import asyncpg
import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Forbidden, Refusal
from gateway.exchange.receiving.receipt import Receipt
from gateway.exchange.receiving.receive import receive
from gateway.messages.write import serialise
from gateway.standard.findings import Outcome
from gateway.store.db.locks import client_lock, reference_lock
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import VENLO, ZORG, enrol, start, stop
from tests.support.api.requests import asked, vot
from tests.support.messages.messages import BSN, BSN_2
from tests.support.store.filling import assigned_clients, starts
from tests.support.store.ledger import waits_for_a_lock
from tests.support.store.postgres import execute

ZENDER = Organisatie(ZORG, "aanbieder", "Zorg aan de Maas")
NUMBER = 12


async def _at_once(gateway: Gateway, messages: list[bytes]) -> list[Receipt | BaseException]:
    """Hand in all of these at the same moment; return what became of each."""
    return await asyncio.gather(*(receive(gateway, ZENDER, each) for each in messages), return_exceptions=True)


def _verdicts(outcomes: list[Receipt | BaseException]) -> list[object]:
    return [each.oordeel if isinstance(each, Receipt) else type(each) for each in outcomes]


async def _transactions(gateway: Gateway) -> Counter[int]:
    """Return how many messages stand in the ledger that were written in the same transaction, of each transaction."""
    async with gateway.db.reading() as tx:
        rows = await tx.fetch("select count(*) from berichten where soort = 'WMO305' group by xmin::text")
    return Counter(row["count"] for row in rows)


async def test_what_waits_is_written_in_one_transaction(gateway: Gateway) -> None:
    clients = await assigned_clients(gateway.db, NUMBER)
    outcomes = await _at_once(gateway, starts(clients, "T"))
    assert _verdicts(outcomes) == [Outcome.GOEDGEKEURD] * NUMBER
    assert await _transactions(gateway) == {1: 1, NUMBER - 1: 1}


async def test_approved_refused_repeated_and_unwelcome_ones_go_together(gateway: Gateway) -> None:
    clients = await assigned_clients(gateway.db, NUMBER)
    messages = starts(clients, "M")
    bsn, nummer = clients[4]
    messages[5] = serialise(stop(nummer + 1000, "M5", bsn=clients[5][0]))
    messages[6] = serialise(start(nummer, "M6", bsn=bsn, ontvanger="0999"))
    messages[7] = serialise(start(nummer, "M7", bsn=bsn, ontvanger="0014"))
    first = await receive(gateway, ZENDER, messages[8])
    outcomes = await _at_once(gateway, messages)
    assert outcomes[8] == first
    expected: list[object] = [Outcome.GOEDGEKEURD] * NUMBER
    expected[5] = expected[6] = Outcome.AFGEKEURD
    assert [expected[each] for each in range(NUMBER) if each != 7] == [
        each for number, each in enumerate(_verdicts(outcomes)) if number != 7
    ]
    assert isinstance(outcomes[7], Refusal)
    assert not isinstance(outcomes[7], Forbidden)
    async with gateway.db.reading() as tx:
        assert await tx.fetchval("select count(*) from starts") == NUMBER - 3
        assert await tx.fetchval("select count(*) from berichten where heenbericht_id is not null") == NUMBER - 1


async def test_one_that_the_database_does_not_take_spoils_it_for_nobody_else(gateway: Gateway, dsn: str) -> None:
    clients = await assigned_clients(gateway.db, NUMBER)
    await execute(
        dsn,
        "create function nee() returns trigger language plpgsql as $$ begin raise check_violation; end $$;"
        "create trigger nee before insert on berichten for each row when (new.identificatie = 'N8') execute function"
        " nee()",
    )
    outcomes = await _at_once(gateway, starts(clients, "N"))
    expected: list[object] = [Outcome.GOEDGEKEURD] * NUMBER
    expected[7] = asyncpg.CheckViolationError
    assert _verdicts(outcomes) == expected
    async with gateway.db.reading() as tx:
        assert await tx.fetchval("select count(*) from starts") == NUMBER - 1


async def test_nobody_waits_for_a_client_whom_somebody_else_holds(gateway: Gateway) -> None:
    clients = await assigned_clients(gateway.db, NUMBER)
    messages = starts(clients, "L")
    async with gateway.db.transaction(client_lock(VENLO, clients[7][0])):
        held = asyncio.create_task(receive(gateway, ZENDER, messages[7]))
        assert await waits_for_a_lock(gateway.db, held)
        others = await _at_once(gateway, messages[:7] + messages[8:])
        assert _verdicts(others) == [Outcome.GOEDGEKEURD] * (NUMBER - 1)
        assert not held.done()
    assert (await held).oordeel is Outcome.GOEDGEKEURD


async def test_two_requests_with_one_reference_are_judged_in_turn_whoever_they_are_about(gateway: Gateway) -> None:
    await enrol(gateway.db)
    async with gateway.db.transaction(reference_lock(VENLO, ZORG, "R1")):
        asks = [serialise(vot(f"V{bsn}", asked("R1"), bsn=bsn)) for bsn in (BSN, BSN_2)]
        held = asyncio.create_task(receive(gateway, ZENDER, asks[0]))
        assert await waits_for_a_lock(gateway.db, held)
        other = asyncio.create_task(receive(gateway, ZENDER, asks[1]))
    assert [(await each).oordeel for each in (held, other)] == [Outcome.GOEDGEKEURD, Outcome.AFGEKEURD]


async def test_messages_of_one_client_are_judged_in_order_of_arrival(gateway: Gateway) -> None:
    [(bsn, nummer)] = await assigned_clients(gateway.db, 1)
    messages = [serialise((stop if each % 2 else start)(nummer, f"O{each}", bsn=bsn)) for each in range(8)]
    outcomes = await _at_once(gateway, messages)
    verdicts = _verdicts(outcomes)
    assert verdicts[:2] == [Outcome.GOEDGEKEURD] * 2
    assert set(verdicts[2:]) == {Outcome.AFGEKEURD}
    async with gateway.db.reading() as tx:
        order = await tx.fetch("select identificatie from berichten where richting = 'in' order by id")
    assert [row["identificatie"] for row in order] == [f"O{each}" for each in range(8)]


@pytest.mark.parametrize("last", [True, False], ids=["after", "before"])
async def test_a_large_one_keeps_its_place_beside_small_ones_of_its_client(gateway: Gateway, last: bool) -> None:
    [(bsn, nummer)] = await assigned_clients(gateway.db, 1)
    small = serialise(start(nummer, "S1", bsn=bsn))
    large = serialise(start(nummer, "S2", bsn=bsn)).replace(b"\n", b"\n" + b" " * 3000)
    assert len(large) > 64 * 1024
    messages = [small, large] if last else [large, small]
    tasks = []
    for each in messages:
        tasks.append(asyncio.create_task(receive(gateway, ZENDER, each)))
        if each is large:
            # It is read in a thread, and comes into the row once that is done.
            await asyncio.sleep(0.3)
    outcomes = [(await task).oordeel for task in tasks]
    assert outcomes == [Outcome.GOEDGEKEURD, Outcome.AFGEKEURD]
