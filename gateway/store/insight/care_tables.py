"""What care is counted from, as tables of a `with`: all that stands, trajects that ended, years of care, decisions."""

from typing import Final

_CARE: Final = """
with getypeerd as (
    select $2::text, $3::date, $4::date, $5::date, $10::int, $11::int, $12::text, $13::text[], $14::int, $15::text[]
), product as (
    select * from unnest($6::text[], $7::text[], $8::text[], $9::int[]) as p (code, segment, soort, gemiddeld)
), gewijzigd as (
    select distinct on (nummer, gemeente) gemeente, nummer, code, ingangsdatum, einddatum, verwijderd, grond,
        evaluatie_op
    from toewijzing_versies where gemeente = any($1::text[]) and versie > 1
    order by nummer, gemeente, versie desc
), versie as (
    select e.gemeente, e.nummer, e.toewijzingsdatum as besloten, e.einddatum as afgesproken, v.*
    from toewijzing_versies e
    left join gewijzigd w on w.gemeente = e.gemeente and w.nummer = e.nummer
    cross join lateral (select
        case when w.nummer is null then e.code else w.code end as code,
        case when w.nummer is null then e.ingangsdatum else w.ingangsdatum end as van,
        case when w.nummer is null then e.einddatum else w.einddatum end as einddatum,
        case when w.nummer is null then e.grond else w.grond end as grond,
        case when w.nummer is null then e.evaluatie_op else w.evaluatie_op end as evaluatie_op
    ) v
    where e.gemeente = any($1::text[]) and e.versie = 1
        and not case when w.nummer is null then e.verwijderd else w.verwijderd end
), gestart as (
    select gemeente, toewijzing_nummer as nummer, min(begindatum) as eerste, max(begindatum) as laatste
    from starts where gemeente = any($1::text[]) and verwijderd_door is null and toewijzing_nummer is not null
    group by 1, 2
), gemeld as (
    select distinct on (g.nummer, g.gemeente)
        g.gemeente, g.nummer, g.eerste, s.einddatum as gestopt, s.reden_beeindiging as reden
    from gestart g
    left join stops s on s.gemeente = g.gemeente and s.toewijzing_nummer = g.nummer and s.begindatum >= g.laatste
        and s.gemeente = any($1::text[]) and s.verwijderd_door is null and s.reden_beeindiging <> '20'
    order by g.nummer, g.gemeente, s.einddatum desc, s.id desc
), zorg as materialized (
    select p.soort in ('traject', 'jaartraject') as basis, v.van, g.eerste,
        coalesce(g.gestopt, v.einddatum, 'infinity') as tot, v.afgesproken, p.soort, p.segment, t.client_id, t.gemeente,
        t.aanbieder, t.nummer, g.gestopt, g.reden, v.besloten, p.gemiddeld, v.grond,
        case when p.segment = any($15::text[]) then v.evaluatie_op end as evaluatie_op, null::uuid as bericht_id
    from toewijzingen t
    join versie v on v.gemeente = t.gemeente and v.nummer = t.nummer
    join product p on p.code = v.code and p.soort in ('traject', 'jaartraject', 'verlenging', 'meerwerk')
    left join gemeld g on g.gemeente = t.gemeente and g.nummer = t.nummer
    where t.gemeente = any($1::text[]) and ($2::text is null or (t.gemeente, t.client_id) in (
        select gemeente, client_id from toewijzingen where gemeente = any($1::text[]) and aanbieder = $2
    ))
)
"""
"""All care that stands, in its present version; a report names an assignment of its own client and provider (TR019).

`getypeerd` is read by nobody: it tells the types of parameters that a statement may not use. Days come first in `zorg`,
since what chooses among its rows is found fastest there.
"""

_TRAJECTS: Final = """
, eindigt as (
    select distinct client_id, gemeente, segment, aanbieder from zorg
    where eerste is not null and tot >= $3 and tot < $4
), gemerkt as (
    select gemeente, client_id, aanbieder, segment, nummer, van, tot, soort, basis, gemiddeld, reden,
        case when van <= max(tot) over eerder + make_interval(months => $10) then 0 else 1 end as nieuw
    from zorg join eindigt using (client_id, gemeente, segment, aanbieder)
    where eerste is not null
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
    select row_number() over () as id, t.* from traject t
    where tot >= $3 and tot < $4 and tot + make_interval(months => $10) < $5
), vervolgd as (
    select t.id,
        bool_or(z.segment = $12 and z.van > t.van and z.van <= t.tot + make_interval(months => $10) and z.tot > t.tot)
            as doorstroom,
        bool_or(z.van <= t.tot + make_interval(months => $10) and z.tot > t.tot) as vervolg,
        bool_or(z.van > t.tot + make_interval(months => $10) and z.van <= t.tot + make_interval(months => $11)) as terug
    from geeindigd t
    join zorg z on z.gemeente = t.gemeente and z.client_id = t.client_id and z.eerste is not null and z.basis
        and z.segment = any($13::text[])
    group by 1
), afgerond as (
    select t.gemeente, t.client_id, t.aanbieder, t.segment, t.nummer, t.van, t.tot, t.basis_tot, t.gemiddeld,
        t.verlengd, t.meerwerk, v.doorstroom, v.terug,
        t.reden is not distinct from '19' and not coalesce(v.vervolg, false) as vertrokken, null::uuid as bericht_id
    from geeindigd t left join vervolgd v on v.id = t.id
)
"""
"""Trajects that ended in the year, and the care that came after."""

_YEARS_AND_DECISIONS: Final = """
, jaar_zorg as (
    select z.*, j.van as jaar_van, j.tot::date as jaar_tot
    from zorg z cross join lateral (
        select extract(year from $3::date)::int - extract(year from z.eerste)::int as nummer
    ) n cross join lateral (
        select z.eerste + make_interval(years => n.nummer - 1) as van,
            z.eerste + make_interval(years => n.nummer) as tot
    ) j
    where z.basis and z.segment = any($15::text[]) and n.nummer >= 1 and j.tot <= z.tot and j.tot < $5
), besluit as (
    select v.gemeente, t.client_id, t.aanbieder, p.segment, v.nummer, null::uuid as bericht_id, v.toewijzingsdatum,
        v.overrule is not null as overruled
    from toewijzing_versies v
    join toewijzingen t on t.gemeente = v.gemeente and t.nummer = v.nummer
    join product p on p.code = v.code
    where v.gemeente = any($1::text[]) and v.toewijzingsdatum >= $3 and v.toewijzingsdatum < $4 and not v.verwijderd
)
"""
"""Full years of care that ended in the year, and the decisions of the year."""
CARE_TABLES: Final = _CARE + _TRAJECTS + _YEARS_AND_DECISIONS
"""Parameters: $1 municipalities, $2 provider, $3 to $5 the year and today, and the rest as `CareTerms` gives them."""
