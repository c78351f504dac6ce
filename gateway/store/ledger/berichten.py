"""The messages of the ledger, with their bytes, verdicts and answers: rows are added and never changed."""

import asyncio
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

import asyncpg
import uuid_utils.compat as uuids

from gateway.standard.findings import Outcome
from gateway.standard.identifiers import mask_identificatie
from gateway.standard.releases import MessageKind
from gateway.store.db.booking import Booking, bulk_insert
from gateway.store.db.database import Connection
from gateway.store.db.places import MESSAGE, MESSAGE_FINDINGS, Secret
from gateway.store.ledger.bevindingcodes import book_codes
from gateway.store.ledger.latest_verdict import AS_JUDGED, FINDINGS, VERDICT, open_findings


def new_id() -> UUID:
    """Return a fresh identity; later ones sort after earlier ones (UUID version 7)."""
    return uuids.uuid7()


def digest(inhoud: bytes) -> bytes:
    """Return the SHA-256 by which a repeated message is recognised."""
    return hashlib.sha256(inhoud).digest()


def format_identificatie(volgnummer: int) -> str:
    """Return the Identificatie of a message of our own, 12 characters, from the database's sequence."""
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
    """As the sender gave it; when read from the database as it may be shown: a pseudonym when it may hold a BSN."""
    inhoud: bytes
    sha256: bytes
    """By which the message is recognised when it comes in again."""
    oordeel: Outcome
    """The latest verdict, when the message was judged again."""
    vastgelegd_op: datetime
    bevindingen: Sequence[Mapping[str, Any]] = ()
    """The findings in their JSON form; kept encrypted, for they tell values out of the message."""
    heenbericht_id: UUID | None = None
    uitkomst: Literal["goedgekeurd", "afgekeurd"] | None = None
    client_id: UUID | None = None

    @property
    def aanbieder(self) -> str:
        """The provider it is from or for."""
        return self.verzender if self.richting == "in" else self.ontvanger

    @property
    def listed(self) -> tuple[str, UUID, datetime, str, str]:
        """Municipality, id, when it was booked, provider and kind, as its codes hold them."""
        return self.gemeente, self.id, self.vastgelegd_op, self.aanbieder, self.soort


def new_entry(
    soort: MessageKind,
    *,
    gemeente: str,
    aanbieder: str,
    identificatie: str,
    inhoud: bytes,
    vastgelegd_op: datetime,
    oordeel: Outcome = Outcome.GOEDGEKEURD,
    bevindingen: Sequence[Mapping[str, Any]] = (),
    heenbericht_id: UUID | None = None,
    uitkomst: Literal["goedgekeurd", "afgekeurd"] | None = None,
    client_id: UUID | None = None,
    sha256: bytes | None = None,
) -> Bericht:
    """Return the row of a new message of this kind between these two parties; the kind says which of them sends it.

    `sha256`: of the content, where the caller knows it.
    """
    from_provider = soort.sender == "aanbieder"
    return Bericht(
        gemeente=gemeente,
        id=new_id(),
        richting="in" if from_provider else "uit",
        soort=soort.name,
        release=soort.release,
        verzender=aanbieder if from_provider else gemeente,
        ontvanger=gemeente if from_provider else aanbieder,
        identificatie=identificatie,
        inhoud=inhoud,
        sha256=digest(inhoud) if sha256 is None else sha256,
        oordeel=oordeel,
        vastgelegd_op=vastgelegd_op,
        bevindingen=bevindingen,
        heenbericht_id=heenbericht_id,
        uitkomst=uitkomst,
        client_id=client_id,
    )


_SELECT = f"""
select gemeente, id, richting, soort, release, verzender, ontvanger, identificatie, inhoud, sha256, vastgelegd_op,
    {VERDICT} as oordeel, {FINDINGS}, heenbericht_id, uitkomst, coalesce(nu_client_id, b.client_id) as client_id
from {AS_JUDGED}"""


async def _opened(row: asyncpg.Record | None) -> Bericht | None:
    """Return the row of the ledger as an object; a message that may be large is opened in a thread."""
    if row is None:
        return None
    if len(row["inhoud"].content) <= _SURELY_SMALL_BYTES:
        return _as_bericht(row)
    return await asyncio.to_thread(_as_bericht, row)


