"""Claims are listed by filters for both parties; one shows the state of each Prestatie and what may follow."""

from datetime import date

import pytest

from gateway.console.pages.claims.declaraties import month_before
from tests.e2e.routes import Situation, on_record
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, THUIS, VENLO, ZORG, Caller
from tests.support.console.browser import browsing, text_of

PATH = "/console/declaraties"


async def test_both_parties_see_the_claim_and_each_line_with_what_may_follow(
    api: Api, venlo: Caller, made: Situation
) -> None:
    for code in (VENLO, ZORG):
        async with browsing(api, code) as browser:
            html = await browser.open(PATH)
            assert f'href="{PATH}/{made.wmo323}"' in html
            assert "1 declaratie" in text_of(html)
            text = text_of(await browser.open(f"{PATH}/{made.wmo323}"))
            [line] = (await venlo.http.get(f"/v1/declaraties/{made.wmo323}")).json()["prestaties"]
            assert line["vervolg"] in text
            assert line["staat"] in text
            assert line["referentieNummer"] in text
            assert ("1 declaratie" in text_of(await browser.open(f"{PATH}?metAfwijzing=ja"))) == bool(
                line["retourcodes"]
            )
            assert "0 declaraties" in text_of(await browser.open(f"{PATH}?tot=31-1-2024"))
    async with browsing(api, THUIS) as browser:
        assert "geen declaraties" in text_of(await browser.open(PATH))
    async with browsing(api, BEHEER) as browser:
        assert f'href="{PATH}/{made.wmo323}"' in await browser.open(PATH)
        html = await browser.open(f"{PATH}/{made.wmo323}")
        assert line["referentieNummer"] in text_of(html)
        assert made.client not in html
    assert [each["soort"] for each in await on_record(api) if each["organisatie"] == BEHEER] == ["bericht"]


@pytest.mark.parametrize("query", ["vanaf=x", "metAfwijzing=misschien", "aanbieder=1", "gemeente=x", "na=zz"])
async def test_a_filter_that_can_not_be_is_told(api: Api, query: str) -> None:
    async with browsing(api, VENLO) as browser:
        await browser.open(f"{PATH}?{query}", 422)


def test_the_month_before_a_day_may_be_in_the_year_before() -> None:
    assert month_before(date(2026, 1, 31)) == date(2025, 12, 1)
    assert month_before(date(2026, 3, 31)) == date(2026, 2, 1)
