"""Books with much in them, written straight into the tables."""

import asyncio
from datetime import UTC, date, datetime, time

from gateway.messages.schrijven import serialise
from gateway.standard.findings import Outcome
from gateway.store import ledger, toewijzingen
from gateway.store.database import Database
from gateway.store.ledger import Bericht, Booking
from gateway.store.toewijzingen import Versie
from tests.support.partijen import VENLO, ZORG, start
from tests.support.personen import bsns

_BATCH = 50


async def assigned_clients(db: Database, number: int, gemeente: str = VENLO) -> list[tuple[str, int]]:
    """So many clients of this municipality, each with an assignment to ZORG that was sent: BSN and number."""
    made: list[tuple[str, int]] = []
    todo = bsns(number)
    for first in range(0, number, _BATCH):
        async with db.transaction() as tx:
            booking = Booking(gemeente)
            for bsn in todo[first : first + _BATCH]:
                nummer = await toewijzingen.next_nummer(tx)
                _add(booking, gemeente, bsn, nummer)
                made.append((bsn, nummer))
            await booking.write(tx)
        await asyncio.sleep(0)
    return made


def _add(booking: Booking, gemeente: str, bsn: str, nummer: int) -> None:
    client_id = booking.client(bsn, {})
    id = ledger.new_id()
    booking.bericht(
        Bericht(
            gemeente=gemeente,
            id=id,
            richting="uit",
            soort="WMO301",
            release="3.2",
            verzender=gemeente,
            ontvanger=ZORG,
            identificatie=f"V{nummer}",
            inhoud=b"<bericht/>",
            oordeel=Outcome.GOEDGEKEURD,
            client_id=client_id,
            vastgelegd_op=datetime.now(UTC),
        )
    )
    booking.add(
        "insert into toewijzingen (gemeente, nummer, client_id, aanbieder) values ($1, {0}, {1}, {2})",
        nummer,
        client_id,
        ZORG,
    )
    versie = Versie(
        nummer=nummer,
        versie=1,
        toewijzingsdatum=date(2024, 1, 1),
        toewijzingstijd=time(12),
        categorie="02",
        code="02A02",
        ingangsdatum=date(2024, 1, 1),
        einddatum=None,
        volume=120,
        eenheid="01",
        frequentie="4",
    )
    names = tuple(Versie.__dataclass_fields__)
    marks = ", ".join(f"{{{place}}}" for place in range(len(names)))
    booking.add(
        f"insert into toewijzing_versies (gemeente, {', '.join(names)}) values ($1, {marks})",
        *(getattr(versie, name) for name in names),
    )
    toewijzingen.book_sending(booking, id, [versie])


def starts(clients: list[tuple[str, int]], prefix: str) -> list[bytes]:
    """A 305 of ZORG for each of these clients, every one with an Identificatie of its own."""
    return [serialise(start(nummer, f"{prefix}{nummer}", bsn=bsn)) for bsn, nummer in clients]
