"""The tiles count what asks for attention, and lead to lists of as many."""

import re
from datetime import timedelta

import pytest

from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG, Caller, start
from tests.support.console.browser import browsing, text_of
from tests.support.exchange.signals import refreshed
from tests.support.messages.claims import wmo323


@pytest.mark.usefixtures("made")
async def test_each_tile_counts_what_its_list_shows(api: Api, zorg: Caller) -> None:
    await zorg.submit(start(999999, "S2"))
    for code in (VENLO, ZORG):
        async with browsing(api, code) as browser:
            html = await browser.open("/console")
            tiles = re.findall(r'<a href="([^"]+)">\s*<span class="tegel-aantal">(\d+)</span>', html)
            messages = [(path, int(number)) for path, number in tiles if path.startswith("/console/berichten")]
            assert len(messages) == 4
            assert sum(number for _, number in messages) > 0
            for path, number in messages:
                html = await browser.open(path.replace("&amp;", "&"))
                assert html.count('<td class="kort"><a href="/console/berichten/') == number, path


@pytest.mark.usefixtures("made")
async def test_a_municipality_sees_what_it_has_to_answer(api: Api, zorg: Caller) -> None:
    await zorg.submit(
        wmo323(identificatie="D9", declaratie_nummer="D9", afzender=ZORG, ontvanger=VENLO, toewijzing_nummer="999999")
    )
    api.clock.now += timedelta(days=12)
    await refreshed(api.gateway)
    async with browsing(api, VENLO) as browser:
        html = await browser.open("/console")
        tiles = dict(re.findall(r'<a href="([^"]+)">\s*<span class="tegel-aantal">(\d+)</span>', html))
        found = {path.partition("?")[0]: (path.replace("&amp;", "&"), int(number)) for path, number in tiles.items()}
        for path, one, many in (
            ("/console/verzoeken", "verzoek", "verzoeken"),
            ("/console/declaraties", "declaratie", "declaraties"),
        ):
            link, number = found[path]
            assert number > 0, path
            assert f"{number} {one if number == 1 else many}" in text_of(await browser.open(link))
        assert found["/console/verzoeken"][1] == 2
        link, number = next((path, int(count)) for path, count in tiles.items() if "NL-807" in path)
        assert number == 1
        assert (await browser.open(link)).count('<td class="kort"><a href="/console/signalen/') == number
