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
from gateway.store.insight.cells import (
    Case,
    CaseFilter,
    Cases,
    Cell,
    Scope,
    as_cases,
    as_cells,
    count_statement,
    fetch_long,
    filter_values,
    list_statement,
)

_CARE: Final = """
with product as (
    select * from unnest($6::text[], $7::text[], $8::text[], $9::int[]) as p (code, segment, soort, gemiddeld)
), versie as (
    select gemeente, nummer, code, ingangsdatum, einddatum, grond, evaluatie_op, besloten, afgesproken from (
        select gemeente, nummer, code, ingangsdatum, einddatum, verwijderd, grond, evaluatie_op,
            first_value(toewijzingsdatum) over eerder as besloten, first_value(einddatum) over eerder as afgesproken,
            lead(versie) over eerder is null as laatste
        from toewijzing_versies where gemeente = any($1::text[])
        window eerder as (partition by gemeente, nummer order by versie)
    ) v where laatste and not verwijderd
), gemeld as (
    select gemeente, client_id, aanbieder, toewijzing_nummer as nummer, min(begindatum) as eerste,
        max(begindatum) as laatste
    from starts where gemeente = any($1::text[]) and verwijderd_door is null and toewijzing_nummer is not null
    group by 1, 2, 3, 4
), zorg as materialized (
    select distinct on (t.nummer, t.gemeente)
        t.gemeente, t.client_id, t.aanbieder, t.nummer, p.segment, p.soort, p.gemiddeld, v.ingangsdatum as van,
        v.grond, v.evaluatie_op, v.besloten, v.afgesproken, g.eerste, s.einddatum as gestopt,
        s.reden_beeindiging as reden, coalesce(s.einddatum, v.einddatum, 'infinity') as tot,
        p.soort in ('traject', 'jaartraject') as basis
    from toewijzingen t
    join versie v on v.gemeente = t.gemeente and v.nummer = t.nummer
    join product p on p.code = v.code
    left join gemeld g on g.gemeente = t.gemeente and g.nummer = t.nummer and g.client_id = t.client_id
        and g.aanbieder = t.aanbieder
    left join stops s on s.gemeente = any($1::text[]) and s.gemeente = t.gemeente and s.toewijzing_nummer = t.nummer
        and s.client_id = t.client_id and s.aanbieder = t.aanbieder and s.begindatum >= g.laatste
        and s.verwijderd_door is null and s.reden_beeindiging <> '20'
    where t.gemeente = any($1::text[]) and ($2::text is null or (t.gemeente, t.client_id) in (
        select gemeente, client_id from toewijzingen where gemeente = any($1::text[]) and aanbieder = $2
    ))
    order by t.nummer, t.gemeente, s.einddatum desc, s.id desc
)
"""
"""All care that stands, in its present version."""

_TRAJECTS: Final = """
, gemerkt as (
    select gemeente, client_id, aanbieder, segment, nummer, van, tot, soort, basis, gemiddeld, reden,
        case when van <= max(tot) over eerder + make_interval(months => $10) then 0 else 1 end as nieuw
    from zorg
    where eerste is not null and soort in ('traject', 'jaartraject', 'verlenging', 'meerwerk')
    window eerder as (
        partition by client_id, gemeente, segment, aanbieder order by van, nummer
        rows between unbounded preceding and 1 preceding
    )
), genummerd as (
    select gemeente, client_id, aanbieder, segment, nummer, van, tot, soort, basis, gemiddeld, reden,
        sum(nieuw) over (partition by client_id, gemeente, segment, aanbieder order by van, nummer) as volg
    from gemerkt
), traject as (
    select gemeente, client_id, segment, aanbieder, volg, min(van) as van, max(tot) as tot,
        max(tot) filter (where basis) as basis_tot, max(gemiddeld) filter (where basis) as gemiddeld,
        (array_agg(reden order by tot desc, nummer desc))[1] as reden,
        (array_agg(nummer order by tot desc, nummer desc))[1] as nummer,
        bool_or(soort = 'verlenging') as verlengd, bool_or(soort = 'meerwerk') as meerwerk
    from genummerd group by 1, 2, 3, 4, 5
), geeindigd as materialized (
    select * from traject where tot >= $3 and tot < $4 and tot + make_interval(months => $10) < $5
), vervolgd as (
    select t.gemeente, t.client_id, t.segment, t.aanbieder, t.volg,
        bool_or(z.segment = $12 and z.van > t.van and z.van <= t.tot + make_interval(months => $10) and z.tot > t.tot)
            as doorstroom,
        bool_or(z.van <= t.tot + make_interval(months => $10) and z.tot > t.tot) as vervolg,
        bool_or(z.van > t.tot + make_interval(months => $10) and z.van <= t.tot + make_interval(months => $11)) as terug
    from geeindigd t
    join zorg z on z.gemeente = t.gemeente and z.client_id = t.client_id and z.eerste is not null and z.basis
        and z.segment = any($13::text[])
    group by 1, 2, 3, 4, 5
), afgerond as materialized (
    select t.*, coalesce(v.doorstroom, false) as doorstroom, coalesce(v.terug, false) as terug,
        t.reden is not distinct from '19' and not coalesce(v.vervolg, false) as vertrokken
    from geeindigd t left join vervolgd v using (gemeente, client_id, segment, aanbieder, volg)
)
"""
"""Trajects that ended in the year, and the care that came after."""

