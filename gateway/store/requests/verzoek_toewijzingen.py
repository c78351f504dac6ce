"""Which versions of assignments grant which request, and which reference they carry in the next WMO301."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
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


_SENT: Final = f"""exists (
    select from toewijzing_verzendingen a
    where a.gemeente = $1 and a.nummer = {{0}}.nummer {{1}} and {EFFECTIVE} offset 0)"""
_SENT_AS_IT_IS: Final = _SENT.format("v", "and a.versie = v.versie")
_KNOWN: Final = _SENT.format("{}", "")
"""True when the provider knows some version of this assignment: it went out in a WMO301 that was not refused."""

_TOLD_BY: Final = f"""
select distinct v.id, n.nummer, n.versie
from verzoek_toewijzingen g
join verzoeken v on v.gemeente = g.gemeente and v.id = g.verzoek_id and v.status in ('open', 'in-onderzoek')
join unnest($2::bigint[], $3::int[], $4::bool[]) as n (nummer, versie, verwijderd)
    on v.soort = $5 or (
        n.nummer = g.nummer and n.versie >= g.versie and not n.verwijderd and not {_KNOWN.format("n")}
    )
where g.gemeente = $1 and g.nummer = any($2::bigint[])
"""
"""The requests that were granted and are open, as their provider was told by no WMO301 that counts, and what of a
WMO301 can tell it.

Of kind $5, a WMO317, that is every line (IV093). Of another it is the version that granted it or a later one, but for a
removal, as long as the provider doesn't know the assignment: then no line of that carries a reference (TR379).
"""
_INHERIT: Final = f"""
insert into verzoek_toewijzingen (gemeente, verzoek_id, nummer, versie)
select $1, t.id, t.nummer, t.versie from ({_TOLD_BY}) t on conflict do nothing
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
        """Return what `_TOLD_BY` asks for, from $2 on."""
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
select v.id, v.soort, v.referentie, array_agg(t.nummer order by t.nummer) as nummers
from ({_TOLD_BY}) t join verzoeken v on v.gemeente = $1 and v.id = t.id
group by v.id, v.soort, v.referentie order by v.id
"""


async def list_untold(tx: Connection, gemeente: str, sent: SentVersions) -> list[GrantedRequest]:
    """Return by age the requests that these versions grant, and of which the provider got no answer that counts.

    The WMO301 with these versions may carry their references: the first one, and again after a refusal (IV097).
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


async def list_to_tell_again(tx: Connection, gemeente: str, verzoek_id: UUID, today: date, *, whole: bool) -> list[int]:
    """Return the assignments, not removed, by which the next WMO301 can tell that this open request is granted.

    `whole`: of a WMO317 those are all that granted it and that this message carries. Of another request they are the
    ones of which the present version did, and that the provider doesn't know.
    """
    rows = await tx.fetch(
        f"""
        select distinct g.nummer from verzoek_toewijzingen g
        join lateral (
            select v.* from toewijzing_versies v
            where v.gemeente = g.gemeente and v.nummer = g.nummer order by v.versie desc limit 1
        ) v on not v.verwijderd and (v.einddatum is null or v.einddatum >= $3 or not {_SENT_AS_IT_IS})
        where g.gemeente = $1 and g.verzoek_id = $2
            and ($4 or (g.versie = v.versie and not {_KNOWN.format("g")}))
        order by g.nummer
        """,
        gemeente,
        verzoek_id,
        today,
        whole,
    )
    return [row["nummer"] for row in rows]
