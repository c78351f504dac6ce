"""All that is kept of a client's care: versions of assignments, starts, stops and signals, each with its moment."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

import asyncpg

from gateway.store.db.database import Connection
from gateway.store.db.places import OVERRIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """A version of an assignment."""

    op: datetime
    gemeente: str
    nummer: int
    versie: int
    aanbieder: str
    toewijzingsdatum: date
    categorie: str | None
    code: str | None
    ingangsdatum: date
    einddatum: date | None
    verwijderd: bool
    reden_wijziging: str | None
    overrule: Mapping[str, Any] | None
    """consulent, reden, bevindingen (in JSON form); None: nothing was overridden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A start or stop that a provider reported."""

    soort: Literal["start", "stop"]
    op: datetime
    nummer: int | None
    aanbieder: str
    categorie: str | None
    code: str | None
    begindatum: date
    einddatum: date | None
    reden_beeindiging: str | None
    bericht_id: UUID
    ingetrokken: bool
    """The provider took it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalLine:
    """A signal about the client."""

    op: datetime
    id: UUID
    code: str
    tekst: str
    status: str
    uiterlijk: date
    aanbieder: str
    nummer: int | None


_VERSIONS: Final = """
    select v.vastgelegd_op as op, v.gemeente, v.nummer, v.versie, t.aanbieder, v.toewijzingsdatum, v.categorie, v.code,
        v.ingangsdatum, v.einddatum, v.verwijderd, v.reden_wijziging, v.overrule
    from toewijzingen t join toewijzing_versies v on v.gemeente = t.gemeente and v.nummer = t.nummer
    where t.gemeente = $1 and t.client_id = $2
"""
_REPORTS: Final = """
    select '{soort}' as soort, b.vastgelegd_op as op, m.toewijzing_nummer as nummer, m.aanbieder, m.categorie, m.code,
        m.begindatum, {einddatum} as einddatum, {reden} as reden_beeindiging, m.bericht_id,
        m.verwijderd_door is not null as ingetrokken
    from {tabel} m join berichten b on b.gemeente = m.gemeente and b.id = m.bericht_id
    where m.gemeente = $1 and m.client_id = $2
"""
_STARTS: Final = _REPORTS.format(soort="start", tabel="starts", einddatum="null::date", reden="null::text")
_STOPS: Final = _REPORTS.format(soort="stop", tabel="stops", einddatum="m.einddatum", reden="m.reden_beeindiging")
_SIGNALS: Final = """
    select ontstaan_op as op, id, code, tekst, status, uiterlijk, aanbieder, toewijzing_nummer as nummer
    from signalen where gemeente = $1 and client_id = $2
"""


async def load_versions(tx: Connection, gemeente: str, client: UUID) -> list[VersionLine]:
    """Return all versions of the client's assignments."""
    return [_version(row) for row in await tx.fetch(_VERSIONS, gemeente, client)]


def _version(row: asyncpg.Record) -> VersionLine:
    values, kept = dict(row), row["overrule"]
    place = OVERRIDE.at(row["gemeente"], row["nummer"], row["versie"])
    return VersionLine(**{**values, "overrule": None if kept is None else json.loads(kept.open(place))})


async def load_reports(tx: Connection, gemeente: str, client: UUID) -> list[ReportLine]:
    """Return all starts and stops of the client, also those that were taken back."""
    rows = await tx.fetch(f"{_STARTS} union all {_STOPS}", gemeente, client)
    return [ReportLine(**dict(row)) for row in rows]


async def load_signals(tx: Connection, gemeente: str, client: UUID) -> list[SignalLine]:
    """Return all signals about the client, whatever became of them."""
    return [SignalLine(**dict(row)) for row in await tx.fetch(_SIGNALS, gemeente, client)]
