"""Indicators of a municipality or a provider, counted now; and the cases behind a figure of a municipality."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from gateway.exchange.insight.figures import Figure, Level, municipality_figures, provider_figures
from gateway.exchange.insight.yardstick import Year, deadlines, terms_of, year_of
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage, Page, load_page
from gateway.exchange.kernel.refusals import NotFound
from gateway.policy.insight.measure import Measure
from gateway.policy.insight.measures import BY_CODE
from gateway.policy.insight.targets import IndicatorRules, Target
from gateway.store.db.database import Connection
from gateway.store.insight.care import CareTerms, count_care, select_care_cases
from gateway.store.insight.cells import Case, CaseFilter, Cell, Scope, as_case
from gateway.store.insight.encrypted import SplitKey, count_overrides, count_refusals_by_code
from gateway.store.insight.messages import count_messages, select_message_cases
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie

_NO_POLICY: Final = (
    "Gemeente {} koos geen beleid met indicatoren voor {}: zonder segmenten is de zorg niet te tellen. Hier staan "
    "alleen de cijfers over berichten. Vraag de beheerder van de gateway om het beleid van uw regio te kiezen."
)
_NO_CONTRACTS: Final = (
    "Er is geen register van contracten van gemeente {}: de soort van elke aanbieder is onbekend, en dus ook wie aan "
    "een streefwaarde gebonden is. Laat wie de contracten beheert het register laden."
)
_UNFINISHED: Final = "Het jaar {} loopt nog: de cijfers zijn die van vandaag."


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All figures that somebody may see of one year."""

    year: int
    today: date
    gemeente: str | None
    aanbieder: str | None
    rules: Mapping[str, IndicatorRules]
    """By municipality that the figures are about, of those with a policy that has indicators."""
    figures: Sequence[Figure]
    notes: Sequence[str]
    """Remarks for the reader (Dutch)."""

    @property
    def worded_by(self) -> IndicatorRules | None:
        """The terms that stand in the definitions."""
        return next(iter(self.rules.values()), None)

    def target(self, figure: Figure) -> Target | None:
        """Return the target for this figure's measure and segment."""
        rules = self.rules.get(figure.gemeente) or self.worded_by
        return None if rules is None else rules.target(figure.measure.code, figure.segment)

    def is_bound(self, figure: Figure) -> bool | None:
        """Return True when the target binds whom the figure is about; None for several kinds together, or unknown."""
        rules = self.rules.get(figure.gemeente) or self.worded_by
        if rules is None or self.target(figure) is None or not figure.kind:
            return None
        return figure.kind in rules.gebonden

    def is_met(self, figure: Figure) -> bool | None:
        """Return True when a figure reaches the target that binds it; None when none does, or there is no figure."""
        target = self.target(figure)
        if target is None or figure.tally is None or not figure.tally.among or not self.is_bound(figure):
            return None
        return target.is_met(figure.tally.counted, figure.tally.among)


async def report_for_municipality(gateway: Gateway, code: str, year_number: int) -> Report:
    """Return the figures of this municipality, and of its region with small numbers hidden.

    Raises NotFound, or Invalid for the year.
    """
    today = gateway.today()
    year = year_of(year_number, today)
    async with gateway.db.snapshot() as tx:
        own, region = await _with_region(tx, code)
        terms = terms_of(gateway, own.beleid, year)
        scope = _scope([each.code for each in region], None, year, today)
        cells = await _count(tx, scope, terms, region, year)
        mine = replace(scope, gemeenten=[code])
        parts = await _parts(tx, mine, terms, [each for each in cells if each.gemeente == code])
        holds_contracts = await tx.fetchval("select exists (select from contracten where gemeente = $1)", code)
    figures = [
        replace(each, parts=parts.get((each.measure.code, code, each.segment), ()))
        if each.level is Level.GEMEENTE
        else each
        for each in municipality_figures(cells, code, [each.code for each in region])
    ]
    notes = [] if year.end <= today else [_UNFINISHED.format(year.number)]
    if terms is None:
        notes.append(_NO_POLICY.format(code, year.number))
    elif not holds_contracts:
        notes.append(_NO_CONTRACTS.format(code))
    return Report(
        year=year.number,
        today=today,
        gemeente=code,
        aanbieder=None,
        rules={} if terms is None else {each.code: terms.rules for each in region},
        figures=figures,
        notes=notes,
    )


