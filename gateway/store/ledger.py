"""The ledger: every message with its bytes, its verdict and what it led to; rows are added and never changed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal
from uuid import UUID

import asyncpg
import uuid_utils.compat as uuids

from gateway.standard.findings import Outcome
from gateway.store.database import Connection


def new_id() -> UUID:
    """A fresh identity; later ones sort after earlier ones (UUID version 7)."""
    return uuids.uuid7()


def digest(inhoud: bytes) -> bytes:
    """The SHA-256 by which a repeated message is recognised."""
    return hashlib.sha256(inhoud).digest()


def identificatie(volgnummer: int) -> str:
    """The Identificatie of a message of our own, 12 characters, from the database's sequence."""
    return f"G{volgnummer:011d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bericht:
    """One row of the ledger."""

    gemeente: str
    id: UUID
    richting: Literal["in", "uit"]
    """Seen from the municipality."""
    soort: str
    release: str
    verzender: str
    ontvanger: str
    identificatie: str
    inhoud: bytes
    oordeel: Outcome
    """As it stands: of a message that was judged again the latest."""
    vastgelegd_op: datetime
    bevindingen: Sequence[Mapping[str, Any]] = ()
    """The findings in their JSON form."""
    heenbericht_id: UUID | None = None
    uitkomst: Literal["goedgekeurd", "afgekeurd"] | None = None
    client_id: UUID | None = None


AS_JUDGED = """berichten b left join lateral (
    select oordeel as nu_oordeel, bevindingen as nu_bevindingen, client_id as nu_client_id from beoordelingen j
    where b.oordeel = 'geparkeerd' and j.gemeente = b.gemeente and j.bericht_id = b.id order by j.id desc limit 1
) j on true"""
"""The messages, and of those that were parked and judged again the latest verdict."""

OORDEEL = "coalesce(nu_oordeel, b.oordeel)"
"""The verdict as it stands, of `AS_JUDGED`."""

_SELECT = f"""
select gemeente, id, richting, soort, release, verzender, ontvanger, identificatie, inhoud, {OORDEEL} as oordeel,
    vastgelegd_op, coalesce(nu_bevindingen, b.bevindingen) as bevindingen, heenbericht_id, uitkomst,
    coalesce(nu_client_id, b.client_id) as client_id
from {AS_JUDGED}"""


def bericht(row: asyncpg.Record) -> Bericht:
    """The row of the ledger as an object."""
    return Bericht(**{**dict(row), "oordeel": Outcome(row["oordeel"])})


async def find(tx: Connection, id: UUID) -> Bericht | None:
    """The message with this id, of whatever municipality."""
    row = await tx.fetchrow(f"{_SELECT} where id = $1", id)
    return bericht(row) if row else None


async def sent(
    tx: Connection, gemeente: str, verzender: str, soort: str, identificatie: str, ontvanger: str
) -> Bericht | None:
    """The message of this kind that went from the one to the other under this Identificatie; the last of several.

    Several there are when the ones before were refused, for then the Identificatie is free again.
    """
    row = await tx.fetchrow(
        f"{_SELECT} where gemeente = $1 and verzender = $2 and soort = $3 and identificatie = $4 and ontvanger = $5"
        f" and {OORDEEL} = 'goedgekeurd' order by id desc limit 1",
        gemeente,
        verzender,
        soort,
        identificatie,
        ontvanger,
    )
    return bericht(row) if row else None


async def repeated(tx: Connection, entry: Bericht) -> UUID | None:
    """The message that brought the bytes of this one before."""
    found: UUID | None = await tx.fetchval(
        "select id from berichten where gemeente = $1 and verzender = $2 and soort = $3 and identificatie = $4"
        " and sha256 = $5",
        entry.gemeente,
        entry.verzender,
        entry.soort,
        entry.identificatie,
        digest(entry.inhoud),
    )
    return found


async def answer_to(tx: Connection, gemeente: str, heenbericht_id: UUID) -> Bericht | None:
    """The first return message to this message, whichever side sent it."""
    row = await tx.fetchrow(
        f"{_SELECT} where gemeente = $1 and heenbericht_id = $2 order by id limit 1",
        gemeente,
        heenbericht_id,
    )
    return bericht(row) if row else None


async def next_identificatie(tx: Connection) -> str:
    """An Identificatie that no message of ours has had."""
    return identificatie(await tx.fetchval("select nextval('identificaties')"))


