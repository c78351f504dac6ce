"""The worked numbers of K017, K070 and K071, over HTTP: the most that a month and the term take, and one more.

Each row is an assignment of a client of its own; what it takes is claimed month after month in one later claim each.
"""

from calendar import monthrange
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from tests.support.api.application import SHARED, Api
from tests.support.api.claims import Story, line
from tests.support.api.parties import VENLO, ZORG
from tests.support.messages.persons import bsns

pytestmark = SHARED
CLAIMED_IN = "2026-01"
ROWS: list[tuple[str, str, dict[int, int], int]] = [
    ("3x04/2", "2022-07-11..2022-09-04", {7: 9, 8: 15, 9: 3}, 24),
    ("3x04/2", "2022-10-11..2022-12-28", {10: 12, 11: 15, 12: 15}, 36),
    ("3x04/2", "2025-07-07..2025-09-07", {7: 12, 8: 15, 9: 3}, 27),
    ("3x04/2", "2025-10-07..2025-12-30", {10: 12, 11: 15, 12: 15}, 39),
    ("3x04/2", "2022-04-13..2022-06-30", {4: 9, 5: 18, 6: 15}, 36),
    ("1x04/2 01", "2022-05-01..2022-07-31", {5: 6, 6: 6, 7: 6}, 14),
    ("300x83/2", "2022-07-11..2022-09-04", {7: 900, 8: 1200, 9: 300}, 2400),
    ("300x83/2", "2022-07-11..2022-09-03", {7: 900, 8: 1500, 9: 0}, 2400),
    ("300x83/2", "2022-10-11..2022-12-31", {10: 900, 11: 1200, 12: 1500}, 3600),
    ("300x83/2", "2025-07-07..2025-09-05", {7: 900, 8: 1800, 9: 0}, 2700),
    ("300x83/2", "2025-10-01..2025-12-31", {10: 1200, 11: 1500, 12: 1500}, 4200),
    ("150x83/2", "2022-04-15..2022-06-04", {4: 300, 5: 900, 6: 0}, 1200),
    ("15x04/4", "2021-10-12..2021-12-13", {10: 15, 11: 15, 12: 15}, 45),
]
"""Size (and category), term, the most by month, and the most over the term."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def story(shared_api: Api) -> Story:
    """All claims of this file, so that no two have one number."""
    return Story(shared_api, await shared_api.caller(VENLO), await shared_api.caller(ZORG))


def part_of(term: str, month: int) -> str:
    """Return the days of the term within this month."""
    first, last = map(date.fromisoformat, term.split(".."))
    begin = max(first, date(first.year, month, 1))
    end = min(last, date(first.year, month, monthrange(first.year, month)[1]))
    return f"{begin}..{end}"


@pytest.mark.parametrize(("row", "size", "term", "months", "total"), [(nr, *row) for nr, row in enumerate(ROWS)])
async def test_k017_k070_k071_what_a_month_and_the_term_take(
    story: Story, row: int, size: str, term: str, months: dict[int, int], total: int
) -> None:
    size, _, categorie = size.partition(" ")
    eenheid = size.partition("x")[2].partition("/")[0]
    care: dict[str, Any] = {"tarief": 5000 if eenheid == "04" else None, "product": f"{categorie or '02'}A16"}
    bsn = bsns(len(ROWS))[row]
    nummer = await story.on("2026-02-05").assign(term, size, care["product"], bsn)
    claimed = 0

    async def claim(month: int, volume: int) -> tuple[str, ...]:
        """Claim this volume; return the codes of the line, none when it is granted."""
        given = line(f"R{row}-{month}-{volume}", nummer, part_of(term, month), f"{volume}x{eenheid}", **care)
        answer = await story.claim(CLAIMED_IN, given, bsn=bsn)
        assert answer.header == ("0200",)
        return next(iter(answer.listed.values()), ())

    for month, most in months.items():
        fits = min(most, total - claimed)
        beyond = [code for code, room in (("9321", most), ("9322", total - claimed)) if fits + 1 > room]
        assert await claim(month, fits + 1) == tuple(beyond), f"one more than month {month} takes"
        assert fits == 0 or await claim(month, fits) == (), f"what month {month} takes"
        claimed += fits
    assert claimed <= total
