"""The worked numbers of K017, K070 and K071, over HTTP: the most that a month and the term take, and one more.

Each row is an assignment of a client of its own; what it takes is claimed month after month in one later claim each.
"""

from calendar import monthrange
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from tests.rules.claim_files import CEILINGS
from tests.support.api.application import SHARED, Api
from tests.support.api.claims import Story, line
from tests.support.api.parties import VENLO, ZORG
from tests.support.messages.persons import bsns

pytestmark = SHARED
CLAIMED_IN = "2026-01"


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


@pytest.mark.parametrize(("row", "size", "term", "months", "total"), [(nr, *row) for nr, row in enumerate(CEILINGS)])
async def test_k017_k070_k071_what_a_month_and_the_term_take(
    story: Story, row: int, size: str, term: str, months: dict[int, int], total: int
) -> None:
    size, _, categorie = size.partition(" ")
    eenheid = size.partition("x")[2].partition("/")[0]
    care: dict[str, Any] = {"tarief": 5000 if eenheid == "04" else None, "product": f"{categorie or '02'}A16"}
    bsn = bsns(len(CEILINGS))[row]
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
