"""Signals are chosen by filters and handled, one or many, with a note and the name of the person."""

import re

import pytest

from tests.e2e.routes import Situation
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, Caller
from tests.support.console.browser import browsing, text_of
from tests.support.exchange.signals import a_signal, list_signals

PATH = "/console/signalen"


def ids(html: str) -> list[str]:
    return re.findall(rf'<td class="kort"><a href="{PATH}/([0-9a-f-]+)">', html)


@pytest.fixture
async def two(api: Api, venlo: Caller, made: Situation) -> list[str]:
    """Two open signals, that of the situation first."""
    other = await venlo.assign(made.client, product={"categorie": "02", "code": "02A03"})
    return [made.signal, await a_signal(api.gateway, other["toewijzingNummer"])]


async def test_filters_choose_and_open_is_what_one_sees_first(api: Api, made: Situation, two: list[str]) -> None:
    async with browsing(api, VENLO) as browser:
        assert sorted(ids(await browser.open(PATH))) == sorted(two)
        assert ids(await browser.open(f"{PATH}?toewijzing={made.nummer}")) == [made.signal]
        assert ids(await browser.open(f"{PATH}?status=afgehandeld")) == []
        assert ids(await browser.open(f"{PATH}?voor=1-3-2024")) == []
        assert len(ids(await browser.open(f"{PATH}?voor=2-3-2024&voorWie=consulent&code=NL-801"))) in (0, 2)


@pytest.mark.parametrize("query", ["status=weg", "voor=x", "toewijzing=-1", "client=x", "na=2024-99-99_x", "code=x"])
async def test_a_filter_that_can_not_be_is_told(api: Api, query: str) -> None:
    async with browsing(api, VENLO) as browser:
        await browser.open(f"{PATH}?{query}", 422)


async def test_many_are_handled_with_one_note(api: Api, venlo: Caller, two: list[str]) -> None:
    async with browsing(api, VENLO, "backoffice") as browser:
        response = await browser.send(f"{PATH}/afhandelen", {"signaal": two, "notitie": "Beide\r\ngebeld."})
        assert response.headers["location"] == f"{PATH}?gedaan=2"
        assert "2 signalen zijn afgehandeld" in text_of(await browser.open(response.headers["location"]))
        assert ids(await browser.open(PATH)) == []
    handled = await list_signals(venlo, status="afgehandeld")
    assert {(each["notitie"], each["afgehandeldDoor"]) for each in handled} == {("Beide\ngebeld.", "Jo Jansen")}


async def test_what_can_not_be_handled_is_told_and_the_others_are(api: Api, two: list[str]) -> None:
    first, second = two
    async with browsing(api, VENLO) as browser:
        await browser.send(f"{PATH}/{first}/afhandelen", {"notitie": "Gebeld."})
        response = await browser.send(f"{PATH}/afhandelen", {"signaal": [first, second], "notitie": "Anders."})
        assert response.status_code == 422
        assert "al afgehandeld" in text_of(response.text)
        assert ids(await browser.open(PATH)) == []


@pytest.mark.parametrize("note", ["", "   ", "x" * 2001, "a\x07b"])
async def test_a_note_is_asked_for(api: Api, venlo: Caller, note: str, made: Situation) -> None:
    async with browsing(api, VENLO) as browser:
        for path in (f"{PATH}/{made.signal}/afhandelen", f"{PATH}/afhandelen"):
            response = await browser.send(path, {"signaal": made.signal, "notitie": note})
            assert response.status_code == 422
            assert 'aria-invalid="true"' in response.text
            assert 'role="alert"' in response.text
        none = await browser.send(f"{PATH}/afhandelen", {"notitie": "Gebeld."})
        assert "Kruis aan" in text_of(none.text)
    assert len(await list_signals(venlo, status="open")) == 1


async def test_a_script_in_a_note_is_shown_and_not_run(api: Api, made: Situation) -> None:
    script = "<script>alert(1)</script>"
    async with browsing(api, VENLO) as browser:
        await browser.send(f"{PATH}/{made.signal}/afhandelen", {"notitie": script})
        html = await browser.open(f"{PATH}/{made.signal}")
    assert script not in html
    assert script in text_of(html)
    assert "Jo Jansen" in html


async def test_who_may_only_look_sees_no_form(api: Api, made: Situation) -> None:
    async with browsing(api, VENLO, "raadpleger") as browser:
        for path in (PATH, f"{PATH}/{made.signal}"):
            assert "<textarea" not in await browser.open(path)
