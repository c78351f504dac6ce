"""The trail of one assignment: each version, start, stop and claim line on it, with the messages that brought them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

import asyncpg

from gateway.standard.identifiers import mask_identificatie
from gateway.store.db.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailMessage:
    """A message of the trail."""

    id: UUID
    soort: str
    identificatie: str
    """As it may be shown: a pseudonym when it may hold a BSN."""
    op: datetime
    uitkomst: str | None = None
    """Of a return message: "goedgekeurd" or "afgekeurd"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentVersion:
    """A version of the assignment with the WMO301 that told it; one that was not refused if there is one."""

    versie: int
    categorie: str | None
    code: str | None
    ingangsdatum: date
    einddatum: date | None
    verwijderd: bool
    volume: int | None
    eenheid: str | None
    frequentie: str | None
    budget: int | None
    reden_wijziging: str | None
    bericht: TrailMessage
    antwoord: TrailMessage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A start or stop on the assignment that was approved."""

    soort: Literal["start", "stop"]
    begindatum: date
    einddatum: date | None
    reden_beeindiging: str | None
    bericht: TrailMessage
    ingetrokken_door: TrailMessage | None
    """The message by which the provider took it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailLine:
    """A Prestatie on the assignment. Amounts are whole euro cents, without a sign."""

    regel: int
    declaratie_nummer: str
    referentie: str
    vorige: str | None
    begindatum: date
    einddatum: date
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    credit: bool
    retourcodes: Sequence[str]
    bericht: TrailMessage
    antwoord: TrailMessage | None
    """The WMO325; None: it is not there yet."""


@dataclass(frozen=True, slots=True)
class Trail:
    """All that happened on one assignment."""

    versions: Sequence[SentVersion]
    reports: Sequence[Report]
    lines: Sequence[TrailLine]


def _message(alias: str, prefix: str) -> str:
    names = ("id", "soort", "identificatie", "vastgelegd_op", "uitkomst")
    return ", ".join(f"{alias}.{name} as {prefix}_{name}" for name in names)


_ANSWER: Final = """left join lateral (
    select * from berichten r where r.gemeente = b.gemeente and r.heenbericht_id = b.id order by r.id limit 1
) r on true"""
_VERSIONS: Final = f"""
select distinct on (v.versie) v.versie, v.categorie, v.code, v.ingangsdatum, v.einddatum, v.verwijderd, v.volume,
    v.eenheid, v.frequentie, v.budget, v.reden_wijziging, {_message("b", "b")}, {_message("r", "r")}
from toewijzing_versies v
join toewijzing_verzendingen z on z.gemeente = v.gemeente and z.nummer = v.nummer and z.versie = v.versie
join berichten b on b.gemeente = z.gemeente and b.id = z.bericht_id
{_ANSWER}
where v.gemeente = $1 and v.nummer = $2
order by v.versie, r.uitkomst is not distinct from 'afgekeurd', b.id
"""
_REPORTS: Final = """
select '{soort}' as soort, m.begindatum, {einddatum} as einddatum, {reden} as reden_beeindiging, {b}, {r}
from {tabel} m join berichten b on b.gemeente = m.gemeente and b.id = m.bericht_id
left join berichten r on r.gemeente = m.gemeente and r.id = m.verwijderd_door
where m.gemeente = $1 and m.toewijzing_nummer = $2
"""
_MESSAGES: Final[Mapping[str, str]] = {"b": _message("b", "b"), "r": _message("r", "r")}
_STARTS: Final = _REPORTS.format(soort="start", tabel="starts", einddatum="null::date", reden="null::text", **_MESSAGES)
_STOPS: Final = _REPORTS.format(
    soort="stop", tabel="stops", einddatum="m.einddatum", reden="m.reden_beeindiging", **_MESSAGES
)
_LINES: Final = f"""
select p.regel, p.referentie, p.vorige, p.begindatum, p.einddatum, p.volume, p.eenheid, p.tarief, p.bedrag, p.credit,
    p.retourcodes, d.nummer as declaratie_nummer, {_message("b", "b")}, {_message("r", "r")}
from prestaties p
join declaraties d on d.gemeente = p.gemeente and d.bericht_id = p.bericht_id
join berichten b on b.gemeente = p.gemeente and b.id = p.bericht_id
{_ANSWER}
where p.gemeente = $1 and p.toewijzing_nummer = $2 and p.aanbieder = $3
"""


async def load_trail(tx: Connection, gemeente: str, nummer: int, aanbieder: str) -> Trail:
    """Return the trail of this assignment, which is at this provider. Each part is in no order."""
    versions = await tx.fetch(_VERSIONS, gemeente, nummer)
    reports = await tx.fetch(f"{_STARTS} union all {_STOPS}", gemeente, nummer)
    lines = await tx.fetch(_LINES, gemeente, nummer, aanbieder)
    return Trail(
        [SentVersion(**_values(SentVersion, row), bericht=_sent(row), antwoord=_answer(row)) for row in versions],
        [Report(**_values(Report, row), bericht=_sent(row), ingetrokken_door=_answer(row)) for row in reports],
        [TrailLine(**_values(TrailLine, row), bericht=_sent(row), antwoord=_answer(row)) for row in lines],
    )


def _values(kind: type[SentVersion] | type[Report] | type[TrailLine], row: asyncpg.Record) -> dict[str, Any]:
    """Return what the row itself says, without the messages."""
    return {name: row[name] for name in kind.__dataclass_fields__ if name not in _OF_MESSAGES}


_OF_MESSAGES: Final = frozenset({"bericht", "antwoord", "ingetrokken_door"})


def _sent(row: asyncpg.Record) -> TrailMessage:
    return _message_of(row, "b")


def _answer(row: asyncpg.Record) -> TrailMessage | None:
    return None if row["r_id"] is None else _message_of(row, "r")


def _message_of(row: asyncpg.Record, prefix: str) -> TrailMessage:
    return TrailMessage(
        id=row[f"{prefix}_id"],
        soort=row[f"{prefix}_soort"],
        identificatie=mask_identificatie(row[f"{prefix}_identificatie"]),
        op=row[f"{prefix}_vastgelegd_op"],
        uitkomst=row[f"{prefix}_uitkomst"],
    )
