"""What happens in a round of test_serial_claims.py: what is drawn, and the messages that it becomes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from hypothesis import strategies as st

from gateway.exchange.assigning.changes import Change
from gateway.exchange.requests.answer import GivenAnswer
from gateway.messages.common import Product
from gateway.messages.write import serialise
from gateway.rules.case import RequestAnswer
from gateway.store.parties.organisaties import Organisatie
from tests.chaos.claim_model import Claim, Claimed, Terms
from tests.chaos.model import TEMPORARY, Line, Sent
from tests.support.api.claims import line
from tests.support.api.parties import VENLO, start, stop
from tests.support.api.requests import asked, new, vot, vow, wish
from tests.support.messages.claims import client, sum_of, total, wmo323

END: Final = date(2024, 12, 31)
TERMS: Final = {
    "02": Terms(END, budget=1000),
    "10": Terms(END, budget=1000),
    "03": Terms(END, volume=20),
}
"""By category the assignments that are claimed on."""
CODES: Final = {"02": None, "10": None, "03": "03A01"}
"""By category the product, where one is assigned."""
BUDGETED: Final = tuple(category for category, terms in TERMS.items() if terms.budget is not None)
_ENDS: Final = (date(2024, 1, 31), date(2024, 2, 29), END)
_KEYS: Final = [
    (month, code) for month in ("2024-01", "2024-02") for code in ("02A02", "10B01", "02A03", "10B02", "03A01")
]
_CENTS: Final = (100, 250, 450, 350, 900)
_HOURS: Final = (2, 5, 12, 8, 26)
_RATE: Final = 5000


def _debit(number: int) -> Claimed:
    key = _KEYS[number % len(_KEYS)]
    size = (number + number // len(_KEYS)) % len(_CENTS)
    if TERMS[key[1][:2]].volume is None:
        return Claimed(f"R{number}", key, _CENTS[size])
    return Claimed(f"R{number}", key, _HOURS[size], _RATE)


DEBITS: Final = tuple(map(_debit, range(2 * len(_KEYS))))
"""What may be claimed; the same reference is always the same care, so that a credit can be a copy of it."""
_MISCHIEF: Final = (None,) * 12 + ("total", "month", "own", "twice")
"""What level 2 refuses a claim for: its total, a line later than its month, a debit with its credit, a debit credited
twice."""


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Draw a claim of some debits of different care, and some credits of other debits."""
    mischief = draw(st.sampled_from(_MISCHIEF))
    month = draw(st.sampled_from(("2024-02",) * 9 + ("2024-01",)))
    there = [each for each in DEBITS if each.key[0] <= month]
    debits = draw(st.lists(st.sampled_from(there), max_size=3, unique_by=lambda each: each.key))
    others = [each for each in there if each not in debits]
    formers = draw(st.lists(st.sampled_from(others), min_size=0 if debits else 1, max_size=2, unique=True))
    if mischief in ("own", "twice"):
        formers += {"own": debits, "twice": formers}[mischief][:1]
    names = draw(st.lists(st.integers(0, 60), min_size=len(formers), max_size=len(formers), unique=True))
    back = [replace(each, reference=f"C{n}", former=each.reference) for n, each in zip(names, formers, strict=True)]
    return Claim(
        f"K{draw(st.integers(0, 60))}",
        f"D{draw(st.integers(0, 40))}",
        "2023-12" if mischief == "month" else month,
        tuple(draw(st.permutations([*debits, *back]))),
        mischief == "total",
    )


_DAYS: Final = st.integers(5, 7).map(lambda day: date(2024, 1, day))
_REMOVES: Final = st.sampled_from([False, False, True])
_START: Final = st.builds(Line, st.integers(0, len(BUDGETED) - 1), _DAYS, _REMOVES, code=st.just(""))
"""A start on the assignment of a category, for now by its place."""
_STOP: Final = st.builds(
    Line,
    st.integers(0, len(BUDGETED) - 1),
    _DAYS,
    _REMOVES,
    st.sampled_from([TEMPORARY, "31"]),
    st.integers(1, 3).map(lambda day: date(2024, 2, day)),
    code=st.just(""),
)
_NAMES: Final = st.integers(0, 15)
"""What Identificaties are made of: some are drawn twice."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A request: under which name and number, and for which of the clients."""

    name: int
    number: int
    """The first ones are asked by WMO315, the next by WMO317: care beside that what is assigned, or another budget."""
    client: int


