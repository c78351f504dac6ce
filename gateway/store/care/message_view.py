"""The view of the watch on messages: what was refused, given up, or found on a report that stands."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg

from gateway.policy.watch_file import ReportedDays, ReportFinding, TroubledMessage
from gateway.standard.findings import Severity
from gateway.standard.identifiers import mask_identificatie
from gateway.store.care.toewijzing_verzendingen import SENT
from gateway.store.db.database import Connection
from gateway.store.db.days import from_json, from_json_or_none
from gateway.store.ledger.latest_verdict import AS_JUDGED, FINDINGS, VERDICT, open_findings

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

_GIVEN_UP: Final = """
select b.client_id, b.id, b.soort, b.identificatie, b.verzender, b.ontvanger,
    bool_or(l.staat = 'stil') as stil,
    (min(coalesce(case l.staat when 'stil' then l.afgerond_op else l.opgegeven_op end, b.vastgelegd_op))
        at time zone 'Europe/Amsterdam')::date as op
from leveringen l join berichten b on b.gemeente = l.gemeente and b.id = l.bericht_id
where l.gemeente = $1 and (l.staat in ('opgegeven', 'stil') or l.staat = 'wachtend' and l.opgegeven_op is not null)
    and {which}
group by b.client_id, b.id, b.soort, b.identificatie, b.verzender, b.ontvanger
order by b.id
"""
_GIVEN_UP_OF_CLIENTS: Final = _GIVEN_UP.format(which="(b.client_id = any($2::uuid[]) or $3 and b.client_id is null)")
_GIVEN_UP_OF_MESSAGES: Final = _GIVEN_UP.format(which="l.bericht_id = any($2::uuid[])")

_REFUSED_OF_NOBODY: Final = f"""
select b.id, b.soort, b.identificatie, b.verzender as aanbieder, {_DAY.format("b")} as op
from berichten b
where b.gemeente = $1 and b.oordeel = 'afgekeurd' and b.client_id is null and b.vastgelegd_op >= $2
    and b.ontvanger = $1 and b.heenbericht_id is null
    and not exists (
        select from berichten n where n.gemeente = b.gemeente and n.verzender = b.verzender and n.soort = b.soort
            and n.identificatie = b.identificatie and n.oordeel = 'goedgekeurd'
    )
order by b.id
"""

_FOUND: Final = f"""
with gemeld as (
    select client_id, bericht_id, jsonb_agg(jsonb_build_array(nummer, begindatum, einddatum, reden)) as meldingen from (
        select client_id, bericht_id, toewijzing_nummer as nummer, begindatum, null::date as einddatum,
            null::text as reden
        from starts where gemeente = $1 and client_id = any($2::uuid[]) and verwijderd_door is null
        union all
        select client_id, bericht_id, toewijzing_nummer, begindatum, einddatum, reden_beeindiging
        from stops where gemeente = $1 and client_id = any($2::uuid[]) and verwijderd_door is null
    ) m group by client_id, bericht_id
)
select g.client_id, g.meldingen, b.gemeente, b.id, b.soort, b.identificatie, b.verzender as aanbieder,
    {_DAY.format("b")} as op, {FINDINGS}
from gemeld g join ({AS_JUDGED}) on b.gemeente = $1 and b.id = g.bericht_id
where {VERDICT} = 'goedgekeurd' and b.ontvanger = $1
    and octet_length((coalesce(nu_bevindingen, b.bevindingen)).inhoud) > {_EMPTY_BYTES}
