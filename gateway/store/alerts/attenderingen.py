"""Alerts, written in the transaction of what they tell: one row for each address that wants to know.

They hold ids and references, and nothing of a person. A list of them shows how telling goes.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg

from gateway.standard.channels import TRIAL, AlertKind
from gateway.store.alerts.attenderingsadressen import AlertAddress
from gateway.store.db.booking import Booking, BulkStatement
from gateway.store.db.database import Connection
from gateway.store.lists.listing import Listing, Where
from gateway.store.lists.messages import PROVIDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something that happened, which organisations may want to know."""

    soort: AlertKind
    gemeente: str
    """Of whom it is."""
    aanbieder: str | None = None
    """The provider concerned; None: only the municipality and the operators are told."""
    gegevens: Mapping[str, str | int | None]
    """Ids and references, as the receiver gets them."""
    sleutel: str | None = None
    """What is told once only has the same key each time; None: it is told as often as it is raised."""


_ALERT: Final = BulkStatement(
    "attenderingen",
    "insert into attenderingen (organisatie, id, adres_id, soort, gegevens, sleutel)"
    " select a.organisatie, gen_random_uuid(), a.id, r.soort, r.gegevens::jsonb, r.sleutel"
    " from {rows} as r (soort, gemeente, aanbieder, gegevens, sleutel, nr)"
    " join attenderingsadressen a on a.ingetrokken_op is null and r.soort = any(a.soorten)"
    " join organisaties o on o.code = a.organisatie and (o.soort = 'beheerder' or o.code in (r.gemeente, r.aanbieder))"
    " order by r.nr, a.id on conflict do nothing",
    ("text", "text", "text", "text", "text"),
)


def book_alert(booking: Booking, alert: Alert) -> None:
    """Add the alert to the booking, for each address that wants it."""
    booking.add(_ALERT, alert.soort, alert.gemeente, alert.aanbieder, json.dumps(dict(alert.gegevens)), alert.sleutel)


async def raise_alerts(tx: Connection, alerts: Iterable[Alert]) -> None:
    """Write these alerts, for each address that wants them, within the caller's transaction."""
    booking = Booking()
    for each in alerts:
        book_alert(booking, each)
    await booking.write(tx)


def message_path(id: UUID) -> str:
    """Return where the receiver of an alert finds the message."""
    return f"/v1/berichten/{id}"


async def raise_given_up(tx: Connection, messages: Sequence[tuple[str, UUID]]) -> None:
    """Write the alerts that the deliveries of these messages, each with its municipality, were given up."""
    if not messages:
        return
    rows = await tx.fetch(
        f"select b.gemeente, b.id, b.soort, b.ontvanger, {PROVIDER} as aanbieder"
        " from unnest($1::text[], $2::uuid[]) as g (gemeente, id) join berichten b using (gemeente, id) order by b.id",
        [gemeente for gemeente, _ in messages],
        [id for _, id in messages],
    )
    await raise_alerts(
        tx,
        [
            Alert(
                soort="levering.opgegeven",
                gemeente=row["gemeente"],
                aanbieder=row["aanbieder"],
                gegevens={
                    "gemeente": row["gemeente"],
                    "berichtId": str(row["id"]),
                    "soort": row["soort"],
                    "ontvanger": row["ontvanger"],
                    "pad": message_path(row["id"]),
                },
            )
            for row in rows
        ],
    )


async def add_trial(tx: Connection, address: AlertAddress) -> UUID:
    """Write an alert by which this address is tried, leased to the caller as its first attempt; return its id."""
    id: UUID = await tx.fetchval(
        "insert into attenderingen (organisatie, id, adres_id, soort, gegevens, pogingen, niet_voor)"
        " values ($1, gen_random_uuid(), $2, $3, $4, 1, now() + interval '1 hour') returning id",
        address.organisatie,
        address.id,
        TRIAL,
        {"adres": str(address.id)},
    )
    return id


@dataclass(frozen=True, slots=True)
class AlertItem:
    """An alert in a list: how telling it goes."""

    id: UUID
    organisatie: str
    adres_id: UUID
    soort: str
    gegevens: Mapping[str, Any]
    staat: str
    pogingen: int
    uitkomst: str | None
    """Of the last attempt."""
    ontstaan_op: datetime
    afgerond_op: datetime | None


ALERTS: Final = Listing(
    columns=", ".join(f"t.{name}" for name in AlertItem.__dataclass_fields__),
    source="attenderingen t",
    key={"t.ontstaan_op": "timestamptz", "t.id": "uuid"},
)


def where_of(organisatie: str, staat: str | None) -> Where:
    """Return the conditions of the alerts of this organisation in this state; None: in any."""
    where = Where()
    where.add("t.organisatie = {}", organisatie)
    where.add_given("t.staat = {}", staat)
    return where


def as_item(row: asyncpg.Record) -> AlertItem:
    """Return the row of `ALERTS` as an object."""
    return AlertItem(**{name: row[name] for name in AlertItem.__dataclass_fields__})


async def remove_old(tx: Connection, days: int, limit: int) -> int:
    """Remove at most `limit` alerts that ended so many days ago, with their attempts; return how many it were."""
    status = await tx.execute(
        "delete from attenderingen where (organisatie, id) in (select organisatie, id from attenderingen"
        " where afgerond_op < now() - make_interval(days => $1) order by afgerond_op limit $2 for update skip locked)",
        days,
        limit,
    )
    return int(status.rpartition(" ")[2])
