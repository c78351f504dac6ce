"""The series in which deliveries keep their order."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from gateway.store.db.booking import Booking
from gateway.store.db.database import Connection
from gateway.store.delivery import outbox, series
from gateway.store.ledger import berichten
from tests.support.api.parties import VENLO
from tests.support.store.ledger import entry


@given(st.text("0123456789", min_size=9, max_size=9))
def test_who_is_in_no_books_shares_one_of_few_numbers(bsn: str) -> None:
    found = series.series_of_client(None, bsn)
    assert found == series.series_of_client(None, bsn)
    assert 0 <= found.int < 1024, "too few to tell who it is"
    client = UUID(int=2**100)
    assert series.series_of_client(client, bsn) == client


async def test_an_answer_goes_in_the_series_of_what_it_answers(tx: Connection) -> None:
    made, reeks, booking = entry(), uuid4(), Booking()
    berichten.book_message(booking, made)
    outbox.book_delivery(booking, made, reeks)
    await booking.write(tx)
    assert await series.series_of_message(tx, VENLO, made.id) == reeks
    other = uuid4()
    assert await series.series_of_message(tx, VENLO, other) == other, "one without a delivery has its own"
