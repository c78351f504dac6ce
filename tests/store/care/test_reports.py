"""What a start or stop changes is in the next case file, and in the days that were reported."""

from datetime import date
from typing import Any

from gateway.rules.case import Start, Stop
from gateway.store.care import casefile, reports
from gateway.store.care.reports import Effect
from gateway.store.db.booking import Booking
from gateway.store.db.database import Connection, Database
from gateway.store.ledger import berichten
from gateway.store.ledger.berichten import Bericht
from tests.support.api.parties import VENLO
from tests.support.store.ledger import received

DAY = date(2024, 1, 1)


async def write_effect(tx: Connection, effect: Effect, message: Bericht, client: Any) -> None:
    booking = Booking()
    berichten.book_message(booking, message)
    effect.book(booking, message, client)
    await booking.write(tx)


async def test_starts_and_stops_are_added_and_taken_back(db: Database, assignment: tuple[str, int]) -> None:
    bsn, nummer = assignment
    start = Start(toewijzing_nummer=nummer, categorie="02", code="02A02", begindatum=DAY)
    stop = Stop(
        toewijzing_nummer=nummer,
        categorie="02",
        code="02A02",
        begindatum=date(2024, 1, 2),
        reden_beeindiging="19",
        einddatum=date(2024, 2, 1),
    )
    async with db.transaction() as tx:
        [before] = await casefile.load(tx, [(received("X"), bsn)])
        client = before.client_id
        started, stopped = received("S1", client_id=client), received("E1", client_id=client)
        await write_effect(tx, Effect(table="starts", added=(start,), ingangsdata=(DAY,)), started, client)
        await write_effect(tx, Effect(table="stops", added=(stop,), ingangsdata=(None,)), stopped, client)
        [after] = await casefile.load(tx, [(received("X"), bsn)])
        assert (after.case.starts, after.case.stops) == ((start,), (stop,))
        assert sorted(await reports.list_reported_begin_dates(tx, VENLO, nummer)) == [
            start.begindatum,
            stop.begindatum,
        ]
        removal = Effect(table="starts", removed=(start,))
        await write_effect(tx, removal, received("S2", client_id=client), client)
        [removed] = await casefile.load(tx, [(received("X"), bsn)])
        assert (removed.case.starts, removed.case.stops) == ((), (stop,))
        assert await reports.list_reported_begin_dates(tx, VENLO, nummer) == [stop.begindatum]
