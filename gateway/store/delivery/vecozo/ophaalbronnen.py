"""The places where messages are fetched: who may ask there when, and whether it went well, for all workers together."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gateway.standard.channels import ChannelName
from gateway.store.db.database import Connection


@dataclass(frozen=True, slots=True)
class Source:
    """A place where messages are fetched."""

    adres: str
    gelukt_op: datetime | None
    """When all was last asked for and answered; None: never."""
    uitkomst: str | None
    """What came in the way since, such as "429" or "ConnectError"; None: nothing."""


async def list_addresses(tx: Connection, kanaal: ChannelName) -> list[str]:
    """Return the addresses of the parties that are reached by this channel and are not frozen."""
    rows = await tx.fetch(
        "select distinct afleveradres from organisaties"
        " where kanaal = $1 and bevroren_op is null and afleveradres is not null order by afleveradres",
        kanaal,
    )
    return [row["afleveradres"] for row in rows]


async def take_turn(tx: Connection, adres: str, term: timedelta) -> bool:
    """Return True for the one worker that may ask there now; nobody else may before it is done, or `term` is over."""
    taken = await tx.fetchval(
        """
        insert into ophaalbronnen as b (adres, volgende_op) values ($1, now() + $2)
        on conflict (adres) do update set volgende_op = excluded.volgende_op where b.volgende_op <= now()
        returning true
        """,
        adres,
        term,
    )
    return bool(taken)


async def note_success(tx: Connection, adres: str, wait: timedelta) -> None:
    """Note that all was asked for there and answered, and that it is to be asked again after `wait`."""
    await tx.execute(
        "update ophaalbronnen set gelukt_op = now(), uitkomst = null, volgende_op = now() + $2 where adres = $1",
        adres,
        wait,
    )


async def note_failure(tx: Connection, adres: str, uitkomst: str, wait: timedelta) -> None:
    """Note what came in the way there, and that it is to be asked again after `wait`."""
    await tx.execute(
        "update ophaalbronnen set uitkomst = $2, volgende_op = now() + $3 where adres = $1", adres, uitkomst, wait
    )


async def list_sources(tx: Connection) -> list[Source]:
    """Return the places where messages are or were fetched, by address."""
    rows = await tx.fetch("select adres, gelukt_op, uitkomst from ophaalbronnen order by adres")
    return [Source(**row) for row in rows]
