"""Mandates: which messages an intermediary may handle for a party, and from when until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gateway.store.db.database import Connection


@dataclass(frozen=True, slots=True)
class Mandate:
    """A mandate for one kind of message."""

    id: int
    intermediair: str
    partij: str
    berichtsoort: str
    vanaf: date
    tot: date | None
    """Last day, inclusive; None: until it is withdrawn."""
    ingetrokken_op: datetime | None


async def record_mandates(
    tx: Connection, intermediair: str, partij: str, berichtsoorten: Sequence[str], vanaf: date, tot: date | None
) -> None:
    """Write a mandate of the party for each of these kinds of message. `vanaf` and `tot` are inclusive."""
    await tx.execute(
        "insert into machtigingen (intermediair, partij, berichtsoort, vanaf, tot)"
        " select $1, $2, soort, $4, $5 from unnest($3::text[]) as soort",
        intermediair,
        partij,
        list(berichtsoorten),
        vanaf,
        tot,
    )


async def withdraw_mandate(tx: Connection, id: int) -> str | None:
    """Withdraw the mandate. Returns its intermediary; None when there is none, or it was withdrawn before."""
    intermediair: str | None = await tx.fetchval(
        "update machtigingen set ingetrokken_op = now() where id = $1 and ingetrokken_op is null"
        " returning intermediair",
        id,
    )
    return intermediair


async def list_mandates(tx: Connection) -> list[Mandate]:
    """Return all mandates that there have been, by intermediary and party."""
    rows = await tx.fetch(
        "select id, intermediair, partij, berichtsoort, vanaf, tot, ingetrokken_op from machtigingen"
        " order by intermediair, partij, berichtsoort, vanaf, id"
    )
    return [Mandate(*row) for row in rows]


async def list_mandated_kinds(tx: Connection, intermediair: str, partij: str, dag: date) -> frozenset[str]:
    """Return the kinds of message that the intermediary may handle for this party on this day."""
    rows = await tx.fetch(
        "select distinct berichtsoort from machtigingen where intermediair = $1 and partij = $2"
        " and ingetrokken_op is null and vanaf <= $3 and (tot is null or tot >= $3)",
        intermediair,
        partij,
        dag,
    )
    return frozenset(row["berichtsoort"] for row in rows)