_ASKED: Final = ("04A04", "04A05", "04A06", "07A12", "07A13", "07A14")
"""By number of a WMO315 the product that it asks for."""
_ADDED: Final = ("08V01", "08V02", "08V03")
"""By number of a WMO317, from `len(_ASKED)` on, what it asks for beside all that was assigned before the round."""
_BUDGETS: Final = (("02", 1200), ("10", 700), ("02", 500))
"""By number of a WMO317, after those, the budget that it asks for."""
_WISH: Final = st.one_of(
    st.builds(Wish, _NAMES, st.integers(0, len(_ASKED) - 1), st.integers(0, 1)),
    st.builds(Wish, _NAMES, st.integers(len(_ASKED), len(_ASKED + _ADDED + _BUDGETS) - 1), st.just(0)),
)


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, Change]:
    """Draw a change of one of the assignments."""
    what = draw(st.sampled_from(["budget", "budget", "budget", "volume", "volume", "end", "end", "removal", "removal"]))
    if what == "budget":
        change = Change(budget=draw(st.integers(100, 2000)), reden_wijziging="03")
        return draw(st.sampled_from(BUDGETED)), change
    if what == "volume":
        return "03", Change(volume=draw(st.integers(3, 25)), reden_wijziging="03")
    category = draw(st.sampled_from(tuple(TERMS)))
    if what == "removal":
        return category, Change(remove=True)
    return category, Change(einddatum=draw(st.sampled_from(_ENDS)))


GRANT: Final = "grant"
_DECISIONS: Final = st.sampled_from(
    [
        GRANT,
        GRANT,
        GivenAnswer(answer=RequestAnswer.DENIED, reden="7"),
        GivenAnswer(answer=RequestAnswer.DENIED, reden="1", withdrawn=True),
        GivenAnswer(answer=RequestAnswer.INVESTIGATED),
    ]
)


def some(each: st.SearchStrategy[Any], number: int) -> st.SearchStrategy[list[Any]]:
    """Return so many of these."""
    return st.lists(each, min_size=number, max_size=number)


CLAIMS: Final = 20
ROUND: Final = st.fixed_dictionaries(
    {
        "claims": some(claims(), CLAIMS),
        "again": some(st.integers(0, CLAIMS - 1), 5),
        "changes": some(changes(), 8),
        "assigned": st.integers(0, 2),
        "wishes": some(_WISH, 8),
        "decisions": some(_DECISIONS, 10),
        "refusals": some(st.booleans(), 5),
        "starts": some(st.tuples(_NAMES, _START), 6),
        "stops": some(st.tuples(_NAMES, _STOP), 6),
        "order": st.integers(0, 10**6),
    }
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The provider and the clients of a round, and the assignments of the first that are claimed on."""

    provider: Organisatie
    ids: tuple[UUID, UUID]
    bsns: tuple[str, str]
    numbers: dict[str, int]
    """By category."""
    prefix: str
    """What tells the names of this round from those of others."""

    def claim(self, drawn: Claim) -> Claim:
        """Return this claim with its bytes."""
        lines = [
            line(
                self.prefix + each.reference,
                self.numbers[each.category],
                each.key[0],
                f"{each.volume}x{'83' if each.rate == 1 else '04'}",
                None if each.rate == 1 else each.rate,
                product=each.key[1],
                former=None if each.former is None else self.prefix + each.former,
            )
            for each in drawn.lines
        ]
        clienten = (client(*lines, bsn=self.bsns[0]),)
        right = sum_of(clienten)
        made = wmo323(
            afzender=self.provider.code,
            ontvanger=VENLO,
            identificatie=self.prefix + drawn.name,
            declaratie_nummer=self.prefix + drawn.number,
            declaratie_periode=line("", 0, drawn.month, "0x83").product_periode,
            clienten=clienten,
            total=total(str(int(right.totaal_bedrag) + 1), right.debet_credit) if drawn.wrong_total else right,
        )
        return replace(drawn, data=serialise(made))

    def request(self, drawn: Wish) -> bytes:
        """Return the bytes of this request."""
        name, reference, bsn = f"{self.prefix}V{drawn.name}", f"{self.prefix}Q{drawn.number}", self.bsns[drawn.client]
        parties = {"afzender": self.provider.code, "bsn": bsn}
        number = drawn.number - len(_ASKED)
        if number < 0:
            return serialise(vot(name, asked(reference, _ASKED[drawn.number]), **parties))
        if number < len(_ADDED):
            added, named = new(_ADDED[number], "2024-04-01", "2024-12-31"), tuple(self.numbers.values())
            return serialise(vow(name, reference, same=named, new=[added], **parties))
        category, budget = _BUDGETS[number - len(_ADDED)]
        same = [nummer for each, nummer in self.numbers.items() if each != category]
        wished = wish(self.numbers[category], "2024-01-01", "2024-12-31", None, str(budget))
        return serialise(vow(name, reference, same=same, change=[wished], **parties))

    def report(self, name: int, drawn: Line) -> Sent:
        """Return the WMO305 or WMO307 with this start or stop."""
        category = BUDGETED[drawn.nummer]
        given = replace(drawn, nummer=self.numbers[category])
        is_start = given.reason is None
        fields: dict[str, Any] = {
            "afzender": self.provider.code,
            "bsn": self.bsns[0],
            "product": Product(categorie=category),
            "begindatum": str(given.begin),
            "status_aanlevering": "3" if given.remove else "1",
        }
        if not is_start:
            fields |= {"reden_beeindiging": given.reason, "einddatum": str(given.end)}
        make: Callable[..., Any] = start if is_start else stop
        named = f"{self.prefix}S{name}"
        return Sent(self.provider.code, named, is_start, (given,), serialise(make(given.nummer, named, **fields)))
