"""Requests, grants, starts, stops, claims and credits at the same moment end as if they had come one by one.

They are about two assignments with a budget of one client, and about more care that is asked for by WMO315 and WMO317.

As in test_serial.py: each message that is judged makes a delivery under the lock that put it in its place, so that the
database tells the order. Replayed in that order, the models give every verdict and all that stands; what is granted is
never below zero nor above what is assigned, and each state of a request is reached by its own message alone.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from gateway.exchange.assigning import clients, issue
from gateway.exchange.assigning.changes import Change
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, Invalid
from gateway.exchange.receiving.receive import receive
from gateway.exchange.requests.answer import GivenAnswer, answer_request
from gateway.exchange.requests.grant import grant_request
from gateway.exchange.requests.plan import Grant
from gateway.messages.common import Product
from gateway.messages.kinds.antwoord import Wmo319
from gateway.messages.kinds.declaratie import Wmo325
from gateway.messages.kinds.start import Wmo306
from gateway.messages.kinds.stop import Wmo308
from gateway.messages.kinds.toewijzing import Wmo301
from gateway.messages.kinds.verzoek import Wmo315, Wmo316, Wmo317, Wmo318
from gateway.messages.read import read
from gateway.messages.registry import Message
from gateway.messages.return_message import NO_REMARK, ReturnMessage, outcome_of
from gateway.messages.write import serialise
from gateway.rules.case import RequestAnswer
from gateway.standard.xml.parse import parse
from gateway.store.claims.prestaties import sum_standing
from gateway.store.db.database import Database
from gateway.store.db.places import MESSAGE
from gateway.store.parties.organisaties import Organisatie
from tests.chaos.claim_model import Claim, ClaimBooks, Claimed, RequestBooks
from tests.chaos.model import TEMPORARY, Books, Line, Sent
from tests.chaos.promise import sealed
from tests.chaos.size import SEED, TIMEOUT_S, size, told
from tests.support.api.application import Clock
from tests.support.api.claims import line
from tests.support.api.parties import CLIENT, VENLO, ZORG, enrol, start, stop
from tests.support.api.requests import asked, new, vot, vow
from tests.support.exchange.assignments import new_assignment
from tests.support.messages.claims import client, periode, wmo323
from tests.support.messages.messages import schemas
from tests.support.messages.persons import bsns
from tests.support.store.key_ring import vault

ROUNDS = size(2, 200)
GATEWAYS = 4
ENOUGH = 20
"""Rounds in which every kind of conflict comes by."""
BUDGET: Final = 1000
PAUSE_S: Final = 0.02
"""Between two requests, and between two decisions, of one round."""
PROVIDER = Organisatie(ZORG, "aanbieder", "Zorg")
PEOPLE = iter(bsns(2 * ROUNDS))
NAMES = count(1)
ASKED = ("04A04", "04A05", "04A06", "07A12", "07A13", "07A14")
"""By number of a WMO315 the product that it asks for."""
ADDED = ("08V01", "08V02", "08V03")
"""By number of a WMO317, from `len(ASKED)` on, what it asks for beside all that was assigned before the round."""
CATEGORIES: Final = ("02", "10")
"""Of the assignments that are claimed on."""
ANSWERS: Final = (("WMO325",), ("WMO306", "WMO308"), ("WMO316", "WMO318"))
"""Kinds that answer claims, reports and requests."""
RULE_OF: Final = {"9069": "TR382"}
"""By code its rule, where that has another number."""
verdicts: Counter[str] = Counter()

WANTED: Final = {
    *("9369", "9389", "8017", "9390", "8021", "9333"),
    *("TR374", "TR347", "TR349", "TR326", "TR415", "toegekend", "afgewezen", "in-onderzoek"),
}
KEYS = [(month, code) for month in ("2024-01", "2024-02") for code in ("02A02", "10B01", "02A03", "10B02")]
DEBITS = tuple(Claimed(f"R{n}", KEYS[n % 8], (100, 250, 600, 400, 900)[n % 5]) for n in range(24))
"""What may be claimed; the same reference is always the same care, so that a credit can be a copy of it."""


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Draw a claim of some debits of different care, and some credits of other debits."""
    debits = draw(st.lists(st.sampled_from(DEBITS), max_size=3, unique_by=lambda each: each.key))
    others = [each for each in DEBITS if each not in debits]
    formers = draw(st.lists(st.sampled_from(others), min_size=0 if debits else 1, max_size=2, unique=True))
    names = draw(st.lists(st.integers(0, 60), min_size=len(formers), max_size=len(formers), unique=True))
    back = [Claimed(f"C{n}", each.key, each.cents, each.reference) for n, each in zip(names, formers, strict=True)]
    return Claim(f"D{draw(st.integers(0, 40))}", tuple(draw(st.permutations([*debits, *back]))))


