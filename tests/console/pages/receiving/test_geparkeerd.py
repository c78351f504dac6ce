"""Parked messages are listed for an operator, and judged again: the ticked ones, or all on the page."""

import pytest

from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, Caller, start
from tests.support.console.browser import browsing, text_of
from tests.support.exchange.crashing_rule import break_rules

PATH = "/console/geparkeerd"


async def parked(venlo: Caller, zorg: Caller) -> list[str]:
    """Return the ids of two messages that a rule crashed on."""
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    with pytest.MonkeyPatch.context() as broken:
        break_rules(broken, 3)
        return [(await zorg.submit(start(nummer + each, f"S{each}")))["berichtId"] for each in (0, 99)]


async def test_ticked_ones_are_judged_and_the_page_tells_what_came_of_them(
    api: Api, venlo: Caller, zorg: Caller
) -> None:
    async with browsing(api, BEHEER) as browser:
        assert "niets geparkeerd" in text_of(await browser.open(PATH))
        one, other = await parked(venlo, zorg)
        assert text_of(await browser.open(PATH)).count("TR999") == 2
        with pytest.MonkeyPatch.context() as broken:
            break_rules(broken, 3)
            still = await browser.send(f"{PATH}/beoordelen", {"bericht": one})
        assert still.status_code == 422
        assert "1 bericht blijft geparkeerd" in text_of(still.text)
        done = await browser.send(f"{PATH}/beoordelen", {"bericht": one})
        assert "1 bericht goedgekeurd" in text_of(done.text)
        assert one not in done.text
        again = await browser.send(f"{PATH}/beoordelen", {"getoond": [one, other], "alle": "ja"})
        assert again.status_code == 422
        assert "1 bericht afgekeurd" in text_of(again.text)
        assert "al goedgekeurd" in text_of(again.text)
        assert "niets geparkeerd" in text_of(again.text)


async def test_what_can_not_be_is_told_and_who_may_only_look_has_no_form(api: Api, venlo: Caller, zorg: Caller) -> None:
    await parked(venlo, zorg)
    async with browsing(api, BEHEER) as browser:
        assert "Kruis aan" in text_of((await browser.send(f"{PATH}/beoordelen")).text)
        assert "is er niet" in text_of((await browser.send(f"{PATH}/beoordelen", {"bericht": "x"})).text)
        await browser.open(f"{PATH}?na=x", 422)
    async with browsing(api, BEHEER, "raadpleger") as browser:
        assert "checkbox" not in await browser.open(PATH)
