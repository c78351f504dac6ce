"""Rows of the ledger, made without a message behind them."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from gateway.standard.channels import ChannelName
from gateway.standard.findings import Outcome
from gateway.store.db.booking import Booking
from gateway.store.db.database import Database
from gateway.store.db.places import CLIENT_BSN, CLIENT_DETAILS, Findable, Secret
from gateway.store.delivery import outbox
from gateway.store.ledger import berichten, gebeurtenissen
from gateway.store.ledger.berichten import Bericht
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import VENLO, ZORG
from tests.support.messages.persons import bsns


def identificatie_of(id: UUID) -> str:
    """Return the Identificatie of the row with this id, in letters: figures may happen to hold a BSN."""
    return id.hex[-12:].translate(str.maketrans("0123456789", "ghijklmnop"))


def entry(**changes: Any) -> Bericht:
    """Return a 306 from Venlo to ZORG with an Identificatie of its own."""
    id = berichten.new_id()
    velden: dict[str, Any] = {
        "gemeente": VENLO,
        "id": id,
        "richting": "uit",
        "soort": "WMO306",
        "release": "3.2",
        "verzender": VENLO,
        "ontvanger": ZORG,
        "identificatie": identificatie_of(id),
        "inhoud": b"<bericht/>" + id.bytes.hex().encode(),
        "oordeel": Outcome.GOEDGEKEURD,
        "vastgelegd_op": datetime.now(UTC),
        **changes,
    }
    return Bericht(**{"sha256": berichten.digest(velden["inhoud"]), **velden})


def received(identificatie: str, **changes: Any) -> Bericht:
    """Return a 305 of ZORG for Venlo, not booked."""
    return entry(richting="in", soort="WMO305", verzender=ZORG, ontvanger=VENLO, identificatie=identificatie, **changes)


async def book(db: Database, **changes: Any) -> UUID:
    """Book such a row, which waits for its receiver; return its id."""
    made = entry(**changes)
    booking = Booking()
    berichten.book_message(booking, made)
    outbox.book_delivery(booking, made, made.client_id or made.id)
    async with db.transaction() as tx:
        await booking.write(tx)
    return made.id


async def push_to(db: Database, adres: str | None, code: str = ZORG) -> None:
    """Let this provider have its messages pushed to this address, or collect them."""
    kanaal: ChannelName = "postvak" if adres is None else "push"
    async with db.transaction() as tx:
        await organisaties.save(tx, Organisatie(code, "aanbieder", "Zorg aan de Maas", adres, kanaal=kanaal))


async def clients(db: Database, number: int = 1, gemeente: str = VENLO) -> list[UUID]:
    """Return this many clients, of whom nothing is known but a BSN."""
    made = [berichten.new_id() for _ in range(number)]
    async with db.transaction() as tx:
        await tx.executemany(
            "insert into clienten (gemeente, id, bsn, bsn_zoek, gegevens) values ($1, $2, $3, ($4::zoekbaar).hash, $5)",
            [
                (
                    gemeente,
                    id,
                    Secret(CLIENT_BSN.at(gemeente, id), bsn.encode()),
                    Findable("bsn", gemeente, bsn),
                    Secret(CLIENT_DETAILS.at(gemeente, id), b"{}"),
                )
                for id, bsn in zip(made, bsns(number), strict=True)
            ],
        )
    return made


async def waits_for_a_lock(db: Database, task: "asyncio.Task[Any]") -> bool:
    """Return True when it came to wait for somebody's lock, and didn't end."""
    while not task.done():
        async with db.reading() as tx:
            if await tx.fetchval(
                "select count(*) from pg_locks where locktype = 'advisory' and not granted"
                " and database = (select oid from pg_database where datname = current_database())"
            ):
                return True
    return False


async def delivery(db: Database, bericht: UUID) -> dict[str, Any]:
    """Return how the delivery of this message stands."""
    async with db.reading() as tx:
        row = await tx.fetchrow("select * from leveringen where bericht_id = $1", bericht)
    assert row is not None
    return dict(row)


async def attempts(db: Database, bericht: UUID) -> list[dict[str, Any]]:
    """Return what is on record of the attempts to deliver this message, oldest first."""
    async with db.reading() as tx:
        return [each["gegevens"] for each in await gebeurtenissen.list_events(tx, VENLO, bericht)]