def _as_bericht(row: asyncpg.Record) -> Bericht:
    """Return the row of the ledger as an object."""
    values = dict(row)
    del values["nu_id"], values["nu_bevindingen"]
    values["oordeel"] = Outcome(row["oordeel"])
    values["identificatie"] = mask_identificatie(row["identificatie"])
    values["inhoud"] = row["inhoud"].open(MESSAGE.at(row["gemeente"], row["id"]))
    values["bevindingen"] = open_findings(row)
    return Bericht(**values)


_SURELY_SMALL_BYTES: Final = 16 * 1024
"""Of a kept content; deflated it may be of some hundred kilobytes, and to inflate those takes a millisecond."""

HAS_IDENTIFICATIE: Final = "identificatie in (($4::kenmerk).tekst, $5)"
"""True for messages with this Identificatie, which is passed twice: kept as a pseudonym, or plain from before those."""


async def find(tx: Connection, id: UUID) -> Bericht | None:
    """Return the message with this id, of whatever municipality."""
    row = await tx.fetchrow(f"{_SELECT} where id = $1", id)
    return await _opened(row)


async def find_sent(
    tx: Connection, gemeente: str, verzender: str, soort: str, identificatie: str, ontvanger: str
) -> Bericht | None:
    """Return the approved message of this kind from `verzender` to `ontvanger` with this Identificatie; the last one.

    There may be several, as a refusal by the receiver makes the Identificatie free again.
    """
    row = await tx.fetchrow(
        f"{_SELECT} where gemeente = $1 and verzender = $2 and soort = $3 and {HAS_IDENTIFICATIE} and ontvanger = $6"
        f" and {VERDICT} = 'goedgekeurd' order by id desc limit 1",
        gemeente,
        verzender,
        soort,
        identificatie,
        identificatie,
        ontvanger,
    )
    return await _opened(row)


async def find_repeated(tx: Connection, entry: Bericht) -> UUID | None:
    """Return the id of an earlier message with the same bytes; None when there is none."""
    found: UUID | None = await tx.fetchval(
        "select id from berichten"
        f" where gemeente = $1 and verzender = $2 and soort = $3 and {HAS_IDENTIFICATIE} and sha256 = $6",
        entry.gemeente,
        entry.verzender,
        entry.soort,
        entry.identificatie,
        entry.identificatie,
        entry.sha256,
    )
    return found


async def find_answer(tx: Connection, gemeente: str, heenbericht_id: UUID) -> Bericht | None:
    """Return the first return message to this message, whichever side sent it."""
    row = await tx.fetchrow(
        f"{_SELECT} where gemeente = $1 and heenbericht_id = $2 order by id limit 1",
        gemeente,
        heenbericht_id,
    )
    return await _opened(row)


async def next_identificatie(tx: Connection) -> str:
    """Draw an Identificatie that no message of ours has had."""
    return format_identificatie(await tx.fetchval("select nextval('identificaties')"))


def findings_text(findings: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the JSON array of these findings.

    Made one at a time: for ten thousand at once no other thread would get its turn.
    """
    return f"[{', '.join(json.dumps(each) for each in findings)}]".encode()


_MESSAGE: Final = bulk_insert(
    "berichten",
    {
        "gemeente": "text",
        "id": "uuid",
        "richting": "text",
        "soort": "text",
        "release": "text",
        "verzender": "text",
        "ontvanger": "text",
        "identificatie": "kenmerk",
        "inhoud": "geheim",
        "sha256": "bytea",
        "oordeel": "text",
        "bevindingen": "geheim",
        "heenbericht_id": "uuid",
        "uitkomst": "text",
        "client_id": "uuid",
        "vastgelegd_op": "timestamptz",
    },
)


def book_message(booking: Booking, entry: Bericht) -> None:
    """Add the message, and the codes of its findings, to the booking. Of a large message: not on the event loop."""
    booking.add(
        _MESSAGE,
        entry.gemeente,
        entry.id,
        entry.richting,
        entry.soort,
        entry.release,
        entry.verzender,
        entry.ontvanger,
        entry.identificatie,
        Secret.deflated(MESSAGE.at(entry.gemeente, entry.id), entry.inhoud),
        entry.sha256,
        entry.oordeel.value,
        Secret.deflated(MESSAGE_FINDINGS.at(entry.gemeente, entry.id), findings_text(entry.bevindingen)),
        entry.heenbericht_id,
        entry.uitkomst,
        entry.client_id,
        entry.vastgelegd_op,
    )
    book_codes(booking, entry.listed, entry.id, entry.bevindingen)
