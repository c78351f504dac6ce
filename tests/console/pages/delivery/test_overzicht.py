"""An operator sees first how the gateway stands: what waits, workers, seals, and the last day as a picture."""

import re
from datetime import UTC, datetime

from gateway.exchange.custody.seal import seal_ledger
from tests.console.pages.delivery.test_leveringen import given_up
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, Caller, start
from tests.support.console.browser import browsing, text_of


async def test_what_asks_for_attention_leads_to_its_list(api: Api, venlo: Caller, zorg: Caller) -> None:
    api.clock.now = datetime.now(UTC)
    async with browsing(api, BEHEER) as browser:
        empty = await browser.open("/console")
        assert "geen worker" in text_of(empty)
        assert "Er kwam de laatste 24 uur geen bericht" in text_of(empty)
        assert "<svg" not in empty
        await venlo.assign(await venlo.register())
        await zorg.submit(start(999999, "S2"))
        await given_up(api, 2)
        await seal_ledger(api.gateway)
        html = await browser.open("/console")
        tiles = dict(re.findall(r'<a href="([^"]+)">\s*<span class="tegel-aantal">(\d+)</span>', html))
        assert tiles["/console/leveringen?staat=opgegeven"] == "2"
        waiting = int(tiles["/console/leveringen?staat=wachtend"])
        assert f"{waiting} leveringen" in text_of(await browser.open("/console/leveringen?staat=wachtend"))
        assert html.count("<svg") == 2
        assert "2 opgegeven</title>" in html
        assert "1 afgekeurd</title>" in html
        assert "style=" not in html