class Booking:
    """What one message changes, gathered and then written in a single statement.

    One statement instead of one an insert is what makes the gateway fast: each round trip to the database costs
    more than the rows. The text depends only on which parts are there, so prepared statements are reused.
    """

    def __init__(self, gemeente: str) -> None:
        self._parts: list[str] = []
        self._arguments: list[Any] = [gemeente]

    def add(self, sql: str, *arguments: Any) -> str:
        """The name of one more part: `{0}`, `{1}` … stand for the arguments, `$1` for the municipality.

        Parts are carried out in any order, but one that reads from another comes after it.
        """
        self._parts.append(_numbered(sql, len(self._arguments) + 1, len(arguments)))
        self._arguments.extend(arguments)
        return f"p{len(self._parts) - 1}"

    def bericht(self, entry: Bericht) -> None:
        """The message goes into the ledger."""
        self.add(
            "insert into berichten (gemeente, id, richting, soort, release, verzender, ontvanger, identificatie,"
            " inhoud, sha256, oordeel, bevindingen, heenbericht_id, uitkomst, client_id, vastgelegd_op) values ($1,"
            " {0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}, {11}, {12}, {13}, {14})",
            entry.id,
            entry.richting,
            entry.soort,
            entry.release,
            entry.verzender,
            entry.ontvanger,
            entry.identificatie,
            entry.inhoud,
            digest(entry.inhoud),
            entry.oordeel.value,
            list(entry.bevindingen),
            entry.heenbericht_id,
            entry.uitkomst,
            entry.client_id,
            entry.vastgelegd_op,
        )

    def client(self, bsn: str, gegevens: Mapping[str, Any]) -> UUID:
        """The municipality has a file on this client; its id."""
        id = new_id()
        self.add(
            "insert into clienten (gemeente, id, bsn, bsn_zoek, gegevens) values ($1, {0}, {1}, ({2}::zoekbaar).hash,"
            " {3})",
            id,
            bsn.encode(),
            bsn,
            json.dumps(gegevens).encode(),
        )
        return id

    def levering(self, bericht_id: UUID, ontvanger: str, reeks: UUID) -> None:
        """The message waits for its receiver, who gets it by the channel of its choice.

        Deliveries of one series (`reeksen.series`) are numbered in the order in which they have to go, for who books
        something about a client holds the lock on that client.
        """
        self.add(
            "insert into leveringen (gemeente, bericht_id, ontvanger, reeks, kanaal) values ($1, {0}, {1}, {2},"
            " coalesce((select kanaal from organisaties where code = {1}), 'postvak'))",
            bericht_id,
            ontvanger,
            reeks,
        )

    async def write(self, tx: Connection) -> None:
        """Everything gathered stands in the database once the caller's transaction commits."""
        parts = ", ".join(f"p{number} as ({part})" for number, part in enumerate(self._parts))
        await tx.execute(f"with {parts} select 1", *self._arguments)


@lru_cache(maxsize=1024)
def _numbered(sql: str, first: int, count: int) -> str:
    """The text with so many places filled in: `{0}` is `$first`. Few texts come by, and each very often."""
    return sql.format(*(f"${number}" for number in range(first, first + count)))


async def log_refusal(tx: Connection, organisatie: str, inhoud: bytes, probleem: Mapping[str, Any]) -> UUID:
    """It is on record that something was refused before it became a message; its content is not kept."""
    id = new_id()
    await tx.execute(
        "insert into weigeringen (organisatie, id, sha256, omvang, probleem) values ($1, $2, $3, $4, $5)",
        organisatie,
        id,
        digest(inhoud),
        len(inhoud),
        dict(probleem),
    )
    return id


async def log_event(tx: Connection, gemeente: str, bericht_id: UUID, soort: str, **gegevens: Any) -> None:
    """It is on record that this happened to the message, now."""
    await tx.execute(
        "insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens) values ($1, $2, $3, $4)",
        gemeente,
        bericht_id,
        soort,
        gegevens,
    )


async def events(tx: Connection, gemeente: str, bericht_id: UUID) -> list[dict[str, Any]]:
    """What happened to the message, oldest first."""
    rows = await tx.fetch(
        "select soort, gegevens, op from gebeurtenissen where gemeente = $1 and bericht_id = $2 order by id",
        gemeente,
        bericht_id,
    )
    return [dict(row) for row in rows]
