"""Every figure on messages equals a count one by one in plain Python, over the same region."""

from datetime import date, timedelta

import pytest

from gateway.policy.insight.measures import MEASURES
from gateway.standard.calendar import add_working_days
from gateway.store.insight.cells import CaseFilter, as_case
from gateway.store.insight.messages import Deadline, count_messages, select_message_cases
from gateway.store.lists.listing import fetch_page, plan_for
from tests.store.insight.conftest import Poured
from tests.store.insight.test_care import TODAY, YEARS, by_key, scope
from tests.support.insight.brute_force import cells_of, message_cases
from tests.support.insight.region import MUNICIPALITIES

pytestmark = pytest.mark.asyncio(loop_scope="package")


def calendar(year: int) -> list[Deadline]:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(-60, 366)]
    return [
        Deadline(gemeente, day, add_working_days(day, 3), add_working_days(day, 5))
        for gemeente in MUNICIPALITIES
        for day in days
    ]


@pytest.mark.no_cover
@pytest.mark.parametrize("year", YEARS)
async def test_every_figure_equals_a_count_by_hand(poured: Poured, year: int) -> None:
    async with poured.db.snapshot() as tx:
        found = by_key(await count_messages(tx, scope(year), calendar(year)))
    assert found == cells_of(poured.region, message_cases(poured.region, year, TODAY))
    assert {key[0] for key in found} == {each.code for each in MEASURES if not each.per_segment}


@pytest.mark.no_cover
async def test_the_cases_behind_a_figure_are_as_many_as_it_says(poured: Poured) -> None:
    which = CaseFilter(measure="late-stop", gemeente="1894")
    async with poured.db.snapshot() as tx:
        cells = await count_messages(tx, scope(2024), calendar(2024))
        listing, where = select_message_cases(scope(2024), calendar(2024), which)
        await plan_for(tx, listing)
        rows = await fetch_page(tx, listing, where, None, 10_000, newest_first=False)
    cases = [as_case(row) for row, _ in rows]
    assert len({place for _, place in rows}) == len(rows)
    wanted = [each for each in cells if (each.measure, each.gemeente) == ("late-stop", "1894")]
    assert len(cases) == sum(each.among for each in wanted) > 5
    assert sum(each.counted for each in cases) == sum(each.counted for each in wanted) > 0
