"""A client is found by what is sent in a form, and shown with all that happened, as a picture and in words."""

import pytest

from gateway.console.pages.assigning.clienten import name_of
from tests.e2e.routes import Situation, on_record
from tests.support.api.application import Api
from tests.support.api.parties import CLIENT, VENLO, VENRAY, Caller
from tests.support.console.browser import browsing, heading, text_of
from tests.support.messages.messages import BSN, BSN_2

PATH = "/console/clienten"


async def test_a_client_is_found_by_bsn_and_by_name_and_by_its_municipality_only(api: Api, venlo: Caller) -> None:
    client = await venlo.register()
    asked = ({"bsn": BSN}, {"achternaam": "proefpersoon", "geboortedatum": "15-6-1950"})
    for given in asked:
        async with browsing(api, VENLO) as browser:
            response = await browser.send(PATH, given)
            assert f'href="{PATH}/{client}"' in response.text
            assert "Jo Proefpersoon" in response.text
        async with browsing(api, VENRAY) as browser:
            assert client not in (await browser.send(PATH, given)).text
    looks = [dict(each) for each in (await on_record(api)) if each["actie"] == f"POST {PATH}"]
    assert [[str(each) for each in look["clienten"]] for look in looks] == [[client], [], [client], []]


@pytest.mark.parametrize(
    "given",
    [
        *({}, {"bsn": "123456789"}, {"achternaam": "x"}, {"achternaam": "--", "geboortedatum": "1-1-1950"}),
        {"achternaam": "x", "geboortedatum": "gisteren"},
    ],
)
async def test_what_can_not_be_looked_for_is_told_beside_the_field(api: Api, given: dict[str, str]) -> None:
    async with browsing(api, VENLO) as browser:
        response = await browser.send(PATH, given)
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.text


async def test_nobody_is_told_as_nobody(api: Api) -> None:
    async with browsing(api, VENLO) as browser:
        response = await browser.send(PATH, {"bsn": BSN_2})
    assert response.status_code == 200
    assert "0 cliënten" in text_of(response.text)


async def test_the_dossier_is_a_picture_and_a_list(api: Api, made: Situation) -> None:
    async with browsing(api, VENLO) as browser:
        html = await browser.open(f"{PATH}/{made.client}")
    assert heading(html) == "Jo Proefpersoon"
    assert html.count('<rect class="toegewezen"') == 1
    assert html.count('<rect class="geleverd"') == 1
    assert html.count('<circle class="signaal"') == 1
    text = text_of(html)
    for part in ("Toewijzing ", "Start van 02A02", "Signaal NL-801", "WMO305 (start)", "Ingeschreven"):
        assert part in text
    assert BSN not in html.partition("<body ")[0]


def test_a_name_is_made_of_what_is_known() -> None:
    assert name_of(CLIENT) == "Jo Proefpersoon"
    assert name_of({"naam": {"geslachtsnaam": {"voorvoegsel": "van der", "achternaam": "Berg"}}}) == "van der Berg"
    assert name_of({}) == ""
