"""The assignments of a municipality: each a number with its versions, the last of which holds.

What a person wrote with a version, the name under an override, and the provider's own reference are kept encrypted.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

import asyncpg

from gateway.messages.terms import AssignmentTerms
from gateway.store.db.database import Connection
from gateway.store.db.places import DECIDED_BY, OVERRIDE, PROVIDER_REFERENCE, REMARK, Findable, Secret, open_text


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecord:
    """Facts about a decision that no message has a place for; kept with the version that it made."""

    beslist_door: str | None = None
    """The name of the consulent who decided. Personal data."""
    aangevraagd_op: date | None = None
    """The day on which the resident asked for it."""
    grond: str | None = None
    """Of an extension or extra work: the ground for it, by its name in the policy."""
    evaluatie_op: tuple[date, ...] = ()
    """The days on which an evaluation was agreed."""
    instemming_aanbieder: bool | None = None
    """Whether the provider agrees; None: not recorded."""


NOTHING_RECORDED: Final = DecisionRecord()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentVersion:
    """One version of an assignment, as decided at `toewijzingsdatum` and `toewijzingstijd` (Dutch local time)."""

    nummer: int
    versie: int
    toewijzingsdatum: date
    toewijzingstijd: time
    terms: AssignmentTerms
    record: DecisionRecord = NOTHING_RECORDED
    reden_wijziging: str | None = None
    verwijderd: bool = False
    overrule: Mapping[str, Any] | None = None
    """The override of policy: consulent, reden, bevindingen (in JSON form); None: nothing had to be overridden."""


HASHED: Final = "encode(({}::zoekbaar).hash, 'hex')"
"""An Idempotency-Key is kept as a hash, since callers may put anything into it."""
_HAS_KEY: Final = f"aanvraag_sleutel in ({HASHED.format('$2')}, {HASHED.format('$3')}, $4)"
"""True for what the request with this key made: hashed for its purpose, or as before that, or as given before that."""


def hashable(gemeente: str, idempotency_key: str) -> Findable:
    """Return the key as it is to be hashed."""
    return Findable("aanvraag", gemeente, idempotency_key)


def _as_kept(gemeente: str, request: tuple[str, bytes] | None) -> tuple[Findable, bytes] | tuple[None, None]:
    return (None, None) if request is None else (hashable(gemeente, request[0]), request[1])


_TERMS: Final = tuple(AssignmentTerms.__dataclass_fields__)
_RECORD: Final = tuple(DecisionRecord.__dataclass_fields__)
_REST: Final = tuple(name for name in AssignmentVersion.__dataclass_fields__ if name not in ("terms", "record"))
_VERSION_COLUMNS: Final = (*_REST, *_TERMS, *_RECORD)
"""The columns of a version; each of its terms, and each fact about its decision, has one of its own."""
_COLUMNS: Final = ", ".join(_VERSION_COLUMNS)
_TEXTS: Final = (REMARK, PROVIDER_REFERENCE, DECIDED_BY)
"""Texts that are encrypted."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """An assignment with all its versions, oldest first."""

    gemeente: str
    nummer: int
    client_id: UUID
    aanbieder: str
    aangemaakt_op: datetime
    versions: tuple[AssignmentVersion, ...]

    @property
    def current(self) -> AssignmentVersion:
        """The version that holds."""
        return self.versions[-1]


def as_version(row: asyncpg.Record) -> AssignmentVersion:
    """Return the columns of a version, and its municipality, as an object."""
    key = row["gemeente"], row["nummer"], row["versie"]
    values = {name: row[name] for name in _VERSION_COLUMNS}
    for each in (*_TEXTS, OVERRIDE):
        values[each.name] = open_text(values[each.name], each.at(*key))
    values["overrule"] = None if values["overrule"] is None else json.loads(values["overrule"])
    values["evaluatie_op"] = tuple(values["evaluatie_op"])
    terms = AssignmentTerms(**{name: values.pop(name) for name in _TERMS})
    record = DecisionRecord(**{name: values.pop(name) for name in _RECORD})
    return AssignmentVersion(terms=terms, record=record, **values)


def _columns(gemeente: str, version: AssignmentVersion) -> list[Any]:
    """Return the values of the version of this municipality for its columns."""
    values = {
        **{name: getattr(version, name) for name in _REST},
        **{name: getattr(version.terms, name) for name in _TERMS},
        **{name: getattr(version.record, name) for name in _RECORD},
    }
    values["overrule"] = None if version.overrule is None else json.dumps(version.overrule)
    for each in (*_TEXTS, OVERRIDE):
        if values[each.name] is not None:
            place = each.at(gemeente, version.nummer, version.versie)
            values[each.name] = Secret(place, values[each.name].encode())
    return list(values.values())


async def find_assigned_codes(tx: Connection, gemeente: str, codes: Sequence[str]) -> frozenset[str]:
    """Return those of these product codes that the municipality ever assigned."""
    rows = await tx.fetch(
        "select distinct code from toewijzing_versies where gemeente = $1 and code = any($2::text[])",
        gemeente,
        codes,
    )
    return frozenset(row["code"] for row in rows)


async def next_number(tx: Connection) -> int:
    """Return a ToewijzingNummer that no assignment has had."""
    return int(await tx.fetchval("select nextval('toewijzing_nummers')"))


async def insert(
    tx: Connection,
    gemeente: str,
    client_id: UUID,
    aanbieder: str,
    first: AssignmentVersion,
    request: tuple[str, bytes] | None,
) -> None:
    """Write an assignment with its first version. `request`: Idempotency-Key and hash of the request that made it."""
    await tx.execute(
        "insert into toewijzingen (gemeente, nummer, client_id, aanbieder, aanvraag_sleutel, aanvraag_hash)"
        f" values ($1, $2, $3, $4, {HASHED.format('$5')}, $6)",
        gemeente,
        first.nummer,
        client_id,
        aanbieder,
        *_as_kept(gemeente, request),
    )
    await add_version(tx, gemeente, first)


async def add_version(
    tx: Connection, gemeente: str, new: AssignmentVersion, request: tuple[str, bytes] | None = None
) -> None:
    """Write a version, which holds from now on. `request`: Idempotency-Key and hash of the request for the change."""
    placeholders = ", ".join(f"${number}" for number in range(4, len(_VERSION_COLUMNS) + 4))
    await tx.execute(
        f"insert into toewijzing_versies (gemeente, aanvraag_sleutel, aanvraag_hash, {_COLUMNS})"
        f" values ($1, {HASHED.format('$2')}, $3, {placeholders})",
        gemeente,
        *_as_kept(gemeente, request),
        *_columns(gemeente, new),
    )


async def find(tx: Connection, gemeente: str, nummer: int) -> Assignment | None:
    """Return the assignment with this number."""
    row = await tx.fetchrow("select * from toewijzingen where gemeente = $1 and nummer = $2", gemeente, nummer)
    if row is None:
        return None
    versions = await tx.fetch(
        f"select gemeente, {_COLUMNS} from toewijzing_versies where gemeente = $1 and nummer = $2 order by versie",
        gemeente,
        nummer,
    )
    return Assignment(
        gemeente,
        nummer,
        row["client_id"],
        row["aanbieder"],
        row["aangemaakt_op"],
        tuple(as_version(each) for each in versions),
    )


async def list_overrides(tx: Connection, gemeente: str, nummers: Sequence[int]) -> list[tuple[int, Mapping[str, Any]]]:
    """Return the overrides of these assignments, of any version and oldest first, each with its ToewijzingNummer."""
    rows = await tx.fetch(
        "select nummer, versie, overrule from toewijzing_versies"
        " where gemeente = $1 and nummer = any($2::bigint[]) and overrule is not null order by nummer, versie",
        gemeente,
        nummers,
    )
    return [
        (row["nummer"], json.loads(row["overrule"].open(OVERRIDE.at(gemeente, row["nummer"], row["versie"]))))
        for row in rows
    ]


async def find_request(tx: Connection, gemeente: str, idempotency_key: str) -> tuple[int, bytes] | None:
    """Return the number and request hash of the assignment that the request with this Idempotency-Key made."""
    row = await tx.fetchrow(
        f"select nummer, aanvraag_hash from toewijzingen where gemeente = $1 and {_HAS_KEY}",
        gemeente,
        hashable(gemeente, idempotency_key),
        idempotency_key,
        idempotency_key,
    )
    return (row["nummer"], row["aanvraag_hash"]) if row else None


async def find_change_request(tx: Connection, gemeente: str, nummer: int, idempotency_key: str) -> bytes | None:
    """Return the hash of the request with this Idempotency-Key that changed this assignment; None when none did."""
    value: bytes | None = await tx.fetchval(
        f"select aanvraag_hash from toewijzing_versies where gemeente = $1 and nummer = $5 and {_HAS_KEY}",
        gemeente,
        hashable(gemeente, idempotency_key),
        idempotency_key,
        idempotency_key,
        nummer,
    )
    return value
