"""The tiles count what asks for attention, and lead to lists of as many."""

import re

from tests.e2e.routes import situation
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG, Caller, start
from tests.support.console.browser import browsing


async def test_each_tile_counts_what_its_list_shows(api: Api, venlo: Caller, zorg: Caller) -> None:
    await situation(api, venlo, zorg)
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
