"""The ceilings of contracts, and what is committed under them: all care of a municipality, priced in one pass.

The same sum as `gateway.policy.care.ceilings.amount_under` makes of one assignment, over all of them.
"""

from collections.abc import Sequence
from dataclasses import astuple
from typing import Final

from gateway.policy.care.ceilings import ProductFact
from gateway.policy.care_file import Commitment, Contract
from gateway.store.db.database import Connection
from gateway.store.db.locks import ceiling_lock


async def list_ceiling_locks(tx: Connection, gemeente: str, aanbieders: Sequence[str]) -> list[int]:
    """Return the locks of those of these providers that have a contract with a ceiling, in the order to take them."""
    found = await _providers_with_ceilings(tx, gemeente, aanbieders)
    return sorted(ceiling_lock(gemeente, each) for each in found)


async def _providers_with_ceilings(tx: Connection, gemeente: str, among: Sequence[str] | None) -> list[str]:
    """Return the providers with a contract that has a ceiling, among these or, for None, all."""
    rows = await tx.fetch(
        "select distinct aanbieder from contracten where gemeente = $1 and plafond is not null"
        " and ($2::text[] is null or aanbieder = any($2::text[]))",
        gemeente,
        None if among is None else list(among),
    )
    return [row["aanbieder"] for row in rows]


