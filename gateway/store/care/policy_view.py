"""The view of policy on care: all that a municipality assigned to a client, at every provider, and its contracts.

Three functions read it:
- `load`: for each client, before a decision or a message is judged; None when the municipality chose no policy. The
  caller holds the clients' locks, so that no other decision comes between.
- `load_care`: for many clients of a municipality at once.
- `load_other_providers`: who else has a contract, before a decision.
Care that a provider refused counts too: it was decided, and goes along with the next WMO301. Which text of the policy
governs is not decided here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from gateway.policy.care_file import Care, CareFile, Contract, ContractedProvider
from gateway.store.care import contracten
from gateway.store.db.database import Connection
from gateway.store.db.days import from_json, from_json_or_none


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyView:
    """The chosen policy, and what its checks may know."""

    beleid: str
    """Name of the region."""
    care_file: CareFile


_CARE = """
    select t.client_id, t.nummer, t.aanbieder, v.categorie, v.code, v.ingangsdatum, v.einddatum,
        (select toewijzingsdatum from toewijzing_versies where (gemeente, nummer, versie) = (t.gemeente, t.nummer, 1))
            as besloten_op, v.volume, v.eenheid, v.frequentie, v.budget,
        start.eerste as gestart_op, stop.einddatum as gestopt_op, stop.reden_beeindiging
    from toewijzingen t
    cross join lateral (
        select * from toewijzing_versies where gemeente = t.gemeente and nummer = t.nummer order by versie desc limit 1
    ) v
    cross join lateral (
        select min(begindatum) as eerste, max(begindatum) as laatste from starts
        where gemeente = t.gemeente and client_id = t.client_id and aanbieder = t.aanbieder
        and toewijzing_nummer = t.nummer and verwijderd_door is null
    ) start
    left join lateral (
        select einddatum, reden_beeindiging from stops
        where gemeente = t.gemeente and client_id = t.client_id and aanbieder = t.aanbieder
        and toewijzing_nummer = t.nummer and verwijderd_door is null and reden_beeindiging <> '20'
        and begindatum >= start.laatste
        order by einddatum desc, reden_beeindiging desc limit 1
    ) stop on true
    where {welke} and not v.verwijderd
    order by t.nummer
"""
"""The present versions of the assignments `t` that `welke` says; a final stop (any reason but 20) counts as long as no
later start took the care up again."""

_OF_CLIENTS = _CARE.format(welke="t.gemeente = $1 and t.client_id = any($2::uuid[])")

_LOAD = f"""
select gekozen.beleid,
    (select jsonb_agg(to_jsonb(z)) from (
        {_CARE.format(welke="t.gemeente = gekozen.code and t.client_id = vraag.client_id")}
    ) z) as zorg,
    (select jsonb_agg(to_jsonb(c) order by c.segment, c.product nulls first, c.vanaf) from contracten c
        where c.gemeente = gekozen.code and c.aanbieder = vraag.aanbieder) as contracten,
    exists (select from contracten c where c.gemeente = gekozen.code) as houdt_contracten
from unnest($1::text[], $2::uuid[], $3::text[]) with ordinality as vraag (gemeente, client_id, aanbieder, nr)
left join organisaties gekozen
    on gekozen.code = vraag.gemeente and gekozen.soort = 'gemeente' and gekozen.beleid is not null
order by nr
"""


async def load(tx: Connection, asked: Sequence[tuple[str, UUID, str]]) -> list[PolicyView | None]:
    """Load for each municipality, client and provider all care of the client and the contracts of that provider.

    None where the municipality chose no policy.
    """
    rows = await tx.fetch(_LOAD, *map(list, zip(*asked, strict=True)))
    return [_policy_view(row) for row in rows]


def _policy_view(row: asyncpg.Record) -> PolicyView | None:
    if row["beleid"] is None:
        return None
    contracts = tuple(_contract(each) for each in row["contracten"] or ())
    return PolicyView(
        beleid=row["beleid"],
        care_file=CareFile(
            care=tuple(_care(_dated(each)) for each in row["zorg"] or ()),
            contracts=contracts if row["houdt_contracten"] else None,
        ),
    )


async def load_other_providers(tx: Connection, gemeente: str, aanbieder: str) -> tuple[ContractedProvider, ...]:
    """Return the providers with a contract with the municipality, but for this one, by AGB code."""
    rows = await tx.fetch(
        f"select {contracten.COLUMNS}, o.naam from contracten c"
        " left join organisaties o on o.code = c.aanbieder and o.soort = 'aanbieder'"
        " where c.gemeente = $1 and c.aanbieder <> $2 order by c.aanbieder, c.segment, c.product nulls first, c.vanaf",
        gemeente,
        aanbieder,
    )
    found: dict[str, tuple[str | None, list[Contract]]] = {}
    for row in rows:
        values = dict(row)
        naam = values.pop("naam")
        found.setdefault(row["aanbieder"], (naam, []))[1].append(Contract(**values))
    return tuple(
        ContractedProvider(code=code, naam=naam, contracts=tuple(contracts))
        for code, (naam, contracts) in found.items()
    )


async def load_care(tx: Connection, gemeente: str, clienten: Sequence[UUID]) -> dict[UUID, tuple[Care, ...]]:
    """Return the care of each of these clients, by number; a client without any is not in it."""
    found: dict[UUID, list[Care]] = {}
    for row in await tx.fetch(_OF_CLIENTS, gemeente, list(clienten)):
        found.setdefault(row["client_id"], []).append(_care(dict(row)))
    return {client: tuple(each) for client, each in found.items()}


_FIELDS = tuple(Care.__dataclass_fields__)
_DAYS = ("ingangsdatum", "einddatum", "besloten_op", "gestart_op", "gestopt_op")


def _care(row: Mapping[str, Any]) -> Care:
    return Care(**{field: row[field] for field in _FIELDS})


def _dated(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row as it was before it went through JSON."""
    return {**row, **{field: from_json_or_none(row[field]) for field in _DAYS}}


def _contract(row: Mapping[str, Any]) -> Contract:
    return Contract(
        aanbieder=row["aanbieder"],
        segment=row["segment"],
        product=row["product"],
        soort=row["soort"],
        plafond=row["plafond"],
        vanaf=from_json(row["vanaf"]),
        tot=from_json_or_none(row["tot"]),
    )
