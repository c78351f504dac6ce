"""Deliveries are chosen by filters; one shows its attempts; what was given up is counted, seen, and offered again."""

import re

import pytest

from tests.e2e.routes import Situation
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, ZORG
from tests.support.console.browser import browsing, heading, text_of
from tests.support.store.deliveries import ADDRESS, lease, settle
from tests.support.store.ledger import book, push_to

PATH = "/console/leveringen"


def ids(html: str) -> list[str]:
    return re.findall(rf'<td><a href="{PATH}/([0-9a-f-]+)">', html)


async def given_up(api: Api, count: int) -> list[str]:
    """Return the ids of so many messages for ZORG that were given up after one attempt."""
    await push_to(api.gateway.db, ADDRESS)
    made = [str(await book(api.gateway.db)) for _ in range(count)]
    for each in await lease(api.gateway.db):
        await settle(api.gateway.db, each, "ConnectError")
    return made


async def test_filters_choose_and_one_shows_its_attempts(api: Api, made: Situation) -> None:
    [lost] = await given_up(api, 1)
    async with browsing(api, BEHEER) as browser:
        everything = ids(await browser.open(PATH))
        assert {made.wmo301, made.wmo305, lost} <= set(everything)
        assert ids(await browser.open(f"{PATH}?volgorde=oudste")) == everything[::-1]
        assert ids(await browser.open(f"{PATH}?staat=opgegeven&ontvanger={ZORG}")) == [lost]
        assert "geen leveringen bij deze filters" in text_of(await browser.open(f"{PATH}?ontvanger=0988"))
        text = text_of(await browser.open(f"{PATH}/{lost}"))
        assert "Poging 1 mislukt ConnectError" in text
        assert "nog geen poging" in text_of(await browser.open(f"{PATH}/{made.wmo301}"))


@pytest.mark.parametrize("query", ["staat=weg", "ontvanger=%3Cb%3E", "na=zz"])
async def test_a_filter_that_can_not_be_is_told(api: Api, query: str) -> None:
    async with browsing(api, BEHEER) as browser:
        assert 'role="alert"' in await browser.open(f"{PATH}?{query}", 422)


async def test_what_was_given_up_is_counted_first_and_then_offered_again(api: Api) -> None:
    made = await given_up(api, 2)
    choice = {"sinds": "1-1-2024 08:30", "ontvanger": ZORG}
    async with browsing(api, BEHEER, inlognaam="bo") as browser:
        counted = await browser.send(f"{PATH}/opnieuw", choice)
        assert "2 berichten opnieuw aanbieden" in text_of(counted.text)
        assert set(ids(await browser.open(f"{PATH}?staat=opgegeven"))) == set(made)
        done = await browser.send(f"{PATH}/opnieuw", {**choice, "gezien": "ja"})
        assert "2 berichten zijn opnieuw aangeboden" in text_of(await browser.open(done.headers["location"]))
        assert ids(await browser.open(f"{PATH}?staat=opgegeven")) == []
        assert "door beheer, persoon bo" in text_of(await browser.open(f"{PATH}/{made[0]}"))
        nothing = await browser.send(f"{PATH}/opnieuw", choice)
        assert "niets opgegeven bij deze keuze" in text_of(nothing.text)


async def test_one_is_offered_again(api: Api) -> None:
    [lost] = await given_up(api, 1)
    async with browsing(api, BEHEER) as browser:
        assert (await browser.send(f"{PATH}/{lost}/opnieuw")).headers["location"] == f"{PATH}/{lost}"
        assert "Opnieuw aangeboden" in text_of(await browser.open(f"{PATH}/{lost}"))
    async with browsing(api, BEHEER, "raadpleger") as browser:
        assert "Opnieuw aanbieden" not in await browser.open(f"{PATH}/{lost}")
        assert f"{PATH}/opnieuw" not in await browser.open(PATH)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "sinds wanneer"),
        ({"sinds": "gisteren"}, "met of zonder tijd"),
        ({"sinds": "1-1-2024 25:00"}, "met of zonder tijd"),
        ({"sinds": "1-1-2024", "soort": "WMO999"}, "Kies een"),
        ({"sinds": "1-1-2024", "ontvanger": "99990008"}, "niet ingeschreven"),
    ],
)
async def test_a_choice_that_can_not_be_is_told(api: Api, fields: dict[str, str], told: str) -> None:
    async with browsing(api, BEHEER) as browser:
        response = await browser.send(f"{PATH}/opnieuw", fields)
        assert response.status_code == 422
        assert told in text_of(response.text)
        assert heading(response.text) == "Opnieuw aanbieden"