@st.composite
def starts(draw: st.DrawFn) -> tuple[int, bool]:
    """Draw the day in January of a start on the assignment, and whether it is taken back."""
    return draw(st.integers(5, 7)), draw(st.sampled_from([False, False, True]))


@st.composite
def stops(draw: st.DrawFn) -> Line:
    """Draw a stop of such a start, not yet of an assignment."""
    reason, end = draw(st.sampled_from([TEMPORARY, "31"])), date(2024, 2, draw(st.integers(1, 3)))
    begin, remove = date(2024, 1, draw(st.integers(5, 7))), draw(st.sampled_from([False, False, True]))
    return Line(0, begin, remove, reason, end, code="")


DECISIONS = st.sampled_from([RequestAnswer.GRANTED, RequestAnswer.DENIED, RequestAnswer.INVESTIGATED])
ROUND = st.fixed_dictionaries(
    {
        "claims": st.lists(claims(), min_size=20, max_size=20),
        "budgets": st.lists(
            st.tuples(st.integers(0, 1), st.integers(100, 2 * BUDGET)), min_size=6, max_size=6, unique=True
        ),
        "requests": st.lists(st.integers(0, len(ASKED + ADDED) - 1), min_size=7, max_size=7),
        "decisions": st.lists(DECISIONS, min_size=10, max_size=10),
        "starts": st.lists(starts(), min_size=6, max_size=6),
        "stops": st.lists(stops(), min_size=6, max_size=6),
    }
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The client of a round, with the assignments that are claimed on."""

    id: UUID
    bsn: str
    numbers: dict[str, int]
    """By category."""
    prefix: str
    """What tells the names of this round from those of others."""

    @property
    def nummer(self) -> int:
        """The assignment that starts and stops are about."""
        return self.numbers[CATEGORIES[0]]

    def claim(self, drawn: Claim, place: int) -> bytes:
        """Return the bytes of this claim."""
        lines = [
            line(
                self.prefix + each.reference,
                self.numbers[each.category],
                each.key[0],
                f"{each.cents}x83",
                product=each.key[1],
                former=None if each.former is None else self.prefix + each.former,
            )
            for each in drawn.lines
        ]
        return serialise(
            wmo323(
                afzender=ZORG,
                ontvanger=VENLO,
                identificatie=f"{self.prefix}K{place}",
                declaratie_nummer=self.prefix + drawn.number,
                declaratie_periode=periode(),
                clienten=(client(*lines, bsn=self.bsn),),
            )
        )

    def request(self, number: int, place: int) -> bytes:
        """Return the bytes of the request with the reference and product of this number."""
        if number >= len(ASKED):
            added = new(ADDED[number - len(ASKED)], "2024-04-01", "2024-12-31")
            named, reference = tuple(self.numbers.values()), f"{self.prefix}Q{number}"
            return serialise(vow(f"{self.prefix}V{place}", reference, same=named, new=[added], bsn=self.bsn))
        wish = asked(f"{self.prefix}Q{number}", ASKED[number])
        return serialise(vot(f"{self.prefix}V{place}", wish, bsn=self.bsn))

    def start(self, day: int, remove: bool, place: int) -> Sent:
        """Return a WMO305 about the assignment."""
        begin = date(2024, 1, day)
        made = start(
            self.nummer,
            f"{self.prefix}S{place}",
            bsn=self.bsn,
            product=Product(categorie="02"),
            begindatum=begin.isoformat(),
            status_aanlevering="3" if remove else "1",
        )
        return Sent(ZORG, f"{self.prefix}S{place}", True, (Line(self.nummer, begin, remove, code=""),), serialise(made))

    def stop(self, drawn: Line, place: int) -> Sent:
        """Return a WMO307 about the assignment."""
        line = replace(drawn, nummer=self.nummer)
        made = stop(
            self.nummer,
            f"{self.prefix}E{place}",
            bsn=self.bsn,
            product=Product(categorie=CATEGORIES[0]),
            begindatum=str(line.begin),
            reden_beeindiging=line.reason,
            einddatum=str(line.end),
            status_aanlevering="3" if line.remove else "1",
        )
        return Sent(ZORG, f"{self.prefix}E{place}", False, (line,), serialise(made))


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
    assert "granted" in verdicts
    assert ROUNDS < ENOUGH or set(verdicts) >= WANTED, WANTED - set(verdicts)
    told(f"{ROUNDS} rounds of requests, reports and claims at once: {verdicts.most_common()}")


async def _subject(gateway: Gateway) -> Subject:
    """Return a new client with assignments of `BUDGET` cents."""
    bsn = next(PEOPLE)
    known = await clients.register_client(gateway, VENLO, bsn, CLIENT)
    no_size = dict.fromkeys(("code", "volume", "eenheid", "frequentie"))
    numbers: dict[str, int] = {}
    for each in CATEGORIES:
        care = new_assignment(known.id, ZORG, **no_size, budget=BUDGET, categorie=each)
        numbers[each] = (await issue.assign_care(gateway, VENLO, care)).assignment.nummer
    return Subject(known.id, bsn, numbers, f"W{next(NAMES)}")


async def _change_budget(gateway: Gateway, nummer: int, budget: int) -> None:
    with suppress(Conflict, Invalid):  # less than was granted, or what it is already
        await issue.change_assignment(gateway, VENLO, nummer, Change(budget=budget, reden_wijziging="03"))


async def _ask(gateway: Gateway, data: bytes, place: int) -> None:
    """Send a request when decisions on earlier ones may have been taken."""
    await asyncio.sleep(place * PAUSE_S)
    await receive(gateway, PROVIDER, data)


async def _decide(gateway: Gateway, subject: Subject, place: int, decision: RequestAnswer) -> None:
    """Answer one of the last requests, as soon as there is one; a decision that can't be is none."""
    await asyncio.sleep(place * PAUSE_S)
    rows: list[Any] = []
    while not rows:
        await asyncio.sleep(0.01)
        async with gateway.db.reading() as tx:
            rows = await tx.fetch(
                "select id from verzoeken where gemeente = $1 and client_id = $2 order by id desc limit 2",
                VENLO,
                subject.id,
            )
    id = rows[place % len(rows)]["id"]
    with suppress(Conflict):
        if decision is RequestAnswer.GRANTED:
            await grant_request(gateway, VENLO, id, Grant())
        else:
            reason = "7" if decision is RequestAnswer.DENIED else None
            await answer_request(gateway, VENLO, id, GivenAnswer(answer=decision, reden=reason))


async def _last_delivery(db: Database) -> int:
    async with db.reading() as tx:
        found: int = await tx.fetchval("select coalesce(max(id), 0) from leveringen")
    return found


async def _in_order(db: Database, after: int) -> list[tuple[Message, bytes]]:
    """Return what the municipality sent since, in the order of judging, each with the bytes that it answers."""
    async with db.reading() as tx:
        rows = await tx.fetch(
            "select b.id, b.inhoud, h.id as heen, h.inhoud as gestuurd from leveringen l"
            " join berichten b on b.gemeente = l.gemeente and b.id = l.bericht_id"
            " left join berichten h on h.gemeente = b.gemeente and h.id = b.heenbericht_id"
            " where l.gemeente = $1 and l.id > $2 and b.richting = 'uit' order by l.id",
            VENLO,
            after,
        )
    return [
        (
            read(parse(row["inhoud"].open(MESSAGE.at(VENLO, row["id"])))),
            b"" if row["heen"] is None else row["gestuurd"].open(MESSAGE.at(VENLO, row["heen"])),
        )
        for row in rows
    ]


@dataclass
class Replay:
    """The models, fed with what happened in the order of the database."""

    subject: Subject
    sent_claims: dict[bytes, Claim]
    sent_reports: dict[bytes, Sent]
    claims: ClaimBooks
    reports: Books
    requests: RequestBooks
    seen: Counter[str]

    def step(self, message: Message, answered: bytes) -> None:
        """Take one message of the municipality, and assert that the models say the same."""
        if isinstance(message, Wmo325):
            self._claim(message, self.sent_claims[answered])
        elif isinstance(message, Wmo316 | Wmo318):
            self._verdict(message, self._ask(read(parse(answered))))
        elif isinstance(message, Wmo306 | Wmo308):
            self._verdict(message, self.reports.take(self.sent_reports[answered]))
        elif isinstance(message, Wmo319):
            said = message.antwoord
            state = "afgewezen" if said.verzoek_antwoord == "1" else "in-onderzoek"
            self._answer(said.referentie_aanbieder, state)
        else:
            assert isinstance(message, Wmo301)
            self._assigned(message)
        self.seen[message.soort.name] += 1

    def _ask(self, asks: Message) -> frozenset[str]:
        if isinstance(asks, Wmo315):
            return self.requests.ask(asks.client.aangevraagde_producten[0].referentie_aanbieder)
        assert isinstance(asks, Wmo317)
        named = {int(each.toewijzing_nummer) for each in asks.client.verzoek.ongewijzigde_producten}
        return self.requests.ask_change(asks.client.verzoek.referentie_aanbieder, named)

    def _claim(self, answer: Wmo325, claim: Claim) -> None:
        expected, said = self.claims.take(claim), answer.declaratie_antwoord
        assert said is not None
        listed = {
            each.product_referentie.referentie_nummer.removeprefix(self.subject.prefix): frozenset(each.retour_codes)
            for item in said.clienten
            for each in item.prestaties
        }
        if expected is None:
            assert (said.retour_codes, listed) == (("9333",), {})
            verdicts["9333"] += 1
            return
        assert listed == {reference: codes for reference, codes in expected.items() if codes}
        for codes in expected.values():
            verdicts.update(codes or {"granted"})

    def _verdict(self, answer: ReturnMessage, expected: frozenset[str]) -> None:
        codes = {RULE_OF.get(code, f"TR{code[1:]}") for _, code in outcome_of(answer).codes if code != NO_REMARK}
        assert codes == expected
        verdicts.update(expected)

    def _assigned(self, message: Wmo301) -> None:
        products = message.client.toegewezen_producten
        for category, nummer in self.subject.numbers.items():
            for each in products:
                if int(each.toewijzing_nummer) == nummer:
                    self.claims.change_budget(category, int(each.budget or 0))
        self.requests.current.update(int(each.toewijzing_nummer) for each in products)
        for reference in {each.referentie_aanbieder for each in products} - {None}:
            self._answer(str(reference), "toegekend")

    def _answer(self, reference: str, state: str) -> None:
        self.requests.answer(reference, state)
        verdicts[state] += 1

    async def hold(self, db: Database) -> None:
        """Assert that the books of the gateway hold what the models hold."""
        async with db.reading() as tx:
            standing = await sum_standing(tx, VENLO, list(self.subject.numbers.values()))
            states = await tx.fetch(
                "select status, count(*) as aantal from verzoeken where gemeente = $1 and client_id = $2 group by 1",
                VENLO,
                self.subject.id,
            )
            begun = await tx.fetchval(
                "select count(*) from starts where gemeente = $1 and client_id = $2 and verwijderd_door is null",
                VENLO,
                self.subject.id,
            )
            ended = await tx.fetchval(
                "select count(*) from stops where gemeente = $1 and client_id = $2 and verwijderd_door is null",
                VENLO,
                self.subject.id,
            )
        for category, nummer in self.subject.numbers.items():
            assert (standing[nummer].cents if nummer in standing else 0) == self.claims.cents(category)
        assert {row["status"]: row["aantal"] for row in states} == Counter(self.requests.states.values())
        assert (begun, ended) == (len(self.reports.starts), len(self.reports.stops))


@pytest.mark.timeout(TIMEOUT_S)
@seed(SEED)
@settings(max_examples=ROUNDS, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None)
@given(drawn=ROUND)
async def test_requests_reports_and_claims_at_once_end_as_some_row_of_them(
    gateways: list[Gateway], drawn: dict[str, Any]
) -> None:
    subject, db = await _subject(gateways[0]), gateways[0].db
    before = await _last_delivery(db)
    claimed = {subject.claim(each, place): each for place, each in enumerate(drawn["claims"])}
    reports = [
        *(subject.start(*day, place) for place, day in enumerate(drawn["starts"])),
        *(subject.stop(each, place) for place, each in enumerate(drawn["stops"])),
    ]
    reported = {each.data: each for each in reports}
    asks = [subject.request(number, place) for place, number in enumerate(drawn["requests"])]
    handed_in = [*claimed, *reported]
    work = [
        *(receive(gateways[place % GATEWAYS], PROVIDER, data) for place, data in enumerate(handed_in)),
        *(_ask(gateways[place % GATEWAYS], data, place) for place, data in enumerate(asks)),
        *(
            _decide(gateways[place % GATEWAYS], subject, place, decision)
            for place, decision in enumerate(drawn["decisions"])
        ),
        *(
            _change_budget(gateways[place % GATEWAYS], subject.numbers[CATEGORIES[which]], budget)
            for place, (which, budget) in enumerate(drawn["budgets"])
        ),
    ]
    await asyncio.gather(*work)
    replay = Replay(
        subject,
        claimed,
        reported,
        ClaimBooks(dict.fromkeys(CATEGORIES, BUDGET)),
        Books({ZORG: frozenset([subject.nummer])}),
        RequestBooks(current=set(subject.numbers.values())),
        Counter(),
    )
    for message, answered in await _in_order(db, before):
        replay.step(message, answered)
    await replay.hold(db)
    answers = [sum(replay.seen[name] for name in names) for names in ANSWERS]
    assert answers == [len(claimed), len(reported), len(asks)], "one answer to each"
