"""The figures of a year are a page, a chart and a file; the cases behind one leave a read record."""

import re

import pytest

from tests.e2e.routes import on_record
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG
from tests.support.console.browser import browsing, text_of
from tests.support.insight.pour import pour
from tests.support.insight.region import PROVIDERS, made_up_region

PATH = "/console/indicatoren"


@pytest.fixture
async def region(api: Api, dsn: str) -> Api:
    """A region with some care in 2023, asked about from 2024-03-01."""
    await pour(dsn, made_up_region(60, 4))
    return api


async def test_figures_lead_to_their_cases_which_are_on_record(region: Api) -> None:
    async with browsing(region, VENLO) as browser:
        html = await browser.open(f"{PATH}?jaar=2023")
        assert "gemeente" in text_of(html)
        assert "streefwaarde" in text_of(html).lower()
        assert "<svg" not in html
        assert "{" not in text_of(html)
        chosen = await browser.open(f"{PATH}?jaar=2023&indicator=start")
        assert "<svg" in chosen
        assert len(text_of(chosen)) < len(text_of(html)) + 2000
        [onward, *_] = re.findall(r'href="(/console/indicatoren/start/gevallen[^"]*)"', chosen)
        before = len(await on_record(region))
        cases = await browser.open(onward.replace("&amp;", "&"))
        assert "Terug naar de indicatoren van 2023" in text_of(cases)
        assert "{" not in text_of(cases)
        assert "/console/clienten/" in cases
        [look] = (await on_record(region))[before:]
        assert (look["onderwerp"], look["doel"]) == ("start", "verantwoording van cijfers")


async def test_levels_segments_and_the_file_follow_the_choice(region: Api) -> None:
    async with browsing(region, VENLO) as browser:
        by_provider = await browser.open(f"{PATH}?jaar=2023&niveau=aanbieder&indicator=start")
        assert any(code in text_of(by_provider) for code in PROVIDERS)
        response = await browser.http.get(f"{PATH}/csv?jaar=2023&indicator=start")
        assert response.headers["content-disposition"] == 'attachment; filename="indicatoren-2023.csv"'
        assert set(re.findall(r"^2023;([a-z-]+);", response.text, re.MULTILINE)) == {"start"}
        assert "geen cijfers bij deze keuze" in text_of(await browser.open(f"{PATH}?jaar=2023&segment=9Z"))


async def test_a_provider_sees_its_own_work_and_no_cases(region: Api) -> None:
    async with browsing(region, ZORG) as browser:
        html = await browser.open(f"{PATH}?jaar=2023")
        assert "/gevallen" not in html
        await browser.open(f"{PATH}/start/gevallen?jaar=2023", 403)


@pytest.mark.parametrize("query", ["jaar=1812", "niveau=elders", "indicator=geluk", "segment=%3Cb%3E"])
async def test_a_choice_that_can_not_be_is_told(api: Api, query: str) -> None:
    async with browsing(api, VENLO) as browser:
        assert 'role="alert"' in await browser.open(f"{PATH}?{query}", 422)
        assert (await browser.http.get(f"{PATH}/csv?{query}")).status_code in (400, 422)
    async with browsing(api, VENLO) as browser:
        await browser.open(f"{PATH}/geluk/gevallen?jaar=2023", 404)