async def report_for_provider(gateway: Gateway, code: str, year_number: int) -> Report:
    """Return the figures of this provider's own work, in all municipalities here. Raises Invalid for the year."""
    today = gateway.today()
    year = year_of(year_number, today)
    cells: list[Cell] = []
    rules: dict[str, IndicatorRules] = {}
    async with gateway.db.snapshot() as tx:
        for policy, gemeenten in (await _by_policy(tx)).items():
            terms = terms_of(gateway, policy, year)
            if terms is not None:
                rules |= {each.code: terms.rules for each in gemeenten}
            scope = _scope([each.code for each in gemeenten], code, year, today)
            cells += [each for each in await _count(tx, scope, terms, gemeenten, year) if each.measure != "overrules"]
    return Report(
        year=year.number,
        today=today,
        gemeente=None,
        aanbieder=code,
        rules=rules,
        figures=provider_figures(cells, code),
        notes=[] if year.end <= today else [_UNFINISHED.format(year.number)],
    )


async def list_cases(
    gateway: Gateway, year_number: int, which: CaseFilter, asked: AskedPage
) -> tuple[Measure, Page[Case]]:
    """Return the measure, and a page of the cases behind a figure of a municipality, by day.

    Raises NotFound for an unknown measure or municipality, or Invalid for the year or the place of the page.
    """
    measure = BY_CODE.get(which.measure)
    if measure is None:
        raise NotFound(
            "indicator-onbekend",
            f"Er is geen indicator '{which.measure}'; er zijn {', '.join(BY_CODE)}.",
        )
    today = gateway.today()
    year = year_of(year_number, today)
    async with gateway.db.reading() as tx:
        own, _ = await _with_region(tx, which.gemeente)
    scope = _scope([own.code], None, year, today)
    if measure.per_segment:
        terms = terms_of(gateway, own.beleid, year)
        if terms is None:
            return measure, Page([], None, 0)
        listing, where = select_care_cases(scope, terms, which)
    else:
        listing, where = select_message_cases(scope, deadlines([own], year), which)
    return measure, await load_page(gateway, listing, where, asked, (year_number, which), as_case)


async def _with_region(tx: Connection, code: str) -> tuple[Organisatie, list[Organisatie]]:
    """Return the municipality, and all with the same policy, itself included. Raises NotFound."""
    for policy, gemeenten in (await _by_policy(tx)).items():
        own = next((each for each in gemeenten if each.code == code), None)
        if own is not None:
            return own, [own] if policy is None else gemeenten
    raise NotFound("gemeente-onbekend", f"Gemeente {code} doet hier niet mee, of gebruikt een andere gateway.")


async def _by_policy(tx: Connection) -> dict[str | None, list[Organisatie]]:
    """Return the municipalities with their books here, by the policy that they chose."""
    found: dict[str | None, list[Organisatie]] = defaultdict(list)
    for each in await organisaties.list_organisaties(tx):
        if each.soort == "gemeente" and not each.extern:
            found[each.beleid].append(each)
    return found


def _scope(gemeenten: Sequence[str], aanbieder: str | None, year: Year, today: date) -> Scope:
    return Scope(gemeenten=gemeenten, aanbieder=aanbieder, begin=year.begin, end=year.end, today=today)


async def _count(
    tx: Connection, scope: Scope, terms: CareTerms | None, gemeenten: Sequence[Organisatie], year: Year
) -> list[Cell]:
    care = [] if terms is None else await count_care(tx, scope, terms)
    return care + await count_messages(tx, scope, deadlines(gemeenten, year))


async def _parts(
    tx: Connection, scope: Scope, terms: CareTerms | None, cells: Sequence[Cell]
) -> Mapping[tuple[str, str, str], tuple[tuple[str, int], ...]]:
    """Return the parts of each figure of a municipality, by measure, municipality and segment; most first."""
    split: Counter[SplitKey] = await count_refusals_by_code(tx, scope)
    if terms is not None:
        split += await count_overrides(tx, scope, terms)
    for cell in cells:
        if cell.ground:
            split[cell.measure, cell.gemeente, cell.segment, cell.aanbieder, cell.ground] += cell.counted
    by_figure: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for (measure, gemeente, segment, _, part), number in split.items():
        by_figure[measure, gemeente, segment][part] += number
    return {key: tuple(sorted(found.items(), key=lambda each: (-each[1], each[0]))) for key, found in by_figure.items()}
