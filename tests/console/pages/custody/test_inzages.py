"""A municipality sees who looked at a client of its own, by name and purpose, this look too the next time."""

import pytest

from tests.e2e.routes import Situation
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, VENRAY, Caller
from tests.support.console.browser import browsing, text_of

PATH = "/console/inzages"


async def test_looks_of_people_are_shown_to_the_clients_municipality(api: Api, made: Situation) -> None:
    async with browsing(api, VENLO, inlognaam="jo") as browser:
        await browser.open(f"/console/clienten/{made.client}")
        text = text_of(await browser.open(f"{PATH}?client={made.client}"))
        assert "persoon jo" in text
        assert "GET /console/clienten/{id}" in text
        assert "GET /console/inzages" in text_of(await browser.open(f"{PATH}?client={made.client}"))
    async with browsing(api, VENRAY) as browser:
        assert "persoon jo" not in await browser.open(f"{PATH}?client={made.client}")


async def test_pages_follow_each_other(api: Api, venlo: Caller) -> None:
    client = await venlo.register()
    async with browsing(api, VENLO) as browser:
        for _ in range(51):
            await browser.open(f"{PATH}?client={client}")
        html = await browser.open(f"{PATH}?client={client}")
        assert "Volgende bladzijde" in html
        onward = html.partition('href="/console/inzages?client=')[2].partition('"')[0].replace("&amp;", "&")
        assert "Naar het begin" in await browser.open(f"{PATH}?client={onward}")


@pytest.mark.parametrize("query", ["client=x", "client=00000000-0000-0000-0000-000000000001&na=x"])
async def test_what_can_not_be_is_told(api: Api, query: str) -> None:
    async with browsing(api, VENLO) as browser:
        await browser.open(f"{PATH}?{query}", 422)
