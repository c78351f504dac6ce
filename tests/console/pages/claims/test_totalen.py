"""Totals of claims are chosen by filters; what they come to is in tests/e2e/test_reconciliation.py."""

from tests.e2e.routes import situation
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, Caller
from tests.support.console.browser import browsing, text_of

PATH = "/console/declaraties/totalen"


async def test_totals_are_chosen_by_filters(api: Api, venlo: Caller, zorg: Caller) -> None:
    await situation(api, venlo, zorg)
    async with browsing(api, VENLO) as browser:
        assert "1 totaal" in text_of(await browser.open(f"{PATH}?aanbieder=99990001&vanaf=1-2-2024"))
        assert "geen totalen bij deze filters" in text_of(await browser.open(f"{PATH}?product=09A01"))
        for query in ("aanbieder=x", "vanaf=x", "product=-", "na=zz"):
            await browser.open(f"{PATH}?{query}", 422)
