"""The menu leads to pages that there are, and marks the one that is open."""

import pytest

from gateway.console.view.menu import MENUS, Item
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, VENLO, ZORG
from tests.support.console.browser import browsing


def test_a_page_is_marked_for_what_lies_below_it() -> None:
    start, messages = Item("/console", "Start"), Item("/console/berichten", "Berichten")
    assert [each.holds("/console/berichten/1") for each in (start, messages)] == [False, True]
    assert [each.holds("/console") for each in (start, messages)] == [True, False]
    assert not messages.holds("/console/berichtenboek")


@pytest.mark.parametrize("code", [VENLO, ZORG, BEHEER])
async def test_every_page_in_it_is_there_for_who_sees_it(api: Api, code: str) -> None:
    async with browsing(api, code) as browser:
        soort = {VENLO: "gemeente", ZORG: "aanbieder", BEHEER: "beheerder"}[code]
        for item in (each for group in MENUS[soort] for each in group.items):  # type: ignore[index]
            html = await browser.open(item.path)
            assert html.count('aria-current="page"') == 1
            assert f'href="{item.path}" aria-current="page">{item.text}' in html
