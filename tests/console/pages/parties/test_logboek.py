"""The log tells who did what to whom, newest first, by organisation and by person."""

import re

from gateway.exchange.parties.accounts import change_account
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, VENLO, ZORG
from tests.support.console.browser import browsing, text_of

PATH = "/console/logboek"


def whom(html: str) -> list[str]:
    return re.findall(r'<td><a class="code" href="/console/organisaties/([^"]+)">', html)


async def test_acts_are_listed_newest_first_and_by_filters(api: Api) -> None:
    async with browsing(api, BEHEER, inlognaam="bo") as browser:
        assert "nog niets gedaan" in text_of(await browser.open(PATH))
        for number in range(30):
            await change_account(api.gateway, VENLO, naam=f"Venlo {number}")
            await change_account(api.gateway, ZORG, naam=f"Zorg {number}")
        await browser.send(f"/console/ontvangers/{ZORG}/bevriezen", {"reden": "Verhuizing."})
        html = await browser.open(PATH)
        assert "61 handelingen" in text_of(html)
        found = whom(html)
        assert found[:3] == [ZORG, ZORG, VENLO]
        onward = re.search(r'href="([^"]+)" rel="next"', html)
        assert onward is not None
        assert len(found) + len(whom(await browser.open(onward[1].replace("&amp;", "&")))) == 61
        assert set(whom(await browser.open(f"{PATH}?organisatie={VENLO}"))) == {VENLO}
        by_bo = await browser.open(f"{PATH}?inlognaam=bo")
        assert whom(by_bo) == [ZORG]
        assert "bevroren 99990001 beheer, persoon bo reden: Verhuizing." in text_of(by_bo)
        assert 'role="alert"' in await browser.open(f"{PATH}?inlognaam=%3Cb%3E", 422)
