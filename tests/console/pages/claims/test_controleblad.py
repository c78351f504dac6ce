"""The audit sheet names each message; what it comes to is in tests/e2e/test_reconciliation.py."""

from tests.e2e.routes import situation
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG, Caller
from tests.support.console.browser import browsing, text_of


async def test_a_sheet_leads_to_its_messages(api: Api, venlo: Caller, zorg: Caller) -> None:
    made = await situation(api, venlo, zorg)
    path = f"/console/controleblad/{VENLO}/{made.nummer}"
    for code in (VENLO, ZORG):
        async with browsing(api, code) as browser:
            html = await browser.open(path)
            for message in (made.wmo301, made.wmo305, made.wmo323):
                assert f'href="/console/berichten/{message}"' in html
            assert "999900006" not in text_of(html)
            if code == VENLO:
                assert "Nog te declareren" in text_of(await browser.open(f"/console/toewijzingen/{made.nummer}"))
            assert (code == VENLO) == (f'href="/console/toewijzingen/{made.nummer}"' in html)


async def test_there_is_no_sheet_of_what_is_not_there(api: Api) -> None:
    async with browsing(api, VENLO) as browser:
        for place, status in (
            ("0983/999", 404),
            ("0984/1", 404),
            ("x/1", 400),
            ("0983/x", 400),
            ("0983/9999999999", 400),
        ):
            await browser.open(f"/console/controleblad/{place}", status)
