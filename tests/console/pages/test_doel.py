"""A person chooses why they look, in words that can hold no BSN."""

import pytest

from tests.support.api.application import Api
from tests.support.api.parties import VENLO
from tests.support.console.browser import browsing, text_of


@pytest.mark.parametrize("doel", ["x", "client 999900006", "x" * 81, "<b>doel"])
async def test_what_is_no_purpose_is_told_beside_the_field(api: Api, doel: str) -> None:
    async with browsing(api, VENLO) as browser:
        response = await browser.send("/console/doel", {"doel": doel})
        assert response.status_code == 422
        assert 'aria-invalid="true"' in response.text
        assert "Het doel " in text_of(response.text)
        assert "Doel: per bladzijde" in text_of(await browser.open("/console"))


async def test_a_purpose_stays_until_it_is_taken_away(api: Api) -> None:
    async with browsing(api, VENLO) as browser:
        assert (await browser.send("/console/doel", {"doel": "vraag van cliënt"})).status_code == 303
        assert "Doel: vraag van cliënt" in text_of(await browser.open("/console/doel"))
        await browser.send("/console/doel", {"doel": ""})
        assert "Doel: per bladzijde" in text_of(await browser.open("/console"))
