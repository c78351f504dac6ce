"""An assignment is changed, ended or withdrawn in a form, looked at first."""

import pytest

from tests.e2e.routes import Situation
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, Caller
from tests.support.console.browser import browsing, text_of
from tests.support.console.forms import ask_first, send_form, value_of


async def test_an_end_is_looked_at_and_then_sent_once(api: Api, venlo: Caller, made: Situation) -> None:
    path = f"/console/toewijzingen/{made.nummer}/wijzigen"
    async with browsing(api, VENLO, "consulent") as browser:
        html, fields = await ask_first(browser, path, einddatum="30-11-2024", volume="", redenWijziging="06")
        assert "was 31 december 2024" in text_of(html)
        sent = [await send_form(browser, path, fields, "versturen") for _ in range(2)]
        assert [each.status_code for each in sent] == [303, 303]
        text = text_of(await browser.open(sent[0].headers["location"]))
    assert "De toewijzing is gewijzigd" in text
    assert "Uitstroom naar ander domein (06)" in text
    versions = (await venlo.http.get(f"/v1/toewijzingen/{VENLO}/{made.nummer}")).json()["versies"]
    assert [each["versie"] for each in versions] == [1, 2]
    assert versions[-1]["beslistDoor"] == "Jo Jansen"


@pytest.mark.parametrize(
    ("filled", "field", "told"),
    [
        ({"einddatum": "1-1-2024"}, None, "zorg gemeld"),
        ({"volume": "3"}, "volume", "kan niet wijzigen bij Frequentie"),
        ({}, "einddatum", "verandert niets"),
        ({"einddatum": "30-11-2024", "openEinde": "ja"}, "einddatum", "niet allebei"),
    ],
)
async def test_what_can_not_be_is_told_and_what_was_typed_stays(
    api: Api, filled: dict[str, str], field: str | None, told: str, made: Situation
) -> None:
    asked = {"einddatum": "", "volume": "", "evaluatieOp": "1-6-2024", **filled}
    async with browsing(api, VENLO, "consulent") as browser:
        empty = await browser.open(f"/console/toewijzingen/{made.nummer}/wijzigen")
        assert "Nu 1 januari 2024 tot en met 31 december 2024" in text_of(empty)
        response = await browser.send(f"/console/toewijzingen/{made.nummer}/wijzigen", asked)
    assert response.status_code in (409, 422)
    assert told in text_of(response.text)
    assert (field is not None) == (f'id="f-{field}"' in response.text)
    assert value_of(response.text, "evaluatieOp") == "1-6-2024"


async def test_what_has_not_begun_can_be_withdrawn_and_what_has_can_not(
    api: Api, venlo: Caller, made: Situation
) -> None:
    other = (await venlo.assign(made.client, product={"categorie": "02", "code": "02A03"}))["toewijzingNummer"]
    async with browsing(api, VENLO, "consulent") as browser:
        html, _ = await ask_first(browser, f"/console/toewijzingen/{made.nummer}/intrekken", 409)
        assert "OP362" in text_of(html)
        path = f"/console/toewijzingen/{other}/intrekken"
        _, fields = await ask_first(browser, path)
        sent = await send_form(browser, path, fields, "versturen")
        html = await browser.open(sent.headers["location"])
    assert "De toewijzing is ingetrokken" in text_of(html)
    assert "/intrekken" not in html