_OF_TRAJECTS: Final = """
select m.meting, a.gemeente, a.client_id, a.aanbieder, a.segment, a.nummer, null::uuid as bericht_id, a.tot as dag,
    m.geteld, m.waarde, null::text as grond
from afgerond a cross join lateral (values
    ('doorstroom', a.doorstroom, null::int, a.segment = any($13::text[]) and a.segment <> $12),
    ('uitstroom', a.vertrokken, null, a.segment = any($13::text[])),
    ('terugkeer', a.terug, null, a.segment = any($13::text[]) and a.vertrokken
        and a.tot + make_interval(months => $11) < $5),
    ('lengte', a.basis_tot < a.van + make_interval(months => a.gemiddeld), a.basis_tot - a.van + 1,
        a.gemiddeld is not null and a.basis_tot < $5),
    ('verlengd', a.verlengd, null, a.segment in (select segment from product where soort = 'verlenging')),
    ('met-meerwerk', a.meerwerk, null, a.segment in (select segment from product where soort = 'meerwerk'))
) m (meting, geteld, waarde, kijkt) where m.kijkt
"""
_ON_TIME: Final = """
select 'op-tijd' as meting, gemeente, client_id, aanbieder, segment, nummer, null::uuid as bericht_id,
    afgesproken as dag, coalesce(reden = '19' and gestopt <= afgesproken, false) as geteld, null::int as waarde,
    null::text as grond
from zorg where basis and eerste is not null and afgesproken >= $3 and afgesproken < $4 and afgesproken < $5
"""
_STARTED: Final = """
select 'start' as meting, gemeente, client_id, aanbieder, segment, nummer, null::uuid as bericht_id, van as dag,
    coalesce(eerste <= van + 7 * $14::int, false) as geteld, null::int as waarde, null::text as grond
from zorg where basis and van >= $3 and van < $4 and van + 7 * $14::int < $5
"""
_WAITED: Final = """
select 'wachttijd' as meting, gemeente, client_id, aanbieder, segment, nummer, null::uuid as bericht_id,
    eerste as dag, eerste <= besloten + 7 * $14::int as geteld, greatest(eerste - besloten, 0) as waarde,
    null::text as grond
from zorg where basis and eerste >= $3 and eerste < $4
"""
_EVALUATED: Final = """
select 'evaluatie' as meting, z.gemeente, z.client_id, z.aanbieder, z.segment, z.nummer, null::uuid as bericht_id,
    j.tot::date as dag,
    exists (select from unnest(z.evaluatie_op) as e (dag) where e.dag > j.van and e.dag <= j.tot) as geteld,
    null::int as waarde, null::text as grond
from zorg z cross join lateral (
    select extract(year from $3::date)::int - extract(year from z.eerste)::int as nummer
) n cross join lateral (
    select z.eerste + make_interval(years => n.nummer - 1) as van,
        z.eerste + make_interval(years => n.nummer) as tot
) j
where z.basis and z.segment = any($15::text[]) and n.nummer >= 1 and j.tot <= z.tot and j.tot < $5
"""
_BY_GROUND: Final = """
select soort as meting, gemeente, client_id, aanbieder, segment, nummer, null::uuid as bericht_id, van as dag,
    grond is not null as geteld, null::int as waarde, grond
from zorg where soort in ('verlenging', 'meerwerk') and van >= $3 and van < $4
"""
_OVERRULED: Final = """
select 'overrules' as meting, v.gemeente, t.client_id, t.aanbieder, p.segment, v.nummer, null::uuid as bericht_id,
    v.toewijzingsdatum as dag, v.overrule is not null as geteld, null::int as waarde, null::text as grond
from toewijzing_versies v
join toewijzingen t on t.gemeente = v.gemeente and t.nummer = v.nummer
join product p on p.code = v.code
where v.gemeente = any($1::text[]) and v.toewijzingsdatum >= $3 and v.toewijzingsdatum < $4 and not v.verwijderd
"""
_CASES: Final = Cases(
    tables=_CARE + _TRAJECTS,
    parts=(_OF_TRAJECTS, _ON_TIME, _STARTED, _WAITED, _EVALUATED, _BY_GROUND, _OVERRULED),
)
_PARAMETERS: Final = 15


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


async def list_care_cases(
    tx: Connection, scope: Scope, terms: CareTerms, which: CaseFilter, na: int, aantal: int
) -> list[Case]:
    """Return at most `aantal` cases of one figure, by day, after the first `na`; within a transaction."""
    rows = await fetch_long(
        tx,
        list_statement(_CASES, _PARAMETERS),
        *_scope_values(scope),
        *terms.values(),
        *filter_values(which, na, aantal),
    )
    return as_cases(rows)


def _scope_values(scope: Scope) -> Sequence[object]:
    return list(scope.gemeenten), scope.aanbieder, scope.begin, scope.end, scope.today
