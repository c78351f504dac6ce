"""What a start or stop changes is in the next case file, in the days that were reported and in the assignment."""

from dataclasses import replace
from datetime import date
from typing import Any

from gateway.rules.case import Start, Stop
from gateway.store.care import casefile, reports, toewijzingen
from gateway.store.care.reports import Effect
from gateway.store.db.booking import Booking
from gateway.store.db.database import Connection, Database
from gateway.store.ledger import berichten
from gateway.store.ledger.berichten import Bericht
from tests.support.api.parties import THUIS, VENLO
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


async def test_each_version_knows_of_a_start_that_stands(db: Database, assignment: tuple[str, int]) -> None:
    _, nummer = assignment
    start = Start(toewijzing_nummer=nummer, categorie="02", code="02A02", begindatum=DAY)

    async def begun(tx: Connection) -> list[bool]:
        rows = await tx.fetch("select begonnen from toewijzing_versies where nummer = $1 order by versie", nummer)
        return [row["begonnen"] for row in rows]

    async with db.transaction() as tx:
        found = await toewijzingen.find(tx, VENLO, nummer)
        assert found is not None
        client = found.client_id
        assert await begun(tx) == [False]
        added = Effect(table="starts", added=(start,), ingangsdata=(DAY,))
        await write_effect(tx, added, received("S1", client_id=client), client)
        assert await begun(tx) == [True]
        await toewijzingen.add_version(tx, VENLO, replace(found.current, versie=2))
        assert await begun(tx) == [True, True]
        removal = Effect(table="starts", removed=(start,))
        await write_effect(tx, removal, received("S2", client_id=client), client)
        await toewijzingen.add_version(tx, VENLO, replace(found.current, versie=3))
        assert await begun(tx) == [False, False, False]
        again = replace(received("S3", client_id=client), verzender=THUIS)
        await write_effect(tx, Effect(table="starts", added=(start,), ingangsdata=(DAY,)), again, client)
        assert await begun(tx) == [False, False, False], "of another provider"
