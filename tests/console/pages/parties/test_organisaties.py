"""Organisations are listed by kind; one shows how it comes in and, newest first, what was done to it."""

from gateway.exchange.parties.accounts import change_account
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, VENLO, ZORG
from tests.support.console.browser import browsing, heading, text_of

PATH = "/console/organisaties"


async def test_they_are_listed_by_kind_and_lead_to_one(api: Api) -> None:
    async with browsing(api, BEHEER) as browser:
        everybody = await browser.open(PATH)
        assert all(f'href="{PATH}/{code}"' in everybody for code in (VENLO, ZORG, BEHEER))
        providers = await browser.open(f"{PATH}?soort=aanbieder")
        assert f'href="{PATH}/{ZORG}"' in providers
        assert f'href="{PATH}/{VENLO}"' not in providers
        assert 'role="alert"' in await browser.open(f"{PATH}?soort=bakker", 422)
        await browser.open(f"{PATH}/99990008", 404)


async def test_what_was_done_is_told_newest_first_with_old_and_new(api: Api) -> None:
    path = f"{PATH}/{VENLO}/geschiedenis"
    async with browsing(api, BEHEER) as browser:
        assert "nog niets gedaan" in text_of(await browser.open(path))
        for name in ("Een", "<b>Twee</b>"):
            await change_account(api.gateway, VENLO, naam=name)
        text = text_of(html := await browser.open(path))
        assert "naam: Een -> <b>Twee</b>" in text
        assert text.index("-> <b>Twee") < text.index("-> Een")
        assert "<b>" not in html
        assert heading(html) == "Geschiedenis van <b>Twee</b>"


async def test_who_may_only_look_has_no_form(api: Api) -> None:
    async with browsing(api, BEHEER, "raadpleger") as browser:
        for path in (f"{PATH}/{ZORG}", f"{PATH}/{ZORG}/mensen"):
            assert f'<form method="post" action="{PATH}' not in await browser.open(path)
