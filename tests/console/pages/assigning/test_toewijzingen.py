"""Assignments are listed by filters; one shows its versions, what was overridden, and what policy says."""

import re

import pytest

from tests.e2e.routes import Situation
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, Caller
from tests.support.console.browser import browsing, text_of

PATH = "/console/toewijzingen"


def numbers(html: str) -> list[int]:
    return [int(each) for each in re.findall(rf'<td><a href="{PATH}/(\d+)">', html)]


async def test_filters_choose_and_the_newest_comes_first(api: Api, venlo: Caller, made: Situation) -> None:
    other = (await venlo.assign(made.client, product={"categorie": "02", "code": "02A03"}))["toewijzingNummer"]
    async with browsing(api, VENLO) as browser:
        assert numbers(await browser.open(PATH)) == [other, made.nummer]
        assert numbers(await browser.open(f"{PATH}?begonnen=ja")) == [made.nummer]
        assert numbers(await browser.open(f"{PATH}?product=02A03&looptOp=1-3-2024&client={made.client}")) == [other]
        assert numbers(await browser.open(f"{PATH}?eindigtVoor=1-1-2024&overruled=ja")) == []


@pytest.mark.parametrize("query", ["begonnen=x", "looptOp=x", "product=<b>", "na=zz", f"na={'a' * 700}", "aanbieder=1"])
async def test_a_filter_that_can_not_be_is_told(api: Api, query: str) -> None:
    async with browsing(api, VENLO) as browser:
        await browser.open(f"{PATH}?{query}", 422)


async def test_one_shows_its_versions(api: Api, venlo: Caller, made: Situation) -> None:
    await venlo.change(made.nummer, einddatum="2024-11-30", beslistDoor="C. Consulent")
    async with browsing(api, VENLO) as browser:
        text = text_of(await browser.open(f"{PATH}/{made.nummer}"))
    assert f"Toewijzing {made.nummer}" in text
    assert "30 november 2024" in text
    assert "31 december 2024" in text
    assert "C. Consulent" in text
    assert "120 ×" in text


@pytest.mark.parametrize("number", ["0", "999999", "1000000000", "9" * 30])
async def test_what_is_not_there_is_not_found(api: Api, number: str) -> None:
    async with browsing(api, VENLO) as browser:
        await browser.open(f"{PATH}/{number}", 404)
