"""What happened in a round of test_serial_claims.py, told to the models in the order of the database."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from gateway.exchange.claims.standing import find_claimed
from gateway.messages.claim_answer import signed_cents
from gateway.messages.kinds.antwoord import Wmo319
from gateway.messages.kinds.declaratie import Wmo325
from gateway.messages.kinds.start import Wmo306
from gateway.messages.kinds.stop import Wmo308
from gateway.messages.kinds.toewijzing import Wmo301, Wmo302
from gateway.messages.kinds.verzoek import Wmo315, Wmo316, Wmo317, Wmo318
from gateway.messages.read import read
from gateway.messages.registry import Message
from gateway.messages.return_message import NO_REMARK, ReturnMessage, outcome_of
from gateway.standard.xml.parse import parse
from gateway.store.care import toewijzingen
from gateway.store.db.database import Connection, Database
from tests.chaos.claim_model import Claim, ClaimBooks, Terms
from tests.chaos.claim_round import END, TERMS, Subject
from tests.chaos.claim_steps import Step
from tests.chaos.model import Books, Sent
from tests.chaos.request_model import RequestBooks
from tests.support.api.parties import VENLO

_RULE_OF: Final = {"9069": "TR382"}
"""By code its rule, where that has another number."""
_REMOVED: Final = "13"
"""RedenWijziging."""


@dataclass
class Replay:
    """The models, fed with what happened in the order of the database."""

    subject: Subject
    sent_claims: dict[bytes, Claim]
    sent_reports: dict[bytes, Sent]
    claims: ClaimBooks = field(default_factory=lambda: ClaimBooks(dict(TERMS)))
    requests: RequestBooks = field(default_factory=RequestBooks)
    answers: dict[bytes, list[tuple[UUID, bool]]] = field(default_factory=dict)
    """By bytes of a message of the provider the rows of the ledger with it, and whether each was approved."""
    seen: Counter[str] = field(default_factory=Counter)
    """What happened how often: verdicts, and states of requests."""
    taken: list[str] = field(default_factory=list)
    """The messages so far, to be told when the models say otherwise."""

    def __post_init__(self) -> None:
        numbers = self.subject.numbers.values()
        self.reports = Books({self.subject.provider.code: frozenset(numbers)})
        self.requests.tell(self.subject.bsns[0], self.subject.ids[0], [(each, END, False) for each in numbers])

    def take(self, step: Step) -> None:
        """Take one message, and assert that the models say the same."""
        message = step.message
        said = message.antwoord if isinstance(message, Wmo319) else None
        told = f"{said.referentie_aanbieder} {said.verzoek_antwoord}" if said else str(step.heen)[-12:]
        self.taken.append(f"{type(message).__name__} {str(step.id)[-12:]} {told} {str(step.client)[-4:]}")
        if isinstance(message, Wmo325):
            self._claim(step, message, self.sent_claims[step.answered])
        elif isinstance(message, Wmo316 | Wmo318):
            self._verdict(step, message, self._ask(read(parse(step.answered))))
        elif isinstance(message, Wmo306 | Wmo308):
            self._verdict(step, message, self.reports.take(self.sent_reports[step.answered]))
        elif isinstance(message, Wmo301):
            self._assigned(step, message)
        elif isinstance(message, ReturnMessage):
            self._answered(step, message)
        else:
            said = message.antwoord
            state = "afgewezen" if said.verzoek_antwoord == "1" else "in-onderzoek"
            self._answer(step, said.referentie_aanbieder, state)

    def _ask(self, asks: Message) -> frozenset[str]:
        assert isinstance(asks, Wmo315 | Wmo317)
        name, client = asks.header.bericht_identificatie.identificatie, asks.client.bsn
        if isinstance(asks, Wmo315):
            return self.requests.ask(client, name, asks.client.aangevraagde_producten[0].referentie_aanbieder)
        verzoek = asks.client.verzoek
        same = {int(each.toewijzing_nummer) for each in verzoek.ongewijzigde_producten}
        change = {int(each.toewijzing_nummer) for each in verzoek.te_wijzigen_producten}
        day = date.fromisoformat(asks.header.bericht_identificatie.dagtekening)
        return self.requests.ask_change(client, name, verzoek.referentie_aanbieder, same, change, day)

    def _claim(self, step: Step, answer: Wmo325, claim: Claim) -> None:
        expected, said = self.claims.take(claim), answer.declaratie_antwoord
        self._note(step, not (expected.header or expected.claim))
        if said is None:
            assert frozenset(answer.header.retour_codes) == expected.header
            self.seen.update(expected.header)
            return
        assert (answer.header.retour_codes, expected.header) == ((NO_REMARK,), frozenset())
        listed = {
            each.product_referentie.referentie_nummer.removeprefix(self.subject.prefix): frozenset(each.retour_codes)
            for item in said.clienten
            for each in item.prestaties
        }
        rejected = {reference: codes for reference, codes in expected.lines.items() if codes}
        assert listed == rejected
        assert frozenset(said.retour_codes) == (expected.claim or {NO_REMARK if rejected else "8001"})
        totals = signed_cents(said.totaal_ingediend_bedrag), signed_cents(said.totaal_toegekend_bedrag)
        assert totals == (claim.balance, expected.granted), "right to the cent"
        self.seen.update(expected.claim)
        for codes in expected.lines.values():
            self.seen.update(codes or {"granted"})

    def _verdict(self, step: Step, answer: ReturnMessage, expected: frozenset[str]) -> None:
        codes = {_RULE_OF.get(code, f"TR{code[1:]}") for _, code in outcome_of(answer).codes if code != NO_REMARK}
        header_hides = {"TR056"} if "TR056" in expected else expected
        assert codes == header_hides, (codes, expected, self.requests.answers, self.taken)
        self._note(step, not expected)
        self.seen.update(expected or {f"{answer.soort.name} approved"})

    def _note(self, step: Step, approved: bool) -> None:
        assert step.heen is not None
        self.answers.setdefault(step.answered, []).append((step.heen, approved))

    def _assigned(self, step: Step, message: Wmo301) -> None:
        products = message.client.toegewezen_producten
        told = {int(each.toewijzing_nummer): each for each in products}
        for category, nummer in self.subject.numbers.items():
            if nummer in told:
                self._change(category, nummer, told[nummer])
        lines = [
            (nummer, None if each.einddatum is None else date.fromisoformat(each.einddatum), _is_removed(each))
            for nummer, each in told.items()
        ]
        self.requests.tell(message.client.bsn, step.id, lines)
        for reference in {each.referentie_aanbieder for each in products} - {None}:
            self._answer(step, str(reference), "toegekend")

    def _change(self, category: str, nummer: int, product: Any) -> None:
        omvang, gone = product.omvang, _is_removed(product)
        terms = Terms(
            date.fromisoformat(product.einddatum),
            None if product.budget is None else int(product.budget),
            None if omvang is None else int(omvang.volume),
            gone,
        )
        if gone:
            reported = [*self.reports.starts.values(), *self.reports.stops.values()]
            assert nummer not in {each.nummer for each in reported}, "nothing is removed of which care was reported"
            self.reports.removed.add(nummer)
        former = self.claims.terms[category]
        for what in ("budget", "volume", "end", "gone"):
            if getattr(former, what) != getattr(terms, what):
                self.seen[f"another {what}"] += 1
        self.claims.change(category, terms)

    def _answer(self, step: Step, reference: str, state: str) -> None:
        self.requests.answer(step.id, reference, state)
        self.seen[state] += 1

    def _answered(self, step: Step, answer: ReturnMessage) -> None:
        assert step.heen is not None
        if not outcome_of(answer).approved:
            self.requests.refuse(step.heen)
            self.seen[f"{'WMO301' if isinstance(answer, Wmo302) else 'WMO319'} refused"] += 1

    async def hold(self, db: Database) -> None:
        """Assert that the books of the gateway hold what the models hold."""
        async with db.reading() as tx:
            await self._hold_claims(tx)
            await self._hold_rooms(tx)
            rows = await tx.fetch(
                "select c.id, status, count(*) as aantal from verzoeken v join clienten c on c.gemeente = v.gemeente"
                " and c.id = v.client_id where v.gemeente = $1 and c.id = any($2::uuid[]) group by 1, 2",
                VENLO,
                self.subject.ids,
            )
            kept = {
                table: await tx.fetch(
                    f"select toewijzing_nummer, begindatum from {table} where gemeente = $1 and client_id = $2"
                    " and verwijderd_door is null",
                    VENLO,
                    self.subject.ids[0],
                )
                for table in ("starts", "stops")
            }
        client = dict(zip(self.subject.bsns, self.subject.ids, strict=True))
        states = Counter((client[bsn], self.requests.state(each)) for each, bsn in self.requests.client_of.items())
        assert {(row["id"], row["status"]): row["aantal"] for row in rows} == states
        for table, held in (("starts", self.reports.starts), ("stops", self.reports.stops)):
            expected = sorted((each.nummer, each.begin) for each in held.values())
            assert sorted(map(tuple, kept[table])) == expected

    async def _hold_claims(self, tx: Connection) -> None:
        """Assert that each claim and each line that counts is kept once, as it was decided."""
        prefix = self.subject.prefix
        rows = await tx.fetch(
            "select referentie, retourcodes, gecrediteerd_door is not null as terug from prestaties"
            " where gemeente = $1 and client_id = $2",
            VENLO,
            self.subject.ids[0],
        )
        kept = Counter((row["referentie"].removeprefix(prefix), frozenset(row["retourcodes"])) for row in rows)
        assert kept == Counter(self.claims.lines)
        back = sorted(row["referentie"].removeprefix(prefix) for row in rows if row["terug"])
        assert back == sorted(each.line.reference for each in self.claims.debits.values() if each.credited)
        claims = await tx.fetch(
            "select nummer, ingediend, toegekend from declaraties where gemeente = $1 and starts_with(nummer, $2)",
            VENLO,
            prefix,
        )
        assert {row[0].removeprefix(prefix): (row[1], row[2]) for row in claims} == self.claims.numbers

    async def _hold_rooms(self, tx: Connection) -> None:
        """Assert that each assignment shows what was claimed of it, and what is left."""
        for category, nummer in self.subject.numbers.items():
            assignment = await toewijzingen.find(tx, VENLO, nummer)
            assert assignment is not None
            shown, terms = await find_claimed(tx, assignment), self.claims.terms[category]
            assert assignment.current.verwijderd is terms.gone
            cents, volume = self.claims.cents(category), self.claims.volume(category)
            assert (shown.cents, sum(shown.volumes.values())) == (cents, volume)
            if not terms.gone:
                left = (
                    None if each is None else each - taken
                    for each, taken in ((terms.budget, cents), (terms.volume, volume))
                )
                assert (shown.left_cents, shown.left_volume) == tuple(left)


def _is_removed(product: Any) -> bool:
    return bool(product.reden_wijziging == _REMOVED)
