"""64 simultaneous messages about one client end as if they had come one by one, by a model of the rules.

The lock on the client puts them in a row, and each one's delivery gets its number under that lock: so the database
tells the order. Replayed in that order, the model gives every verdict and every start and stop that stands.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import date
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from gateway.exchange.assigning import clients, issue
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.receiving.receipt import Receipt
from gateway.exchange.receiving.receive import receive
from gateway.messages.write import serialise
from gateway.store.db.database import Database
from gateway.store.db.places import MESSAGE, MESSAGE_FINDINGS, Findable
from gateway.store.parties.organisaties import Organisatie
from tests.chaos.model import TEMPORARY, Books, Line, Sent
from tests.chaos.promise import sealed
from tests.chaos.size import SEED, TIMEOUT_S, size, told
from tests.support.api.application import Clock
from tests.support.api.parties import CLIENT, THUIS, VENLO, VENRAY, ZORG, enrol, start, stop
from tests.support.exchange.assignments import new_assignment
from tests.support.messages.messages import schemas, start_product, stop_product
from tests.support.messages.persons import bsns
from tests.support.store.filling import assigned_clients, starts
from tests.support.store.key_ring import vault

ROUNDS = size(2, 200)
MESSAGES = 64
FRESH = 52
"""Of these; the others are repeats of them."""
REPEATS = st.lists(st.integers(0, FRESH - 1), min_size=MESSAGES - FRESH, max_size=MESSAGES - FRESH)
PROVIDERS = {code: Organisatie(code, "aanbieder", "Zorg") for code in (ZORG, THUIS)}
GATEWAYS = 8
ENOUGH = 20
"""Rounds in which every kind of conflict comes by."""
BYSTANDERS = 8
"""Messages about others, in each round."""
PEOPLE = iter(bsns(2 * ROUNDS))

_days = [date(2024, 1, day) for day in (5, 10)]
_ends = [date(2024, 2, day) for day in (1, 10, 20)]
_own = {ZORG: 0, THUIS: 1}
others: list[bytes] = []
"""Messages about clients of another municipality, all to be approved."""
verdicts: Counter[str] = Counter()


@st.composite
def messages(draw: st.DrawFn) -> Sent:
    """Draw a start or stop message whose lines name assignments by place: 0 is ZORG's, 1 that of THUIS."""
    provider = draw(st.sampled_from([ZORG, ZORG, ZORG, THUIS]))
    is_start = draw(st.booleans())
    numbers = st.sampled_from([_own[provider]] * 9 + [1 - _own[provider]])
    removals = st.sampled_from([False, False, False, True])
    line = (
        st.builds(Line, numbers, st.sampled_from(_days), removals)
        if is_start
        else st.builds(
            Line,
            numbers,
            st.sampled_from(_days),
            removals,
            st.sampled_from([TEMPORARY, TEMPORARY, "31"]),
            st.sampled_from(_ends),
        )
    )
    lines = draw(st.lists(line, min_size=1, max_size=2, unique_by=lambda each: each.key))
    name = f"N{draw(st.integers(0, 40))}"
    return Sent(provider, name, is_start, tuple(lines))


def written(sent: Sent, bsn: str, numbers: list[int], prefix: str) -> Sent:
    """Return the message with the real numbers of these assignments, a name of this round, and its bytes."""
    lines = tuple(
        Line(numbers[each.nummer], each.begin, each.remove, each.reason, each.end, each.code) for each in sent.lines
    )
    name = f"{prefix}{sent.name}"
    shared = [
        {
            "toewijzing_nummer": str(each.nummer),
            "begindatum": each.begin.isoformat(),
            "status_aanlevering": "3" if each.remove else "1",
        }
        for each in lines
    ]
    header = {"afzender": sent.provider, "bsn": bsn}
    if sent.is_start:
        made = start(0, name, start_producten=tuple(start_product(**fields) for fields in shared), **header)
    else:
        stops = tuple(
            stop_product(**fields, reden_beeindiging=each.reason, einddatum=str(each.end))
            for fields, each in zip(shared, lines, strict=True)
        )
        made = stop(0, name, stop_producten=stops, **header)
    return Sent(sent.provider, name, sent.is_start, lines, serialise(made))


