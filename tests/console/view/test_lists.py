"""Every list goes on with its filters, goes back to its beginning, and says beside the field what can't be."""

import re
from datetime import date, timedelta

import pytest

from tests.support.api.application import Api
from tests.support.api.parties import VENLO, Caller
from tests.support.console.browser import browsing

LISTS = pytest.mark.parametrize("path", ["/console/berichten", "/console/toewijzingen"])


@LISTS
async def test_the_next_page_and_the_first_keep_what_was_chosen(api: Api, venlo: Caller, path: str) -> None:
    client = await venlo.register()
    for number in range(51):
        day = str(date(2024, 4, 1) + timedelta(days=number))
        await venlo.assign(client, ingangsdatum=day, einddatum=day)
    chosen = f"{path}?aanbieder=99990001"
    async with browsing(api, VENLO) as browser:
        html = await browser.open(chosen)
        assert "Naar het begin" not in html
        [onward] = re.findall(r'href="([^"]+)" rel="next"', html)
        assert "aanbieder=99990001" in onward
        html = await browser.open(onward.replace("&amp;", "&"))
        assert f'href="{chosen}">Naar het begin' in html


@LISTS
@pytest.mark.parametrize("place", ["zz", "a" * 5000])
async def test_a_place_that_can_not_be_is_told(api: Api, path: str, place: str) -> None:
    async with browsing(api, VENLO) as browser:
        html = await browser.open(f"{path}?na={place}", 422)
        assert 'role="alert"' in html
        assert "Naar het begin" not in html
