"""Messages counted for indicators: refusals, answers, late reports and corrections, of some municipalities."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from gateway.store.db.database import Connection
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

_DAY: Final = "({}.vastgelegd_op at time zone 'Europe/Amsterdam')::date"
_PROVIDER: Final = "case b.richting when 'in' then b.verzender else b.ontvanger end"

_TABLES: Final = f"""
with kalender as (
    select gemeente, dag, na_drie < $5::date as voorbij, na_vijf,
        (na_drie + 1)::timestamp at time zone 'Europe/Amsterdam' as te_laat
    from unnest($6::text[], $7::date[], $8::date[], $9::date[]) as k (gemeente, dag, na_drie, na_vijf)
), herzien as (
    select distinct on (gemeente, bericht_id) gemeente, bericht_id, oordeel, client_id
    from beoordelingen where gemeente = any($1::text[]) order by gemeente, bericht_id, id desc
), bericht as materialized (
    select b.gemeente, b.id, b.richting = 'in' as van_aanbieder, {_PROVIDER} as aanbieder, b.vastgelegd_op as op,
        {_DAY.format("b")} as dag, coalesce(h.oordeel, b.oordeel) = 'afgekeurd' as afgekeurd,
        coalesce(h.client_id, b.client_id) as client_id
    from berichten b
    left join herzien h on b.oordeel = 'geparkeerd' and h.gemeente = b.gemeente and h.bericht_id = b.id
    where b.gemeente = any($1::text[]) and b.heenbericht_id is null
        and b.vastgelegd_op >= $3::date::timestamp at time zone 'Europe/Amsterdam'
        and b.vastgelegd_op < $4::date::timestamp at time zone 'Europe/Amsterdam'
        and ($2::text is null or {_PROVIDER} = $2)
), grens as materialized (
    select (select id from bericht order by id limit 1) as eerste,
        (select id from bericht order by id desc limit 1) as laatste
), antwoord as (
    select distinct on (r.heenbericht_id, r.gemeente) r.gemeente, r.heenbericht_id, r.uitkomst, r.vastgelegd_op as op
    from berichten r
    where r.gemeente = any($1::text[]) and r.heenbericht_id >= (select eerste from grens)
        and r.heenbericht_id <= (select laatste from grens)
    order by r.heenbericht_id, r.gemeente, r.id
), beantwoord as (
    select b.gemeente, b.client_id, b.aanbieder, null::text as segment, null::bigint as nummer, b.id as bericht_id,
        b.dag, b.van_aanbieder, b.afgekeurd, a.uitkomst = 'afgekeurd' as geweigerd, a.op < k.te_laat as op_tijd,
        case when a.op is not null then greatest(floor(date_part('epoch', a.op - b.op) / 60), 0)::int end as minuten
    from bericht b
    join kalender k on k.gemeente = b.gemeente and k.dag = b.dag and k.voorbij
    left join antwoord a on a.gemeente = b.gemeente and a.heenbericht_id = b.id
), onderbroken as (
    select gemeente, client_id, aanbieder, coalesce(toewijzing_nummer, -1) as nummer, begindatum, min(id) as eerste
    from stops where gemeente = any($1::text[]) and reden_beeindiging = '20' and verwijderd_door is null
    group by 1, 2, 3, 4, 5
), melding as (
    select s.gemeente, s.client_id, s.aanbieder, null::text as segment, s.nummer, s.bericht_id, b.dag as gemeld,
        s.stop_id is null as is_start, s.verwijderd, b.dag > coalesce(k.na_vijf, v.vanaf) as te_laat,
        coalesce(o.eerste < s.stop_id, false) as na_tijdelijke
    from (
        select gemeente, client_id, aanbieder, toewijzing_nummer as nummer, bericht_id, begindatum as dag_zelf,
            verwijderd_door is not null as verwijderd, null::bigint as stop_id, begindatum
        from starts where gemeente = any($1::text[]) and bericht_id >= (select eerste from grens)
            and bericht_id <= (select laatste from grens)
        union all
        select gemeente, client_id, aanbieder, toewijzing_nummer, bericht_id, einddatum, verwijderd_door is not null,
            id, begindatum
        from stops where gemeente = any($1::text[]) and bericht_id >= (select eerste from grens)
            and bericht_id <= (select laatste from grens)
    ) s
    join bericht b on b.gemeente = s.gemeente and b.id = s.bericht_id
    left join toewijzing_versies e on e.gemeente = s.gemeente and e.nummer = s.nummer and e.versie = 1
    cross join lateral (select greatest(s.dag_zelf, e.toewijzingsdatum) as vanaf) v
    left join kalender k on k.gemeente = s.gemeente and k.dag = v.vanaf
    left join onderbroken o on s.stop_id is not null and o.gemeente = s.gemeente and o.client_id = s.client_id
        and o.aanbieder = s.aanbieder and o.nummer = coalesce(s.nummer, -1) and o.begindatum = s.begindatum
)
"""
_ANSWERED: Final = Part(
    rows="beantwoord",
    day="dag",
    looks=(
        Look(measure="afkeur-gemeente", among="k.van_aanbieder", counted="k.afgekeurd"),
        Look(measure="afkeur-aanbieder", among="not k.van_aanbieder", counted="k.geweigerd"),
        Look(measure="antwoord-gemeente", among="k.van_aanbieder", counted="k.op_tijd", value="k.minuten"),
        Look(measure="antwoord-aanbieder", among="not k.van_aanbieder", counted="k.op_tijd", value="k.minuten"),
    ),
)
_REPORTED: Final = Part(
    rows="melding",
    day="gemeld",
    looks=(
        Look(measure="late-start", among="k.is_start and not k.na_tijdelijke", counted="k.te_laat"),
        Look(measure="late-stop", among="not k.is_start and not k.na_tijdelijke", counted="k.te_laat"),
        Look(measure="correcties", counted="k.verwijderd"),
    ),
)
_CASES: Final = Cases(tables=_TABLES, parts=(_ANSWERED, _REPORTED), per_segment=False)


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
    return as_cells(await fetch_long(tx, count_statement(_CASES), *_values(scope, kalender)))


def select_message_cases(scope: Scope, kalender: Sequence[Deadline], which: CaseFilter) -> tuple[Listing, Where]:
    """Return the list of the cases of one measure of messages, and the conditions of those behind one figure."""
    return listing_of(_CASES, which.measure), where_of(which, _values(scope, kalender))


def _values(scope: Scope, kalender: Sequence[Deadline]) -> tuple[object, ...]:
    return (
        list(scope.gemeenten),
        scope.aanbieder,
        scope.begin,
        scope.end,
        scope.today,
        [each.gemeente for each in kalender],
        [each.dag for each in kalender],
        [each.na_drie for each in kalender],
        [each.na_vijf for each in kalender],
    )
