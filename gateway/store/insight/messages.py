"""Messages counted for indicators: refusals, answers, late reports and corrections, of some municipalities."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from gateway.store.db.database import Connection
from gateway.store.insight.cells import (
    SETTINGS,
    Case,
    CaseFilter,
    Cell,
    Scope,
    as_cases,
    as_cells,
    count_statement,
    filter_values,
    list_statement,
)
from gateway.store.ledger.berichten import AS_JUDGED, VERDICT

_DAY: Final = "({}.vastgelegd_op at time zone 'Europe/Amsterdam')::date"
_PROVIDER: Final = "case b.richting when 'in' then b.verzender else b.ontvanger end"

_CASES: Final = f"""
with kalender as (
    select * from unnest($7::text[], $8::date[], $9::date[], $10::date[]) as k (gemeente, dag, na_drie, na_vijf)
), bericht as materialized (
    select b.gemeente, b.id, b.richting, {_PROVIDER} as aanbieder, b.vastgelegd_op as op, {_DAY.format("b")} as dag,
        {VERDICT} as oordeel, coalesce(nu_client_id, b.client_id) as client_id
    from {AS_JUDGED}
    where b.gemeente = any($1::text[]) and b.heenbericht_id is null and b.id >= $6::uuid
        and b.vastgelegd_op >= $3::date::timestamp at time zone 'Europe/Amsterdam'
        and b.vastgelegd_op < $4::date::timestamp at time zone 'Europe/Amsterdam'
        and ($2::text is null or {_PROVIDER} = $2)
), antwoord as (
    select distinct on (r.gemeente, r.heenbericht_id) r.gemeente, r.heenbericht_id, r.uitkomst, r.vastgelegd_op as op,
        {_DAY.format("r")} as dag
    from berichten r join bericht b on b.gemeente = r.gemeente and b.id = r.heenbericht_id
    where r.gemeente = any($1::text[]) and r.heenbericht_id is not null and r.id >= $6::uuid
    order by r.gemeente, r.heenbericht_id, r.id
), beantwoord as (
    select b.*, a.uitkomst, a.dag <= k.na_drie as op_tijd,
        case when a.op is not null then greatest(floor(extract(epoch from a.op - b.op) / 60), 0)::int end as minuten
    from bericht b
    join kalender k on k.gemeente = b.gemeente and k.dag = b.dag and k.na_drie < $5::date
    left join antwoord a on a.gemeente = b.gemeente and a.heenbericht_id = b.id
), melding as materialized (
    select s.*, b.dag as gemeld, greatest(s.dag_zelf, e.toewijzingsdatum) as vanaf,
        s.stop_id is not null and exists (
            select from stops t where t.gemeente = s.gemeente and t.client_id = s.client_id
            and t.aanbieder = s.aanbieder and t.toewijzing_nummer is not distinct from s.nummer
            and t.begindatum = s.begindatum and t.reden_beeindiging = '20' and t.id < s.stop_id
            and t.verwijderd_door is null
        ) as na_tijdelijke
    from (
        select 'start' as soort, gemeente, client_id, aanbieder, toewijzing_nummer as nummer, bericht_id,
            begindatum as dag_zelf, verwijderd_door, null::bigint as stop_id, begindatum
        from starts where gemeente = any($1::text[])
        union all
        select 'stop', gemeente, client_id, aanbieder, toewijzing_nummer, bericht_id, einddatum, verwijderd_door, id,
            begindatum
        from stops where gemeente = any($1::text[])
    ) s
    join bericht b on b.gemeente = s.gemeente and b.id = s.bericht_id
    left join toewijzing_versies e on e.gemeente = s.gemeente and e.nummer = s.nummer and e.versie = 1
), geval as (
    select m.meting, b.gemeente, b.client_id, b.aanbieder, null::text as segment, null::bigint as nummer,
        b.id as bericht_id, b.dag, coalesce(m.geteld, false) as geteld, m.waarde, null::text as grond
    from beantwoord b cross join lateral (values
        ('afkeur-gemeente', b.oordeel = 'afgekeurd', null::int, b.richting = 'in'),
        ('antwoord-gemeente', b.op_tijd, b.minuten, b.richting = 'in'),
        ('afkeur-aanbieder', b.uitkomst = 'afgekeurd', null, b.richting = 'uit'),
        ('antwoord-aanbieder', b.op_tijd, b.minuten, b.richting = 'uit')
    ) m (meting, geteld, waarde, kijkt) where m.kijkt
    union all
    select 'late-' || m.soort, m.gemeente, m.client_id, m.aanbieder, null, m.nummer, m.bericht_id, m.gemeld,
        m.gemeld > coalesce(k.na_vijf, m.vanaf), null, null
    from melding m left join kalender k on k.gemeente = m.gemeente and k.dag = m.vanaf where not m.na_tijdelijke
    union all
    select 'correcties', gemeente, client_id, aanbieder, null, nummer, bericht_id, gemeld,
        verwijderd_door is not null, null, null
    from melding
)
"""
_PARAMETERS: Final = 10


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last days of the terms that begin on a day, in one municipality."""

    gemeente: str
    dag: date
    na_drie: date
    """The third working day after it."""
    na_vijf: date
    """The fifth working day after it."""


async def count_messages(tx: Connection, scope: Scope, kalender: Sequence[Deadline]) -> list[Cell]:
    """Return the cells of all measures of messages; within a transaction.

    `kalender`: every day of the year and of some weeks before it; what should have been reported earlier is late.
    """
    await tx.execute(SETTINGS)
    return as_cells(await tx.fetch(count_statement(_CASES), *_values(scope, kalender)))


async def list_message_cases(
    tx: Connection, scope: Scope, kalender: Sequence[Deadline], which: CaseFilter, na: int, aantal: int
) -> list[Case]:
    """Return at most `aantal` cases of one figure, by day, after the first `na`; within a transaction."""
    await tx.execute(SETTINGS)
    rows = await tx.fetch(
        list_statement(_CASES, _PARAMETERS), *_values(scope, kalender), *filter_values(which, na, aantal)
    )
    return as_cases(rows)


def first_id(day: date) -> UUID:
    """Return an id before that of every message of this day or later (UUID version 7), whatever the time zone."""
    before = datetime.combine(day, time(), UTC) - timedelta(days=1)
    return UUID(int=round(before.timestamp() * 1000) << 80)


def _values(scope: Scope, kalender: Sequence[Deadline]) -> tuple[object, ...]:
    return (
        list(scope.gemeenten),
        scope.aanbieder,
        scope.begin,
        scope.end,
        scope.today,
        first_id(scope.begin),
        [each.gemeente for each in kalender],
        [each.dag for each in kalender],
        [each.na_drie for each in kalender],
        [each.na_vijf for each in kalender],
    )
