"""Keys, other ways in and mandates are made and withdrawn by hand; a key is shown once."""

import re

import pytest

from gateway.exchange.parties.accounts import add_account
from gateway.store.parties import api_keys
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, VENLO, ZORG
from tests.support.console.browser import browsing, text_of

PATH = "/console/organisaties"
ONE = f"{PATH}/{ZORG}"
INTERMEDIARY = Organisatie("berichtendienst", "intermediair", "Berichtendienst")


async def opens(api: Api, key: str) -> bool:
    async with api.gateway.db.reading() as tx:
        return await api_keys.find_owner(tx, key) is not None


async def test_a_key_is_shown_once_and_opens_until_it_is_revoked(api: Api) -> None:
    async with browsing(api, BEHEER, inlognaam="bo") as browser:
        made = await browser.send(f"{ONE}/sleutels", {"sleutel_omschrijving": "koppeling", "dagen": "30"})
        key = re.search(r"gw_\w{8}_[\w-]{43}", made.text)
        assert key is not None
        assert await opens(api, key[0])
        html = await browser.open(ONE)
        assert key[0] not in html
        name = api_keys.name_of_key(key[0])
        assert f"gw_{name}_… koppeling" in text_of(html)
        assert (await browser.send(f"{ONE}/sleutels/{name}/intrekken")).headers["location"] == ONE
        assert not await opens(api, key[0])
        assert f"{ONE}/sleutels/{name}/intrekken" not in await browser.open(ONE)
        history = text_of(await browser.open(f"{ONE}/geschiedenis"))
        assert "sleutel gemaakt door beheer, persoon bo" in history
        assert key[0] not in history


@pytest.mark.parametrize(
    ("act", "fields", "told"),
    [
        ("sleutels", {}, "Schrijf op waarvoor"),
        ("sleutels", {"sleutel_omschrijving": "om 999900006"}, "BSN"),
        ("sleutels", {"sleutel_omschrijving": "x", "dagen": "0"}, "getal van 1"),
        ("toegang", {"weg": "oidc", "toegang_omschrijving": "x"}, "Vul dit in"),
        ("toegang", {"weg": "deur", "kenmerk": "x", "toegang_omschrijving": "x"}, "Kies een"),
        ("toegang", {"weg": "certificaat", "kenmerk": "x", "toegang_omschrijving": "x"}, "SHA-256"),
        ("toegang/intrekken", {"weg": "deur"}, "Kies een"),
    ],
)
async def test_what_can_not_be_is_told_beside_its_field(api: Api, act: str, fields: dict[str, str], told: str) -> None:
    async with browsing(api, BEHEER) as browser:
        response = await browser.send(f"{ONE}/{act}", fields)
        assert response.status_code == 422
        assert 'role="alert"' in response.text
        assert told in text_of(response.text)


async def test_another_way_in_is_given_and_withdrawn(api: Api) -> None:
    way = {"weg": "oidc", "kenmerk": "zorgsysteem"}
    async with browsing(api, BEHEER) as browser:
        assert "Alleen met API-sleutels" in text_of(await browser.open(ONE))
        await browser.send(f"{ONE}/toegang", {**way, "toegang_omschrijving": "koppeling"})
        assert "oidc zorgsysteem koppeling" in text_of(await browser.open(ONE))
        other = await browser.send(f"{PATH}/{VENLO}/toegang", {**way, "toegang_omschrijving": "koppeling"})
        assert "hoort al bij een andere organisatie" in text_of(other.text)
        assert (await browser.send(f"{ONE}/toegang/intrekken", way)).status_code == 303
        assert "Alleen met API-sleutels" in text_of(await browser.open(ONE))


async def test_a_mandate_is_given_for_ticked_messages_and_withdrawn(api: Api) -> None:
    await add_account(api.gateway, INTERMEDIARY)
    one = f"{PATH}/{INTERMEDIARY.code}"
    given = {"partij": ZORG, "vanaf": "1-1-2024", "berichtsoort": ["WMO305", "WMO307"]}
    async with browsing(api, BEHEER) as browser:
        nothing = await browser.send(f"{one}/machtigingen", {"berichtsoort": "WMO999"})
        assert nothing.status_code == 422
        assert "Kruis aan" in text_of(nothing.text)
        backwards = await browser.send(f"{one}/machtigingen", {**given, "tot": "31-12-2023"})
        assert "ligt voor de eerste" in text_of(backwards.text)
        assert backwards.text.count(" checked") == 2
        await browser.send(f"{one}/machtigingen", given)
        assert text_of(await browser.open(one)).count("geldt") == 2
        html = await browser.open(ONE)
        [first, _] = re.findall(rf"{ONE}(/machtigingen/\d+/intrekken)", html)
        await browser.send(f"{ONE}{first}")
        assert text_of(await browser.open(one)).count("geldt") == 1
