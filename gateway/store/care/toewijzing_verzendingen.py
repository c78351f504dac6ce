"""Which versions of assignments went out in which WMO301, and which the next one carries."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from gateway.store.care.toewijzingen import AssignmentVersion, as_version
from gateway.store.db.booking import Booking, bulk_insert
from gateway.store.db.database import Connection
from gateway.store.db.places import MESSAGE_FINDINGS

SENT = """exists (
    select from toewijzing_verzendingen z
    where z.gemeente = v.gemeente and z.nummer = v.nummer and z.versie = v.versie
    and not exists (
        select from berichten r
        where r.gemeente = z.gemeente and r.heenbericht_id = z.bericht_id and r.uitkomst = 'afgekeurd' offset 0
    ) offset 0)"""
"""True when version `v` went out in a 301 that was not refused: a refused message counts as never sent (OP286).

`offset 0` keeps PostgreSQL from planning a join, which seems as cheap as long as few messages have been answered.
"""


async def versions_to_send(
    tx: Connection, gemeente: str, client_id: UUID, aanbieder: str, today: date
) -> list[AssignmentVersion]:
    """Return the versions that the next WMO301 of this client to this provider carries (OP087), by number.

    These are the assignments that are valid today or later, and those whose present version went out in no 301 or only
    in refused ones. An unchanged version that is sent again has no RedenWijziging and no ReferentieAanbieder (IV099,
    IV097); one that the provider gets for the first time has no RedenWijziging, unless it is a removal.
    """
    rows = await tx.fetch(
        f"""
        select v.*, {SENT} as verzonden, {SENT.replace("and z.versie = v.versie", "")} as bekend from (
            select distinct on (v.nummer) v.*
            from toewijzingen t join toewijzing_versies v using (gemeente, nummer)
            where t.gemeente = $1 and t.client_id = $2 and t.aanbieder = $3
            order by v.nummer, v.versie desc
        ) v
        where (not v.verwijderd and (v.einddatum is null or v.einddatum >= $4)) or not {SENT}
        order by v.nummer
        """,
        gemeente,
        client_id,
        aanbieder,
        today,
    )
    return [_worded(as_version(row), sent=row["verzonden"], known=row["bekend"]) for row in rows]


async def find_known_version(tx: Connection, gemeente: str, nummer: int) -> int | None:
    """Return the latest version of the assignment that went out in a 301 that was not refused; None: there is none."""
    found: int | None = await tx.fetchval(
        f"select max(v.versie) from toewijzing_versies v where v.gemeente = $1 and v.nummer = $2 and {SENT}",
        gemeente,
        nummer,
    )
    return found


def _worded(version: AssignmentVersion, *, sent: bool, known: bool) -> AssignmentVersion:
    if sent:
        return replace(version, reden_wijziging=None, terms=replace(version.terms, referentie_aanbieder=None))
    return version if known or version.verwijderd else replace(version, reden_wijziging=None)


async def last_sent(tx: Connection, gemeente: str, client_id: UUID, aanbieder: str) -> list[AssignmentVersion]:
    """Return the versions in the newest WMO301 of this client to this provider that was not refused, by number.

    Empty when there is none.
    """
    rows = await tx.fetch(
        """
        select v.* from toewijzing_verzendingen z
        join toewijzing_versies v using (gemeente, nummer, versie)
        where z.gemeente = $1 and z.bericht_id = (
            select max(o.bericht_id::text)::uuid from toewijzing_verzendingen o
            join toewijzingen t using (gemeente, nummer)
            where t.gemeente = $1 and t.client_id = $2 and t.aanbieder = $3 and not exists (
                select from berichten r
                where r.gemeente = o.gemeente and r.heenbericht_id = o.bericht_id and r.uitkomst = 'afgekeurd' offset 0
            )
        ) order by v.nummer
        """,
        gemeente,
        client_id,
        aanbieder,
    )
    return [as_version(row) for row in rows]


_SENDING: Final = bulk_insert(
    "toewijzing_verzendingen", {"gemeente": "text", "bericht_id": "uuid", "nummer": "bigint", "versie": "int"}
)


def book_sending(booking: Booking, gemeente: str, bericht_id: UUID, versions: Sequence[AssignmentVersion]) -> None:
    """Add to the booking that this 301 carries these versions."""
    for each in versions:
        booking.add(_SENDING, gemeente, bericht_id, each.nummer, each.versie)


async def find_message_with(
    tx: Connection, gemeente: str, nummer: int, versie: int
) -> tuple[UUID, Sequence[Mapping[str, Any]], bool] | None:
    """Return the id and findings of the first message that carried this version; None when none did.

    The third value is True when a message that carried it was not refused.
    """
    row = await tx.fetchrow(
        f"select b.id, b.bevindingen, {SENT} as verzonden from toewijzing_verzendingen v"
        " join berichten b on b.gemeente = v.gemeente and b.id = v.bericht_id"
        " where v.gemeente = $1 and v.nummer = $2 and v.versie = $3 order by b.id limit 1",
        gemeente,
        nummer,
        versie,
    )
    if row is None:
        return None
    findings = row["bevindingen"].open(MESSAGE_FINDINGS.at(gemeente, row["id"]))
    return row["id"], json.loads(findings), row["verzonden"]


async def find_last_message_with(tx: Connection, gemeente: str, nummer: int) -> UUID | None:
    """Return the id of the last WMO301 that carried this assignment and was not refused; None when there is none.

    It has the version that the provider goes by, and the client's details as the provider got them.
    """
    value: UUID | None = await tx.fetchval(
        "select v.bericht_id from toewijzing_verzendingen v where v.gemeente = $1 and v.nummer = $2"
        " and not exists (select from berichten r where r.gemeente = v.gemeente and r.heenbericht_id = v.bericht_id"
        " and r.uitkomst = 'afgekeurd' offset 0) order by v.bericht_id desc limit 1",
        gemeente,
        nummer,
    )
    return value
