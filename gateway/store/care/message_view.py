"""The view of the watch on messages: what was refused, given up, or found on a report that stands."""

import json
from collections.abc import Sequence
from typing import Final
from uuid import UUID

import asyncpg

from gateway.policy.watch_file import ReportFinding, TroubledMessage
from gateway.standard.findings import Severity
from gateway.store.care.toewijzing_verzendingen import SENT
from gateway.store.db.database import Connection
from gateway.store.ledger.berichten import AS_JUDGED, VERDICT, mask_identificatie

_EMPTY_BYTES: Final = 40
"""An encrypted list without findings is smaller: key and nonce around two bytes."""
_DAY: Final = "({}.vastgelegd_op at time zone 'Europe/Amsterdam')::date"

_REFUSED: Final = f"""
select v.client_id, b.id, b.soort, b.identificatie, v.aanbieder, min({_DAY.format("r")}) as op,
    array_agg(v.nummer order by v.nummer) as nummers
from (
    select t.gemeente, t.client_id, t.aanbieder, t.nummer, l.versie from toewijzingen t cross join lateral (
        select versie from toewijzing_versies where gemeente = t.gemeente and nummer = t.nummer
        order by versie desc limit 1
    ) l
    where t.gemeente = $1 and t.client_id = any($2::uuid[])
) v
join toewijzing_verzendingen z on z.gemeente = v.gemeente and z.nummer = v.nummer and z.versie = v.versie
join berichten b on b.gemeente = z.gemeente and b.id = z.bericht_id
join berichten r on r.gemeente = b.gemeente and r.heenbericht_id = b.id and r.uitkomst = 'afgekeurd'
where not {SENT}
group by v.client_id, b.id, b.soort, b.identificatie, v.aanbieder
order by b.id
"""

_GIVEN_UP: Final = f"""
select b.client_id, b.id, b.soort, b.identificatie, b.ontvanger as aanbieder, {_DAY.format("b")} as op
from berichten b join leveringen l on l.gemeente = b.gemeente and l.bericht_id = b.id
where b.gemeente = $1 and b.client_id = any($2::uuid[]) and l.staat = 'opgegeven' and b.verzender = $1
order by b.id
"""

_FOUND: Final = f"""
select b.client_id, b.id, b.soort, b.identificatie, b.verzender as aanbieder, {_DAY.format("b")} as op,
    coalesce(nu_bevindingen, b.bevindingen) as bevindingen
from {AS_JUDGED}
where b.gemeente = $1 and b.client_id = any($2::uuid[]) and {VERDICT} = 'goedgekeurd' and b.ontvanger = $1
    and octet_length((coalesce(nu_bevindingen, b.bevindingen)).inhoud) > {_EMPTY_BYTES}
    and (exists (select from starts s where s.gemeente = $1 and s.bericht_id = b.id and s.verwijderd_door is null)
        or exists (select from stops s where s.gemeente = $1 and s.bericht_id = b.id and s.verwijderd_door is null))
order by b.id
"""


async def load_refused(tx: Connection, gemeente: str, clienten: Sequence[UUID]) -> dict[UUID, list[TroubledMessage]]:
    """Return by client the WMO301s that were refused, while an assignment in them counts as never sent."""
    found: dict[UUID, list[TroubledMessage]] = {}
    for row in await tx.fetch(_REFUSED, gemeente, clienten):
        found.setdefault(row["client_id"], []).append(_troubled(row, tuple(row["nummers"])))
    return found


async def load_given_up(tx: Connection, gemeente: str, clienten: Sequence[UUID]) -> dict[UUID, list[TroubledMessage]]:
    """Return by client the municipality's own messages whose delivery was given up."""
    found: dict[UUID, list[TroubledMessage]] = {}
    for row in await tx.fetch(_GIVEN_UP, gemeente, clienten):
        found.setdefault(row["client_id"], []).append(_troubled(row))
    return found


def _troubled(row: asyncpg.Record, numbers: tuple[int, ...] = ()) -> TroubledMessage:
    return TroubledMessage(
        bericht=str(row["id"]),
        soort=row["soort"],
        identificatie=mask_identificatie(row["identificatie"]),
        aanbieder=row["aanbieder"],
        day=row["op"],
        toewijzingen=numbers,
    )


async def load_findings(tx: Connection, gemeente: str, clienten: Sequence[UUID]) -> dict[UUID, list[ReportFinding]]:
    """Return by client the signals on each approved message of which a start or stop stands.

    Without what a consulent let pass when the care was decided: nobody has to look at that again.
    """
    found: dict[UUID, list[ReportFinding]] = {}
    for row in await tx.fetch(_FOUND, gemeente, clienten):
        found.setdefault(row["client_id"], []).extend(
            ReportFinding(
                bericht=str(row["id"]),
                soort=row["soort"],
                identificatie=mask_identificatie(row["identificatie"]),
                aanbieder=row["aanbieder"],
                day=row["op"],
                code=each["code"],
                path=each.get("path", ""),
                text=each.get("text", ""),
            )
            for each in json.loads(row["bevindingen"])
            if each.get("severity") == Severity.SIGNAAL and not each.get("overruled")
        )
    return found
