"""What a municipality answered to requests: a WMO319, or the WMO301 that grants; rows are added and never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from gateway.store.db.booking import Booking, bulk_insert
from gateway.store.db.database import Connection
from gateway.store.db.places import ANSWERED_BY, Secret, open_text
from gateway.store.ledger.berichten import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer to one request."""

    verzoek_id: UUID
    bericht_id: UUID
    """The WMO301 or WMO319."""
    antwoord: str
    """"in-onderzoek", "toegekend" or "afgewezen"."""
    reden: str | None = None
    """RedenAfwijzingVerzoek of a refusal."""
    ingetrokken: bool = False
    """The provider withdrew the request; there is no message for that."""
    beslist_door: str | None = None
    """Personal data; kept encrypted."""


@dataclass(frozen=True, slots=True)
class AnswerSent:
    """An answer, when it was booked, and what the provider said of it."""

    answer: Answer
    op: datetime
    soort: str
    """The kind of message."""
    uitkomst: str | None
    """Of the return message; None: there is none yet."""
    beantwoord_op: datetime | None
    retourbericht_id: UUID | None


_INSERT: Final = bulk_insert(
    "verzoek_antwoorden",
    {
        "gemeente": "text",
        "id": "uuid",
        "verzoek_id": "uuid",
        "bericht_id": "uuid",
        "antwoord": "text",
        "reden": "text",
        "ingetrokken": "bool",
        "beslist_door": "geheim null",
    },
)


def book(booking: Booking, gemeente: str, answer: Answer) -> None:
    """Add the answer to the booking."""
    id = new_id()
    decided_by = answer.beslist_door
    booking.add(
        _INSERT,
        gemeente,
        id,
        answer.verzoek_id,
        answer.bericht_id,
        answer.antwoord,
        answer.reden,
        answer.ingetrokken,
        None if decided_by is None else Secret(ANSWERED_BY.at(gemeente, id), decided_by.encode()),
    )


async def list_of_request(tx: Connection, gemeente: str, verzoek_id: UUID) -> list[AnswerSent]:
    """Return the answers to this request, oldest first, those too that the provider refused."""
    rows = await tx.fetch(
        """
        select a.*, b.vastgelegd_op, b.soort, r.uitkomst, r.vastgelegd_op as beantwoord_op,
            r.id as retourbericht_id from verzoek_antwoorden a
        join berichten b on b.gemeente = a.gemeente and b.id = a.bericht_id
        left join lateral (
            select id, uitkomst, vastgelegd_op from berichten r
            where r.gemeente = a.gemeente and r.heenbericht_id = a.bericht_id order by r.id limit 1
        ) r on true
        where a.gemeente = $1 and a.verzoek_id = $2 order by a.id
        """,
        gemeente,
        verzoek_id,
    )
    return [
        AnswerSent(
            Answer(
                verzoek_id=row["verzoek_id"],
                bericht_id=row["bericht_id"],
                antwoord=row["antwoord"],
                reden=row["reden"],
                ingetrokken=row["ingetrokken"],
                beslist_door=open_text(row["beslist_door"], ANSWERED_BY.at(gemeente, row["id"])),
            ),
            row["vastgelegd_op"],
            row["soort"],
            row["uitkomst"],
            row["beantwoord_op"],
            row["retourbericht_id"],
        )
        for row in rows
    ]


async def requests_answered_by(tx: Connection, gemeente: str, bericht_id: UUID) -> list[UUID]:
    """Return the requests that this WMO301 or WMO319 answers."""
    rows = await tx.fetch(
        "select distinct verzoek_id from verzoek_antwoorden where gemeente = $1 and bericht_id = $2",
        gemeente,
        bericht_id,
    )
    return [row["verzoek_id"] for row in rows]


async def list_refused(tx: Connection, gemeente: str, verzoeken: Sequence[UUID]) -> dict[UUID, tuple[str, datetime]]:
    """Return by request the kind and moment of its last answer, where the provider refused that."""
    rows = await tx.fetch(
        """
        select laatste.verzoek_id, laatste.soort, laatste.vastgelegd_op from (
            select distinct on (a.verzoek_id) a.verzoek_id, a.bericht_id, b.soort, b.vastgelegd_op
            from verzoek_antwoorden a join berichten b on b.gemeente = a.gemeente and b.id = a.bericht_id
            where a.gemeente = $1 and a.verzoek_id = any($2::uuid[]) order by a.verzoek_id, a.id desc
        ) laatste where exists (
            select from berichten r
            where r.gemeente = $1 and r.heenbericht_id = laatste.bericht_id and r.uitkomst = 'afgekeurd' offset 0
        )
        """,
        gemeente,
        list(verzoeken),
    )
    return {row["verzoek_id"]: (row["soort"], row["vastgelegd_op"]) for row in rows}