order by b.id
"""

_TROUBLED_CLIENTS: Final = f"""
select client_id from ({_REFUSED}) refused
union select client_id from ({_GIVEN_UP.format(which="b.client_id = any($2::uuid[])")}) given_up
union select client_id from ({_FOUND}) found
"""


async def list_troubled_clients(tx: Connection, gemeente: str, clienten: Sequence[UUID]) -> list[UUID]:
    """Return those of these clients about whom a message was refused or given up, or has findings that stand."""
    return [row["client_id"] for row in await tx.fetch(_TROUBLED_CLIENTS, gemeente, clienten)]


async def load_refused(tx: Connection, gemeente: str, clienten: Sequence[UUID]) -> dict[UUID, list[TroubledMessage]]:
    """Return by client the WMO301s that were refused, while an assignment in them counts as never sent."""
    found: dict[UUID, list[TroubledMessage]] = {}
    for row in await tx.fetch(_REFUSED, gemeente, clienten):
        found.setdefault(row["client_id"], []).append(_troubled(row, row["aanbieder"], tuple(row["nummers"])))
    return found


async def load_given_up(
    tx: Connection, gemeente: str, clienten: Sequence[UUID], *, without_client: bool
) -> dict[UUID | None, list[TroubledMessage]]:
    """Return by client the messages from and to the municipality that were given up, or are silent.

    Those that were delivered or answered since are left out. `without_client`: also, under None, those about nobody
    that it knows.
    """
    return _by_client(gemeente, await tx.fetch(_GIVEN_UP_OF_CLIENTS, gemeente, clienten, without_client))


async def load_given_up_of_messages(
    tx: Connection, gemeente: str, berichten: Sequence[UUID]
) -> dict[UUID | None, list[TroubledMessage]]:
    """Return by client those of these messages that were given up and not delivered since, or are silent."""
    return _by_client(gemeente, await tx.fetch(_GIVEN_UP_OF_MESSAGES, gemeente, berichten))


def _by_client(gemeente: str, rows: Sequence[asyncpg.Record]) -> dict[UUID | None, list[TroubledMessage]]:
    found: dict[UUID | None, list[TroubledMessage]] = {}
    for row in rows:
        to_municipality = row["ontvanger"] == gemeente
        provider = row["verzender"] if to_municipality else row["ontvanger"]
        found.setdefault(row["client_id"], []).append(
            _troubled(row, provider, to_municipality=to_municipality, silent=row["stil"])
        )
    return found


async def load_refused_of_nobody(tx: Connection, gemeente: str, since: datetime) -> list[TroubledMessage]:
    """Return the messages that came in since then and were refused, about nobody that the municipality knows.

    A message that was approved when it came again, with the same Identificatie, is left out.
    """
    rows = await tx.fetch(_REFUSED_OF_NOBODY, gemeente, since)
    return [_troubled(row, row["aanbieder"]) for row in rows]


def _troubled(
    row: asyncpg.Record,
    aanbieder: str,
    numbers: tuple[int, ...] = (),
    *,
    to_municipality: bool = False,
    silent: bool = False,
) -> TroubledMessage:
    return TroubledMessage(
        bericht=str(row["id"]),
        soort=row["soort"],
        identificatie=mask_identificatie(row["identificatie"]),
        aanbieder=aanbieder,
        day=row["op"],
        toewijzingen=numbers,
        to_municipality=to_municipality,
        silent=silent,
    )


async def load_findings(tx: Connection, gemeente: str, clienten: Sequence[UUID]) -> dict[UUID, list[ReportFinding]]:
    """Return by client the signals on each approved message of which a start or stop stands.

    Without what a consulent let pass when the care was decided: nobody has to look at that again.
    """
    found: dict[UUID, list[ReportFinding]] = {}
    for row in await tx.fetch(_FOUND, gemeente, clienten):
        times: Counter[tuple[str, str]] = Counter()
        for each in open_findings(row):
            place = each["code"], each.get("path", "")
            times[place] += 1
            if each.get("severity") == Severity.SIGNAAL and not each.get("overruled"):
                found.setdefault(row["client_id"], []).append(_report_finding(row, each, times[place]))
    return found


def _report_finding(row: asyncpg.Record, found: Mapping[str, Any], number: int) -> ReportFinding:
    nummer = found.get("toewijzingNummer")
    reports = [days for each, *days in row["meldingen"] if nummer is not None and each == nummer]
    return ReportFinding(
        bericht=str(row["id"]),
        soort=row["soort"],
        identificatie=mask_identificatie(row["identificatie"]),
        aanbieder=row["aanbieder"],
        day=row["op"],
        code=found["code"],
        path=found.get("path", ""),
        text=found.get("text", ""),
        remedy=found.get("remedy", ""),
        number=number,
        toewijzing=nummer,
        others=frozenset(found.get("betreft", ())),
        days=tuple((each["van"], each.get("tot", "")) for each in found.get("dagen", ())),
        reported=_reported_days(*reports[0]) if len(reports) == 1 else None,
    )


def _reported_days(begindatum: str, einddatum: str | None, reden: str | None) -> ReportedDays:
    return ReportedDays(begindatum=from_json(begindatum), einddatum=from_json_or_none(einddatum), reden=reden)