_COMMITTED: Final = """
with feiten as (
    select * from unnest($3::date[], $4::date[], $5::text[], $6::text[], $7::text[], $8::int[])
        with ordinality as f (vanaf, tot, code, segment, basis, maanden, nr)
), plafonds as materialized (
    select * from contracten
    where gemeente = $1 and plafond is not null and aanbieder = any($2::text[])
), eigen as materialized (
    select aanbieder, segment, product, vanaf, coalesce(tot, 'infinity') as tot from contracten
    where gemeente = $1 and product is not null and aanbieder = any($2::text[])
), versies as materialized (
    select t.client_id, t.aanbieder, t.nummer, v.code, v.ingangsdatum, v.einddatum, v.volume, v.eenheid, v.frequentie,
        v.budget, v.budget is null and v.frequentie in ('1', '2', '4') as herhaald
    from toewijzingen t
    cross join lateral (
        select * from toewijzing_versies where gemeente = t.gemeente and nummer = t.nummer order by versie desc limit 1
    ) v
    where t.gemeente = $1 and t.aanbieder = any($2::text[]) and not v.verwijderd
    and v.ingangsdatum <= (select max(tot) from plafonds)
    and coalesce(v.einddatum, 'infinity') >= (select min(vanaf) from plafonds)
), zorg as materialized (
    select v.aanbieder, v.nummer, v.ingangsdatum, v.volume, v.eenheid, v.frequentie, v.budget, f.code, f.segment, f.nr,
        greatest(v.ingangsdatum, coalesce(least(v.einddatum, stop.einddatum), 'infinity')) as laatste
    from versies v
    join feiten f on f.code = v.code and v.ingangsdatum between f.vanaf and f.tot
    left join lateral (
        select max(s.einddatum) as einddatum from stops s
        where v.herhaald and s.gemeente = $1 and s.client_id = v.client_id and s.aanbieder = v.aanbieder
        and s.toewijzing_nummer = v.nummer and s.verwijderd_door is null and s.reden_beeindiging <> '20'
        and s.begindatum >= (
            select max(begindatum) from starts
            where gemeente = $1 and client_id = v.client_id and aanbieder = v.aanbieder
            and toewijzing_nummer = v.nummer and verwijderd_door is null
        )
    ) stop on true
), eenheden as materialized (
    select p.id, z.aanbieder, z.nummer, z.volume, z.budget, z.frequentie, z.eenheid, z.nr, d.dag
    from zorg z
    join plafonds p on p.aanbieder = z.aanbieder and p.segment = z.segment and (p.product is null or p.product = z.code)
    cross join lateral (
        select z.ingangsdatum as dag
        where z.budget is not null or z.frequentie is null or z.frequentie not in ('1', '2', '4')
        union all
        select z.ingangsdatum + n * case z.frequentie when '1' then 1 else 7 end
        from generate_series(
            greatest(0, (p.vanaf - z.ingangsdatum) / case z.frequentie when '1' then 1 else 7 end),
            (least(z.laatste, p.tot) - z.ingangsdatum) / case z.frequentie when '1' then 1 else 7 end
        ) n
        where z.budget is null and z.frequentie in ('1', '2')
        union all
        select (z.ingangsdatum + n * interval '1 month')::date
        from generate_series(
            greatest(0, (extract(year from p.vanaf) - extract(year from z.ingangsdatum)) * 12
                + extract(month from p.vanaf) - extract(month from z.ingangsdatum))::int,
            ((extract(year from least(z.laatste, p.tot)) - extract(year from z.ingangsdatum)) * 12
                + extract(month from least(z.laatste, p.tot)) - extract(month from z.ingangsdatum))::int
        ) n
        where z.budget is null and z.frequentie = '4'
        and (z.ingangsdatum + n * interval '1 month')::date <= z.laatste
    ) d
    where d.dag between p.vanaf and p.tot and (p.product is not null or not exists (
        select from eigen c
        where c.aanbieder = z.aanbieder and c.segment = z.segment and c.product = z.code
        and d.dag between c.vanaf and c.tot
    ))
), prijzen as materialized (
    select e.aanbieder, e.nr, e.eenheid, e.dag, case when e.eenheid = '83' then 1 else coalesce(
        (select bedrag from tarieven where gemeente = $1 and categorie = left(f.code, 2) and code = f.code
            and (aanbieder is null or aanbieder = e.aanbieder) and eenheid = e.eenheid
            and e.dag between vanaf and coalesce(tot, 'infinity') order by aanbieder nulls last limit 1),
        (select (2 * bedrag::bigint + f.maanden) / (2 * f.maanden) from tarieven
            where gemeente = $1 and categorie = left(f.basis, 2) and code = f.basis and e.eenheid = '82'
            and (aanbieder is null or aanbieder = e.aanbieder) and eenheid = e.eenheid
            and e.dag between vanaf and coalesce(tot, 'infinity') order by aanbieder nulls last limit 1)
    ) end as bedrag
    from (select distinct aanbieder, nr, eenheid, dag from eenheden where eenheid is not null) e
    join feiten f using (nr)
), bedragen as (
    select e.id, e.nummer, case
        when e.budget is not null then e.budget
        when e.frequentie is not null then e.volume * k.bedrag end as bedrag
    from eenheden e left join prijzen k using (aanbieder, nr, eenheid, dag)
)
select p.aanbieder, p.segment, p.product, p.soort, p.vanaf, p.tot, p.plafond,
    coalesce(b.bedrag, 0) as bedrag, coalesce(b.onbekend, 0) as onbekend
from plafonds p left join (
    select id, sum(bedrag) as bedrag, count(distinct nummer) filter (where bedrag is null) as onbekend
    from bedragen group by id
) b using (id)
order by p.aanbieder, p.segment, p.product nulls first, p.vanaf
"""


async def sum_commitments(
    tx: Connection, gemeente: str, aanbieders: Sequence[str] | None, facts: Sequence[ProductFact]
) -> list[Commitment]:
    """Return what is committed under each ceiling of these providers, None for all, by the care that stands now.

    Care counts that begins on a day for which `facts` know its product; removed care doesn't.
    """
    providers = await _providers_with_ceilings(tx, gemeente, aanbieders)
    if not providers:
        return []
    columns = list(zip(*(astuple(each) for each in facts), strict=True)) or [()] * 6
    rows = await tx.fetch(_COMMITTED, gemeente, providers, *(list(each) for each in columns))
    found = []
    for row in rows:
        values = dict(row)
        cents, unpriced = int(values.pop("bedrag")), values.pop("onbekend")
        found.append(Commitment(contract=Contract(**values), cents=cents, unpriced=unpriced))
    return found