@pytest.fixture
async def gateways(dsn: str) -> AsyncIterator[list[Gateway]]:
    """Several gateways on one database."""
    async with AsyncExitStack() as stack:
        found = []
        for _ in range(GATEWAYS):
            db = await Database.connect(dsn, size=MESSAGES // GATEWAYS, vault=vault())
            stack.push_async_callback(db.close)
            found.append(Gateway(db, schemas(), now=Clock()))
        await enrol(found[0].db)
        others.extend(starts(await assigned_clients(found[0].db, ROUNDS * BYSTANDERS, VENRAY), "B", ontvanger=VENRAY))
        yield found
        await sealed(found[0].db)
    assert "goedgekeurd" in verdicts
    assert len(verdicts) >= (6 if ROUNDS >= ENOUGH else 2), "so many kinds of verdict, or it tells little"
    told(f"{ROUNDS} rounds of {MESSAGES} messages at once, with {verdicts.total()} verdicts: {verdicts.most_common()}")


async def _assigned(gateway: Gateway, bsn: str) -> list[int]:
    """Assign care to this client at each of two providers; return the numbers."""
    client = await clients.register_client(gateway, VENLO, bsn, CLIENT)
    found = []
    for provider in (ZORG, THUIS):
        assignment = new_assignment(client.id, provider)
        found.append((await issue.assign_care(gateway, VENLO, assignment)).assignment.nummer)
    return found


def _findings(row: asyncpg.Record) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(row["bevindingen"].open(MESSAGE_FINDINGS.at(VENLO, row["id"])))
    return found


async def _in_order(db: Database, bsn: str) -> list[tuple[bytes, str, str, frozenset[str]]]:
    """Return the messages about this client in the order of judging: bytes, id, verdict, codes."""
    async with db.reading() as tx:
        rows = await tx.fetch(
            """
            select b.inhoud, b.id, b.oordeel, r.uitkomst, b.bevindingen from berichten b
            join berichten r on r.gemeente = b.gemeente and r.heenbericht_id = b.id
            join leveringen l on l.gemeente = r.gemeente and l.bericht_id = r.id
            join clienten c on c.gemeente = b.gemeente and c.id = b.client_id
            where b.gemeente = $1 and c.bsn_zoek = ($2::zoekbaar).hash and b.soort in ('WMO305', 'WMO307')
            order by l.id
            """,
            VENLO,
            Findable("bsn", VENLO, bsn),
        )
    assert all(row["oordeel"] == row["uitkomst"] for row in rows)
    return [
        (
            row["inhoud"].open(MESSAGE.at(VENLO, row["id"])),
            str(row["id"]),
            row["oordeel"],
            frozenset(each["code"] for each in _findings(row) if each["severity"] == "afkeur"),
        )
        for row in rows
    ]


async def _standing(db: Database, bsn: str, table: str) -> list[tuple[object, ...]]:
    extra = "" if table == "starts" else ", reden_beeindiging, einddatum"
    async with db.reading() as tx:
        rows = await tx.fetch(
            f"select t.aanbieder, toewijzing_nummer, code, begindatum{extra} from {table} t join clienten c"
            " on c.gemeente = t.gemeente and c.id = t.client_id where t.gemeente = $1"
            " and c.bsn_zoek = ($2::zoekbaar).hash and verwijderd_door is null",
            VENLO,
            Findable("bsn", VENLO, bsn),
        )
    return sorted(tuple(row) if extra else (*row, None, None) for row in rows)


async def _hold(gateways: list[Gateway], sent: list[Sent], receipts: list[Receipt], bsn: str, books: Books) -> None:
    """Assert that the outcome is that of the model, in the order of the database."""
    db = gateways[0].db
    by_bytes = {each.data: each for each in sent}
    judged = await _in_order(db, bsn)
    by_id: dict[bytes, list[tuple[str, str]]] = {data: [] for data in by_bytes}
    for data, id, verdict, codes in judged:
        expected = books.take(by_bytes[data])
        assert codes == expected, by_bytes[data]
        assert verdict == ("afgekeurd" if expected else "goedgekeurd")
        by_id[data].append((id, verdict))
        verdicts.update(expected or {"goedgekeurd"})
    for data, rows in by_id.items():
        # What was refused counts as never sent: the same bytes are booked once more when they are approved.
        assert [verdict for _, verdict in rows] in (["goedgekeurd"], ["afgekeurd"], ["afgekeurd", "goedgekeurd"])
        assert len(rows) <= sum(each.data == data for each in sent)
    answered = Counter(
        (each.data, str(receipt.id), receipt.oordeel.value) for each, receipt in zip(sent, receipts, strict=True)
    )
    assert set(answered) == {(data, *row) for data, rows in by_id.items() for row in rows}, (
        "each row is what a sender was told"
    )
    for table, kept in (("starts", books.starts), ("stops", books.stops)):
        assert await _standing(db, bsn, table) == sorted((provider, *key) for provider, key in kept)


@pytest.mark.timeout(TIMEOUT_S)
@seed(SEED)
@settings(max_examples=ROUNDS, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None)
@given(drawn=st.lists(messages(), min_size=FRESH, max_size=FRESH), again=REPEATS)
async def test_64_messages_at_once_end_as_some_row_of_them(
    gateways: list[Gateway], drawn: list[Sent], again: list[int]
) -> None:
    bsn = next(PEOPLE)
    numbers = await _assigned(gateways[0], bsn)
    sent = [written(each, bsn, numbers, bsn[-5:]) for each in drawn]
    sent += [sent[each] for each in again]
    beside = [others.pop() for _ in range(BYSTANDERS)]
    handed_in = [(each.provider, each.data) for each in sent]
    for place, data in enumerate(beside):
        handed_in.insert(place * MESSAGES // BYSTANDERS, (ZORG, data))
    receipts = await asyncio.gather(
        *(
            receive(gateways[place % GATEWAYS], PROVIDERS[provider], data)
            for place, (provider, data) in enumerate(handed_in)
        )
    )
    told_of = [(data in beside, receipt) for (_, data), receipt in zip(handed_in, receipts, strict=True)]
    assert {receipt.oordeel.value for other, receipt in told_of if other} == {"goedgekeurd"}
    receipts = [receipt for other, receipt in told_of if not other]
    assigned = {ZORG: frozenset(numbers[:1]), THUIS: frozenset(numbers[1:])}
    await _hold(gateways, sent, receipts, bsn, Books(assigned))
