"""A booking writes any number of rows of a kind, and a later statement sees the rows it builds on."""

from gateway.store.db.booking import MAX_ROWS_AT_ONCE, Booking, BulkStatement, bulk_insert, pieces, write_bookings
from gateway.store.db.database import Connection
from gateway.store.ledger import berichten
from tests.support.api.parties import THUIS, VENLO, ZORG
from tests.support.store.ledger import entry
from tests.support.store.statements import rows_at_once

ACTIONS = bulk_insert(
    "organisatie_gebeurtenissen",
    {"organisatie": "text", "soort": "text", "door": "text", "ingang": "text", "gegevens": "jsonb"},
)
COPIES = BulkStatement(
    "anders",
    "insert into organisatie_gebeurtenissen (organisatie, soort, door, ingang)"
    " select g.organisatie, r.soort, g.door, g.ingang from {rows} as r (organisatie, soort)"
    " join organisatie_gebeurtenissen g on g.organisatie = r.organisatie",
    ("text", "text"),
    after=ACTIONS,
)
LATER = BulkStatement(
    "later",
    "insert into organisatie_gebeurtenissen (organisatie, soort, door, ingang)"
    " select organisatie, soort, 'beheer', 'x' from {rows} as r (organisatie, soort)",
    ("text", "text"),
    after=ACTIONS,
)


async def test_rows_of_several_bookings_go_in_in_their_order(tx: Connection) -> None:
    bookings = [Booking() for _ in range(3)]
    for number, each in enumerate(bookings):
        each.add(ACTIONS, ZORG, f"soort{number}", "beheer", "x", '["a", "b"]')
    await write_bookings(tx, bookings)
    rows = await tx.fetch(
        "select soort, gegevens from organisatie_gebeurtenissen where organisatie = $1 order by id", ZORG
    )
    assert [row["soort"] for row in rows] == ["soort0", "soort1", "soort2"]
    assert rows[0]["gegevens"] == ["a", "b"]


async def test_a_statement_after_another_sees_its_rows(tx: Connection) -> None:
    booking = Booking()
    booking.add(COPIES, THUIS, "kopie")
    booking.add(ACTIONS, THUIS, "eerst", "beheer", "x", "{}")
    await booking.write(tx)
    rows = await tx.fetch("select soort from organisatie_gebeurtenissen where organisatie = $1 order by id", THUIS)
    assert [row["soort"] for row in rows] == ["eerst", "kopie"]


async def test_many_rows_go_in_pieces_between_which_others_go_on(tx: Connection) -> None:
    many, booking = 2 * MAX_ROWS_AT_ONCE + 1, Booking()
    for number in range(many):
        booking.add(LATER, ZORG, f"later{number}")
        booking.add(ACTIONS, ZORG, f"veel{number}", "beheer", "x", "{}")
    sizes = await rows_at_once(tx, booking.write(tx))
    written = await tx.fetch("select soort from organisatie_gebeurtenissen where soort like 'veel%' order by id")
    assert [row[0] for row in written] == [f"veel{number}" for number in range(many)]
    assert await tx.fetchval("select count(*) from organisatie_gebeurtenissen where soort like 'later%'") == many
    assert sizes == [MAX_ROWS_AT_ONCE, MAX_ROWS_AT_ONCE, 1] * 2


async def test_encrypted_columns_are_written_as_such(tx: Connection) -> None:
    message = entry(inhoud=b"geheim")
    booking = Booking()
    berichten.book_message(booking, message)
    await booking.write(tx)
    row = await tx.fetchrow(
        "select (inhoud).sleutel, (inhoud).inhoud from berichten where gemeente = $1 and id = $2", VENLO, message.id
    )
    assert row is not None
    assert row["sleutel"] == -1
    assert b"geheim" not in row["inhoud"]


def test_values_come_in_their_order_and_none_is_left_out() -> None:
    values = range(2 * MAX_ROWS_AT_ONCE + 1)
    found = list(pieces(values))
    assert [len(each) for each in found] == [MAX_ROWS_AT_ONCE, MAX_ROWS_AT_ONCE, 1]
    assert [value for each in found for value in each] == list(values)
    assert list(pieces([])) == []
