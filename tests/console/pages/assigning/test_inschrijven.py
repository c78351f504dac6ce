"""A client is registered once and gets other details, with what the form doesn't show left as it is."""

from typing import Any

import pytest

from gateway.console.view.deciding.details import fields_of
from tests.support.api.application import Api
from tests.support.api.parties import CLIENT, VENLO, Caller
from tests.support.console.browser import browsing, text_of
from tests.support.console.forms import value_of
from tests.support.messages.messages import BSN

NEW = "/console/inschrijven"
FILLED = {**fields_of(CLIENT), "bsn": BSN, "geboortedatum": "15-6-1950", "telefoonnummer": "0773500000"}


async def details_of(venlo: Caller, client: str) -> dict[str, Any]:
    found: dict[str, Any] = (await venlo.http.get(f"/v1/clienten/{client}")).json()
    return found


async def test_a_client_is_registered_once_however_often_the_form_is_sent(api: Api, venlo: Caller) -> None:
    async with browsing(api, VENLO, "consulent") as browser:
        empty = await browser.open(NEW)
        assert 'value="01" selected' in empty
        assert 'value="NL" selected' in empty, "a postcode without a country is refused (CD005)"
        first, second = [await browser.send(NEW, FILLED) for _ in range(2)]
        assert first.status_code == second.status_code == 303
        assert first.headers["location"] == second.headers["location"]
        assert "Jo Proefpersoon" in await browser.open(first.headers["location"])
        other = await browser.send(NEW, {**FILLED, "voornamen": "Janneke"})
        assert other.status_code == 409
        assert first.headers["location"] in other.text
        assert "heeft al een cliënt met dit BSN" in text_of(other.text)
        assert value_of(other.text, "voornamen") == "Janneke"
    kept = await details_of(venlo, first.headers["location"].rpartition("/")[2])
    assert kept["geboortedatum"] == {"datum": "1950-06-15"}
    assert kept["contactgegevens"][0]["telefoon"]["telefoon01"] == {
        "telefoonnummer": "0773500000",
        "landnummer": "31",
    }


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"bsn": "123"}, "bsn"),
        ({"bsn": "123456789"}, "bsn"),
        ({"geboortedatum": "gisteren"}, "geboortedatum"),
        ({"geslacht": ""}, "geslacht"),
        ({"achternaam": ""}, "achternaam"),
        ({"postcode": "x" * 30}, "postcode"),
        ({"partnerAchternaam": "x" * 300}, "partnerAchternaam"),
    ],
)
async def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    api: Api, wrong: dict[str, str], field: str
) -> None:
    async with browsing(api, VENLO, "consulent") as browser:
        response = await browser.send(NEW, {**FILLED, **wrong})
    assert response.status_code == 422
    assert f'id="f-{field}"' in response.text, text_of(response.text)
    assert value_of(response.text, "plaatsnaam") == "Venlo"


async def test_other_details_leave_what_the_form_does_not_show(api: Api, venlo: Caller) -> None:
    phone = {"telefoon01": {"telefoonnummer": "0773500001", "landnummer": "31"}}
    second = {**CLIENT["contactgegevens"][0], "soort": "02", "telefoon": phone}
    client = await venlo.register(contactgegevens=[*CLIENT["contactgegevens"], second])
    path = f"/console/clienten/{client}/gegevens"
    async with browsing(api, VENLO, "consulent") as browser:
        html = await browser.open(path)
        assert value_of(html, "huisnummer") == "12"
        moved = {**fields_of(CLIENT), "straatnaam": "Kade", "plaatsnaam": ""}
        assert (await browser.send(path, moved)).status_code == 303
        refused = await browser.send(path, {**moved, "postcode": "x" * 30})
        assert refused.status_code == 422
        assert "Vul dit in." in (await browser.send(path, {**moved, "achternaam": ""})).text
    kept = await details_of(venlo, client)
    assert kept["contactgegevens"][1] == second
    assert kept["contactgegevens"][0]["adres"]["straatnaam"] == "Kade"
    assert "plaatsnaam" not in kept["contactgegevens"][0]["adres"]
