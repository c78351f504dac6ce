"""Requests, decisions, assignments, starts, stops, claims and credits at once end as if they had come one by one.

They are about two clients of one provider. Three assignments of the first, two with a budget and one with a volume, are
claimed on, changed and removed; more care is asked for by WMO315 and WMO317, and granted, refused, withdrawn or looked
into; the provider refuses some of the answers. Some messages come twice, some have an Identificatie that another has.

As in test_serial.py: each message that is judged makes a delivery under the lock that put it in its place, so that the
database tells the order. Replayed in that order, the models give every verdict and all that stands; what is granted is
never below zero nor above what is assigned, and each state of a request is reached by its own message alone.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, suppress
from itertools import count
from random import Random
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from gateway.exchange.assigning import clients, issue
from gateway.exchange.assigning.changes import Change
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, Invalid
from gateway.exchange.receiving.receipt import Receipt
from gateway.exchange.receiving.receive import receive
from gateway.exchange.requests.answer import GivenAnswer, answer_request
from gateway.exchange.requests.grant import grant_request
from gateway.exchange.requests.plan import Grant
from gateway.messages.read import read
from gateway.messages.write import serialise
from gateway.standard.findings import Outcome
from gateway.standard.xml.parse import parse
from gateway.store.db.database import Database
from gateway.store.db.places import MESSAGE
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.chaos.claim_replay import Replay
from tests.chaos.claim_round import CODES, GRANT, ROUND, TERMS, Subject
from tests.chaos.claim_steps import last_delivery, steps_since
from tests.chaos.promise import sealed
from tests.chaos.size import SEED, TIMEOUT_S, size, told
from tests.support.api.application import Clock
from tests.support.api.parties import CLIENT, VENLO, enrol
from tests.support.api.requests import answer_to
from tests.support.exchange.assignments import new_assignment
from tests.support.messages.messages import schemas
from tests.support.messages.persons import bsns
from tests.support.store.key_ring import vault

ROUNDS = size(2, 200)
GATEWAYS = 4
ENOUGH = 40
"""Rounds in which every kind of conflict comes by."""
PAUSE_S: Final = 0.01
"""Between two acts of one round; each takes longer, so that many go on at the same moment."""
PATIENCE: Final = 100
"""Looks for a request to decide on, or an answer to refuse."""
PEOPLE = iter(bsns(4 * ROUNDS))
NAMES = count(1)
seen: Counter[str] = Counter()

WANTED: Final = {
    *("0001", "9056", "9333", "8214"),
    *("9369", "9321", "9322", "9308", "9384", "9389", "8017", "9390", "8021"),
    *("TR056", "TR374", "TR347", "TR349", "TR350", "TR351", "TR019", "TR074", "TR326", "TR382", "TR415"),
    *("toegekend", "afgewezen", "in-onderzoek", "WMO301 refused", "WMO319 refused"),
    *("another budget", "another volume", "another end", "another gone", "booked anew"),
}


@pytest.fixture
async def gateways(dsn: str) -> AsyncIterator[list[Gateway]]:
    """Several gateways on one database."""
    async with AsyncExitStack() as stack:
        found = []
        for _ in range(GATEWAYS):
            db = await Database.connect(dsn, size=8, vault=vault())
            stack.push_async_callback(db.close)
            found.append(Gateway(db, schemas(), now=Clock()))
        await enrol(found[0].db)
        yield found
        await sealed(found[0].db)
    told(f"{ROUNDS} rounds of requests, reports and claims at once: {seen.most_common()}")
    if seen["round"] == ROUNDS:
        assert "granted" in seen
        assert ROUNDS < ENOUGH or set(seen) >= WANTED, WANTED - set(seen)


async def _subject(gateway: Gateway) -> Subject:
    """Return a new provider and two new clients, of whom the first has the assignments that are claimed on."""
    name = next(NAMES)
    provider = Organisatie(f"9998{name:04}", "aanbieder", "Zorg")
    async with gateway.db.transaction() as tx:
        await organisaties.save(tx, provider)
    people = [next(PEOPLE), next(PEOPLE)]
    ids = [(await clients.register_client(gateway, VENLO, bsn, CLIENT)).id for bsn in people]
    numbers: dict[str, int] = {}
    for category, terms in TERMS.items():
        hours = {"volume": terms.volume, "eenheid": "04", "frequentie": "6"}
        sized = dict.fromkeys(hours) if terms.volume is None else hours
        care = new_assignment(
            ids[0], provider.code, **sized, budget=terms.budget, categorie=category, code=CODES[category]
        )
        numbers[category] = (await issue.assign_care(gateway, VENLO, care)).assignment.nummer
    return Subject(provider, (ids[0], ids[1]), (people[0], people[1]), numbers, f"W{name}")


class Round:
    """All that is done at the same moment, each by some gateway."""

    def __init__(self, gateways: list[Gateway], subject: Subject, order: Random) -> None:
        self._gateways = gateways
        self._subject = subject
        self._order = order
        self._work: list[Awaitable[None]] = []
        self.receipts: list[tuple[bytes, Receipt]] = []

    @property
    def some(self) -> Gateway:
        """One of the gateways."""
        return self._order.choice(self._gateways)

    def add(self, work: Awaitable[None]) -> None:
        """Add this to what is done."""
        self._work.append(work)

    async def run(self) -> None:
        """Do all of it, in this order but for the next ones that begin before it is done."""
        self._order.shuffle(self._work)
        async with asyncio.TaskGroup() as group:
            for place, each in enumerate(self._work):
                group.create_task(self._after(place * PAUSE_S, each))

    async def _after(self, seconds: float, work: Awaitable[None]) -> None:
        await asyncio.sleep(seconds)
        await work

    async def send(self, data: bytes) -> None:
        """Hand in this message of the provider."""
        self.receipts.append((data, await receive(self.some, self._subject.provider, data)))

    async def change(self, category: str, change: Change) -> None:
        """Change an assignment; what may not be, or changes nothing, is not done."""
        with suppress(Conflict, Invalid):
            await issue.change_assignment(self.some, VENLO, self._subject.numbers[category], change)

    async def assign(self, category: str) -> None:
        """Assign more care to the first client."""
        no_size = dict.fromkeys(("code", "volume", "eenheid", "frequentie"))
        care = new_assignment(
            self._subject.ids[0], self._subject.provider.code, **no_size, budget=100, categorie=category
        )
        await issue.assign_care(self.some, VENLO, care)

    async def decide(self, place: int, decision: Any) -> None:
        """Answer one of the last requests, as soon as there is one; a decision that can't be is none."""
        query = "select id from verzoeken where gemeente = $1 and client_id = any($2::uuid[]) order by id desc limit 3"
        rows = await self._look_for(query)
        if not rows:
            return
        id: UUID = rows[place % len(rows)]["id"]
        with suppress(Conflict, Invalid):
            if decision == GRANT:
                await grant_request(self.some, VENLO, id, Grant())
            else:
                assert isinstance(decision, GivenAnswer)
                await answer_request(self.some, VENLO, id, decision)

    async def answer(self, place: int, *, refuse: bool) -> None:
        """Approve or refuse one of the last answers to a request, as soon as there is one."""
        query = (
            "select b.id, b.soort, b.inhoud from berichten b where b.gemeente = $1 and b.client_id = any($2::uuid[])"
            " and exists (select from verzoek_antwoorden a where a.gemeente = b.gemeente and a.bericht_id = b.id)"
            " and not exists (select from berichten r where r.gemeente = b.gemeente and r.heenbericht_id = b.id)"
            " order by b.id desc limit 3"
        )
        rows = await self._look_for(query)
        if not rows:
            return
        row = rows[place % len(rows)]
        forward: Any = read(parse(row["inhoud"].open(MESSAGE.at(VENLO, row["id"]))))
        if row["soort"] == "WMO301" and self._changes_claimed(forward):
            refuse = False  # the refusal of a change would leave less than what was granted on it meanwhile
        code = "9332" if row["soort"] == "WMO301" else "9360"
        made = answer_to(forward, f"{self._subject.prefix}A{place}", *([code] if refuse else []))
        with suppress(Conflict):  # it was answered meanwhile
            await receive(self.some, self._subject.provider, serialise(made))

    def _changes_claimed(self, forward: Any) -> bool:
        numbers = {str(each) for each in self._subject.numbers.values()}
        changed = [each for each in forward.client.toegewezen_producten if each.reden_wijziging is not None]
        return bool(numbers & {each.toewijzing_nummer for each in changed})

    async def _look_for(self, query: str) -> list[Any]:
        """Return what this finds of the clients, as soon as there is any; nothing when it takes too long."""
        for _ in range(PATIENCE):
            async with self.some.db.reading() as tx:
                rows: list[Any] = await tx.fetch(query, VENLO, self._subject.ids)
            if rows:
                return rows
            await asyncio.sleep(PAUSE_S)
        return []


