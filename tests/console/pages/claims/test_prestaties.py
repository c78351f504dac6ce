"""Prestaties are listed by filters, each with its state; a client's only for its municipality."""

import pytest

from tests.e2e.routes import Situation
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG, Caller
from tests.support.console.browser import browsing, text_of
from tests.support.messages.claims import prestatie, wmo323

PATH = "/console/prestaties"


async def test_filters_choose_and_a_client_is_for_the_municipality_alone(
    api: Api, zorg: Caller, made: Situation
) -> None:
    async with browsing(api, VENLO) as browser:
        for query in (f"toewijzing={made.nummer}", f"declaratie={made.wmo323}", f"client={made.client}", ""):
            html = await browser.open(f"{PATH}?{query}")
            assert "1 prestatie" in text_of(html)
            assert f'href="/console/declaraties/{made.wmo323}"' in html
        assert "0 prestaties" in text_of(await browser.open(f"{PATH}?staat=gecrediteerd&vanaf=1-1-2024"))
        assert "geen prestaties bij deze filters" in text_of(await browser.open(f"{PATH}?tot=1-1-2024"))
    line = prestatie("R9", toewijzing_nummer="99")
    await zorg.submit(
        wmo323(afzender=ZORG, ontvanger=VENLO, identificatie="C9", declaratie_nummer="D9", prestaties=(line,))
    )
    async with browsing(api, VENLO) as browser:
        html = await browser.open(f"{PATH}?toewijzing=99")
        assert "R9" in html
        assert "/99" not in html, "there is no such assignment to look at"
    async with browsing(api, ZORG) as browser:
        assert "2 prestaties" in text_of(await browser.open(PATH))
        await browser.open(f"{PATH}?client={made.client}", 403)


@pytest.mark.parametrize("query", ["staat=x", "toewijzing=0", "declaratie=x", "client=x", "vanaf=x", "na=zz"])
async def test_a_filter_that_can_not_be_is_told(api: Api, query: str) -> None:
    async with browsing(api, VENLO) as browser:
        await browser.open(f"{PATH}?{query}", 422)
