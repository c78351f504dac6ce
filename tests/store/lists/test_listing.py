"""A list is read page by page, either way up, and counted no further than asked."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gateway.store.db.database import Database
from gateway.store.lists.listing import Listing, Place, Where, count_up_to, fetch_page

LISTING = Listing(
    columns="n, m", source="(select n % 3 as m, n from generate_series(1, 10) n) g", key={"m": "bigint", "n": "bigint"}
)


async def _all(db: Database, where: Where, size: int, *, newest_first: bool) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    after: Place | None = None
    async with db.reading() as tx:
        while page := await fetch_page(tx, LISTING, where, after, size, newest_first=newest_first):
            found += [(row["m"], row["n"]) for row, _ in page]
            after = page[-1][1]
    return found


async def test_pages_hold_every_row_once_in_order(db: Database) -> None:
    where = Where()
    where.add("n > {} and n < {}", 2, 9)
    where.add_given("m = {}", None)
    expected = sorted((n % 3, n) for n in range(3, 9))
    for size in (1, 2, 5, 100):
        assert await _all(db, where, size, newest_first=False) == expected
        assert await _all(db, where, size, newest_first=True) == expected[::-1]


async def test_counting_stops_where_it_is_told_to(db: Database) -> None:
    where = Where()
    async with db.reading() as tx:
        assert [await count_up_to(tx, LISTING, where, most) for most in (100, 10, 9, 3)] == [10, 10, 10, 4]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers()), max_size=6))
def test_each_value_has_a_mark_of_its_own(conditions: list[tuple[int, Any]]) -> None:
    where = Where()
    for number, value in conditions:
        where.add(" or ".join(["x = {}"] * number) or "y", *[value] * number)
    marks = [each for each in where.sql.replace("(", " ").split() if each.startswith("$")]
    assert marks == [f"${number}" for number in range(1, len(where.values) + 1)]
