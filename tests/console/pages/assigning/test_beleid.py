"""The policy of a day is shown with its matrix, products, checks and open questions."""

from tests.support.api.application import Api
from tests.support.api.parties import VENLO
from tests.support.console.browser import browsing, text_of
from tests.support.policy.chosen import choose_policy

PATH = "/console/beleid"


async def test_the_policy_that_was_chosen_is_shown(api: Api) -> None:
    await choose_policy(api.gateway)
    async with browsing(api, VENLO) as browser:
        html = await browser.open(f"{PATH}?op=1-4-2025")
    text = text_of(html)
    for part in ("Wat naast elkaar mag", "02A02", "NL-201", "Open vragen", "van kracht vanaf"):
        assert part in text
    assert "status-badge--error" in html
    assert "status-badge--success" in html


async def test_without_one_it_is_told_and_so_is_a_day_that_can_not_be(api: Api) -> None:
    async with browsing(api, VENLO) as browser:
        assert "koos geen beleid" in text_of(await browser.open(PATH))
        await browser.open(f"{PATH}?op=ooit", 422)
        await choose_policy(api.gateway)
        assert "Producten" not in text_of(await browser.open(f"{PATH}?op=1-1-1900"))
