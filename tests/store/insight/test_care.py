"""Every figure on care equals a count one by one in plain Python, over a made-up region of three years."""

from datetime import date

import pytest

from gateway.policy.insight.measures import MEASURES
from gateway.policy.loading.regions import load_region
from gateway.store.insight.care import CareTerms, count_care, select_care_cases
from gateway.store.insight.cells import CaseFilter, Cell, Scope, as_case
from gateway.store.lists.listing import fetch_page, plan_for
from tests.store.insight.conftest import Poured
from tests.support.insight.brute_force import care_cases, cells_of
from tests.support.insight.region import MUNICIPALITIES, PROVIDERS

pytestmark = pytest.mark.asyncio(loop_scope="package")
YEARS = (2023, 2024, 2025)
TODAY = date(2026, 1, 20)
"""Some terms of the last year aren't over yet."""


def terms() -> CareTerms:
    policy = load_region("noord-limburg").versions[-1]
    assert policy.indicatoren is not None
    return CareTerms(policy, policy.indicatoren)


def scope(year: int, *gemeenten: str, aanbieder: str | None = None) -> Scope:
    return Scope(
        gemeenten=gemeenten or MUNICIPALITIES,
        aanbieder=aanbieder,
        begin=date(year, 1, 1),
        end=date(year + 1, 1, 1),
        today=TODAY,
    )


def by_key(found: list[Cell]) -> dict[tuple[str, ...], tuple[int, ...]]:
    return {
        (c.measure, c.gemeente, c.segment, c.aanbieder, c.kind, c.ground): (c.among, c.counted, c.total, c.valued)
        for c in found
    }


@pytest.mark.no_cover
@pytest.mark.parametrize("year", YEARS)
async def test_every_figure_equals_a_count_by_hand(poured: Poured, year: int) -> None:
    async with poured.db.snapshot() as tx:
        found = by_key(await count_care(tx, scope(year), terms()))
    assert found == cells_of(poured.region, care_cases(poured.region, year, TODAY))
    none_yet = {"evaluatie"} if year == YEARS[0] else set()
    assert {key[0] for key in found} == {each.code for each in MEASURES if each.per_segment} - none_yet


@pytest.mark.no_cover
async def test_one_municipality_and_one_provider_see_their_part(poured: Poured) -> None:
    async with poured.db.snapshot() as tx:
        whole = by_key(await count_care(tx, scope(2024), terms()))
        one = by_key(await count_care(tx, scope(2024, "0984"), terms()))
        provider = by_key(await count_care(tx, scope(2024, aanbieder=PROVIDERS[2]), terms()))
    assert one == {key: value for key, value in whole.items() if key[1] == "0984"}
    assert provider == {key: value for key, value in whole.items() if key[3] == PROVIDERS[2]}
    assert one
    assert provider


@pytest.mark.no_cover
async def test_the_cases_behind_a_figure_are_as_many_as_it_says(poured: Poured) -> None:
    which = CaseFilter(measure="uitstroom", gemeente="0983", segment="1B")
    async with poured.db.snapshot() as tx:
        cells = [
            each
            for each in await count_care(tx, scope(2024), terms())
            if (each.measure, each.gemeente, each.segment) == ("uitstroom", "0983", "1B")
        ]
        listing, where = select_care_cases(scope(2024), terms(), which)
        await plan_for(tx, listing)
        rows = await fetch_page(tx, listing, where, None, 10_000, newest_first=False)
        after, pages = None, []
        for _ in range(3):
            page = await fetch_page(tx, listing, where, after, 2, newest_first=False)
            after, pages = page[-1][1], [*pages, *page]
    cases = [as_case(row) for row, _ in rows]
    assert len(cases) == sum(each.among for each in cells) > 5
    assert sum(each.counted for each in cases) == sum(each.counted for each in cells)
    assert len({place for _, place in rows}) == len(rows)
    assert [as_case(row) for row, _ in pages] == cases[:6]
    assert [each.day for each in cases] == sorted(each.day for each in cases)