@pytest.mark.timeout(TIMEOUT_S)
@seed(SEED)
@settings(max_examples=ROUNDS, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None)
@given(drawn=ROUND)
async def test_requests_reports_and_claims_at_once_end_as_some_row_of_them(
    gateways: list[Gateway], drawn: dict[str, Any]
) -> None:
    subject, db = await _subject(gateways[0]), gateways[0].db
    before = await last_delivery(db)
    claims = [subject.claim(each) for each in drawn["claims"]]
    reports = [subject.report(*each) for each in (*drawn["starts"], *drawn["stops"])]
    asks = [subject.request(each) for each in drawn["wishes"]]
    sent = [*(each.data for each in (*claims, *reports)), *asks]
    at_once = Round(gateways, subject, Random(drawn["order"]))
    for data in (*sent, *(claims[each].data for each in drawn["again"])):
        at_once.add(at_once.send(data))
    for category, change in drawn["changes"]:
        at_once.add(at_once.change(category, change))
    for category in ("06", "09")[: drawn["assigned"]]:
        at_once.add(at_once.assign(category))
    for place, decision in enumerate(drawn["decisions"]):
        at_once.add(at_once.decide(place, decision))
    for place, refuse in enumerate(drawn["refusals"]):
        at_once.add(at_once.answer(place, refuse=refuse))
    await at_once.run()
    replay = Replay(subject, {each.data: each for each in claims}, {each.data: each for each in reports})
    for step in await steps_since(db, before):
        replay.take(step)
    await replay.hold(db)
    _check_receipts(replay, set(sent), at_once.receipts)
    seen.update(replay.seen)
    seen["round"] += 1


def _check_receipts(replay: Replay, sent: set[bytes], receipts: list[tuple[bytes, Receipt]]) -> None:
    """Assert that each sender was told what is in the ledger, and that nothing is there twice."""
    assert set(replay.answers) == sent, "each message was answered"
    for rows in replay.answers.values():
        # What was refused counts as never sent: the same bytes are booked once more when they are approved.
        assert [approved for _, approved in rows] in ([True], [False], [False, True])
        replay.seen["booked anew"] += len(rows) - 1
    told_of = {(data, each.id, each.oordeel is Outcome.GOEDGEKEURD) for data, each in receipts}
    assert told_of == {(data, *row) for data, rows in replay.answers.items() for row in rows}
