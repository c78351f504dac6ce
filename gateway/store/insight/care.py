"""Care counted for indicators: one pass over all assignments, starts and stops of some municipalities.

Nothing here is decrypted: codes, days and grounds are plain columns. Care counts once its start was reported; the end
is the day of the final stop, or without one the Einddatum, as policy sees it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gateway.policy.insight.targets import IndicatorRules
from gateway.policy.model import Policy, ProductKind
from gateway.store.db.database import Connection
from gateway.store.insight.care_tables import CARE_TABLES
from gateway.store.insight.cells import (
    CaseFilter,
    Cases,
    Cell,
    Look,
    Part,
    Scope,
    as_cells,
    count_statement,
    fetch_long,
    listing_of,
    where_of,
)
from gateway.store.lists.listing import Listing, Where

_ENDED: Final = Part(
    rows="afgerond",
    day="tot",
    looks=(
        Look(
            measure="doorstroom",
            among="k.segment = any($13::text[]) and k.segment <> $12",
            counted="k.doorstroom",
        ),
        Look(measure="uitstroom", among="k.segment = any($13::text[])", counted="k.vertrokken"),
        Look(
            measure="terugkeer",
            among="k.segment = any($13::text[]) and k.vertrokken and k.tot + make_interval(months => $11) < $5",
            counted="k.terug",
        ),
        Look(
            measure="lengte",
            among="k.gemiddeld is not null and k.basis_tot < $5",
            counted="k.basis_tot < k.van + make_interval(months => k.gemiddeld)",
            value="k.basis_tot - k.van + 1",
        ),
        Look(
            measure="verlengd",
            among="k.segment in (select segment from product where soort = 'verlenging')",
            counted="k.verlengd",
        ),
        Look(
            measure="met-meerwerk",
            among="k.segment in (select segment from product where soort = 'meerwerk')",
            counted="k.meerwerk",
        ),
    ),
)
_ON_TIME: Final = Part(
    rows="zorg",
    day="afgesproken",
    where="k.basis and k.eerste is not null and k.afgesproken >= $3 and k.afgesproken < $4 and k.afgesproken < $5",
    looks=(Look(measure="op-tijd", counted="k.reden = '19' and k.gestopt <= k.afgesproken"),),
)
_STARTED: Final = Part(
    rows="zorg",
    day="van",
    where="k.basis and k.van >= $3 and k.van < $4 and k.van + 7 * $14::int < $5",
    looks=(Look(measure="start", counted="k.eerste <= k.van + 7 * $14::int"),),
)
_WAITED: Final = Part(
    rows="zorg",
    day="eerste",
    where="k.basis and k.eerste >= $3 and k.eerste < $4",
    looks=(
        Look(
            measure="wachttijd",
            counted="k.eerste <= k.besloten + 7 * $14::int",
            value="greatest(k.eerste - k.besloten, 0)",
        ),
    ),
)
_EVALUATED: Final = Part(
    rows="jaar_zorg",
    day="jaar_tot",
    looks=(
        Look(
            measure="evaluatie",
            counted=(
                "exists (select from unnest(k.evaluatie_op) as e (dag)"
                " where e.dag > k.jaar_van and e.dag <= k.jaar_tot)"
            ),
        ),
    ),
)
_BY_GROUND: Final = Part(
    rows="zorg",
    day="van",
    where="k.soort in ('verlenging', 'meerwerk') and k.van >= $3 and k.van < $4",
    ground="k.grond",
    looks=(
        Look(measure="verlenging", among="k.soort = 'verlenging'", counted="k.grond is not null"),
        Look(measure="meerwerk", among="k.soort = 'meerwerk'", counted="k.grond is not null"),
    ),
)
_OVERRULED: Final = Part(
    rows="besluit", day="toewijzingsdatum", looks=(Look(measure="overrules", counted="k.overruled"),)
)
_CASES: Final = Cases(
    tables=CARE_TABLES,
    parts=(_ENDED, _ON_TIME, _STARTED, _WAITED, _EVALUATED, _BY_GROUND, _OVERRULED),
)


@dataclass(frozen=True, slots=True)
class CareTerms:
    """The products and the terms by which care is counted."""

    policy: Policy
    rules: IndicatorRules

    def values(self) -> tuple[object, ...]:
        """Return the parameters after those of the scope."""
        products = sorted({**self.policy.elders, **self.policy.producten}.items())
        return (
            [code for code, _ in products],
            [each.segment for _, each in products],
            [each.soort.value for _, each in products],
            [each.gemiddeld if each.soort in _BASE else None for _, each in products],
            self.rules.aansluitend,
            self.rules.terugkeer,
            self.rules.doorstroom,
            sorted(self.rules.vervolg),
            self.rules.start,
            sorted(self._evaluated()),
        )

    def _evaluated(self) -> frozenset[str]:
        """Return the segments in which care is evaluated each year, by the check that watches this."""
        watched = self.policy.bewaking.get(_YEARLY_EVALUATION)
        return frozenset() if watched is None else watched.segmenten or frozenset(self.policy.segmenten)


_YEARLY_EVALUATION: Final = "NL-803"
_BASE: Final = (ProductKind.TRAJECT, ProductKind.JAARTRAJECT)


async def count_care(tx: Connection, scope: Scope, terms: CareTerms) -> list[Cell]:
    """Return the cells of all measures of care, of the scope's provider or of all; within a transaction."""
    cells = as_cells(await fetch_long(tx, count_statement(_CASES), *_scope_values(scope), *terms.values()))
    return [each for each in cells if scope.aanbieder in (None, each.aanbieder)]


def select_care_cases(scope: Scope, terms: CareTerms, which: CaseFilter) -> tuple[Listing, Where]:
    """Return the list of the cases of one measure of care, and the conditions of those behind one figure."""
    return listing_of(_CASES, which.measure), where_of(which, [*_scope_values(scope), *terms.values()])


def _scope_values(scope: Scope) -> Sequence[object]:
    return list(scope.gemeenten), scope.aanbieder, scope.begin, scope.end, scope.today
