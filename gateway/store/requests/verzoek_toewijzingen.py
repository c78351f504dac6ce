"""Which versions of assignments grant which request, and which reference they carry in the next WMO301."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from gateway.store.db.booking import Booking, bulk_insert
from gateway.store.db.database import Connection
from gateway.store.db.places import REQUEST_REFERENCE
from gateway.store.requests.verzoeken import EFFECTIVE

_ADDED: Final = bulk_insert(
    "verzoek_toewijzingen", {"gemeente": "text", "verzoek_id": "uuid", "nummer": "bigint", "versie": "int"}
)
_INSERT: Final = replace(_ADDED, sql=f"{_ADDED.sql} on conflict do nothing")
"""A version that an earlier grant was told by, which the provider refused, may tell the next one too."""


def book(booking: Booking, gemeente: str, verzoek_id: UUID, versions: Sequence[tuple[int, int]]) -> None:
    """Add to the booking that these versions, each with its ToewijzingNummer before it, grant the request."""
    for nummer, versie in versions:
        booking.add(_INSERT, gemeente, verzoek_id, nummer, versie)


_HEIRS: Final = """
select v.id as verzoek_id, n.nummer, n.versie
from verzoek_toewijzingen g
join verzoeken v on v.gemeente = g.gemeente and v.id = g.verzoek_id and v.status in ('open', 'in-onderzoek')
join unnest($2::bigint[], $3::int[], $4::bool[]) as n (nummer, versie, verwijderd)
    on v.soort = $5 or (n.nummer = g.nummer and n.versie > g.versie and not n.verwijderd and not exists (
        select from toewijzing_verzendingen z where z.gemeente = $1 and z.nummer = n.nummer and not exists (
            select from berichten r
            where r.gemeente = z.gemeente and r.heenbericht_id = z.bericht_id and r.uitkomst = 'afgekeurd' offset 0
        )
    ))
where g.gemeente = $1 and g.nummer = any($2::bigint[])
"""
"""The versions that grant what earlier ones granted, of which the provider got refused messages only.

Kind $5 of a request is granted by every line of the WMO301 (IV093). Another is granted by later versions of its own
assignment, but for a removal, as long as the provider knows none of them.
"""
_INHERIT: Final = f"""
insert into verzoek_toewijzingen (gemeente, verzoek_id, nummer, versie)
select distinct $1, h.verzoek_id, h.nummer, h.versie from ({_HEIRS}) h on conflict do nothing
"""


@dataclass(frozen=True, slots=True)
class SentVersions:
    """The versions that a WMO301 carries."""

    versions: Sequence[tuple[int, int, bool]]
    """Of each the ToewijzingNummer, the version, and whether that removes the assignment."""
    whole: str
    """The kind of request that every line of the WMO301 grants."""

    @property
    def parameters(self) -> tuple[list[int], list[int], list[bool], str]:
        """Return what `_HEIRS` asks for, from $2 on."""
        numbers, versions = ([each[place] for each in self.versions] for place in (0, 1))
        return numbers, versions, [removes for _, _, removes in self.versions], self.whole


async def inherit(tx: Connection, gemeente: str, sent: SentVersions) -> None:
    """Keep that these versions grant what earlier ones granted, of which the provider got refused messages only."""
    await tx.execute(_INHERIT, gemeente, *sent.parameters)


@dataclass(frozen=True, slots=True)
class GrantedRequest:
    """A request, and the versions by which it is granted."""

    verzoek_id: UUID
    soort: str
    referentie: str
    nummers: tuple[int, ...]


_UNTOLD: Final = f"""
select v.id, v.soort, v.referentie, array_agg(distinct g.nummer order by g.nummer) as nummers
from (
    select k.verzoek_id, k.nummer from unnest($2::bigint[], $3::int[]) as n (nummer, versie)
    join verzoek_toewijzingen k on k.gemeente = $1 and k.nummer = n.nummer and k.versie = n.versie
    union
    select h.verzoek_id, h.nummer from ({_HEIRS}) h
) g
join verzoeken v on v.gemeente = $1 and v.id = g.verzoek_id
where not exists (
    select from verzoek_antwoorden a
    where a.gemeente = v.gemeente and a.verzoek_id = v.id and a.antwoord <> 'in-onderzoek' and {EFFECTIVE}
)
group by v.id, v.soort, v.referentie order by v.id
"""


async def list_untold(tx: Connection, gemeente: str, sent: SentVersions) -> list[GrantedRequest]:
    """Return the requests that these versions grant, and of which the provider got no final answer that counts.

    By age. The WMO301 with these versions may carry their references: the first one, and again after a refusal (IV097).
    """
    return [
        GrantedRequest(
            row["id"],
            row["soort"],
            row["referentie"].open(REQUEST_REFERENCE.at(gemeente, row["id"])).decode(),
            tuple(row["nummers"]),
        )
        for row in await tx.fetch(_UNTOLD, gemeente, *sent.parameters)
    ]


async def list_of_request(tx: Connection, gemeente: str, verzoek_id: UUID) -> list[int]:
    """Return the numbers of the assignments by which this request is granted."""
    rows = await tx.fetch(
        "select distinct nummer from verzoek_toewijzingen where gemeente = $1 and verzoek_id = $2 order by nummer",
        gemeente,
        verzoek_id,
    )
    return [row["nummer"] for row in rows]


async def list_present(tx: Connection, gemeente: str, verzoek_id: UUID) -> list[int]:
    """Return the assignments of which the present version grants this request."""
    rows = await tx.fetch(
        """
        select g.nummer from verzoek_toewijzingen g
        where g.gemeente = $1 and g.verzoek_id = $2 and g.versie = (
            select max(v.versie) from toewijzing_versies v where v.gemeente = g.gemeente and v.nummer = g.nummer
        ) order by g.nummer
        """,
        gemeente,
        verzoek_id,
    )
    return [row["nummer"] for row in rows]
