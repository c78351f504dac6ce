"""A person changes the own password and app, with what is wrong beside the field; no password is ever shown."""

import re

import pyotp

from gateway.exchange.parties.people import add_person, list_people
from tests.support.api.application import Api
from tests.support.api.parties import VENLO
from tests.support.console.browser import Browser, browsing, text_of

PATH = "/console/toegang"
NEW = "een lange zin van zes woorden"


async def given_a_password(api: Api) -> str:
    """Add somebody, and give that password to the one who browses; return it."""
    made = await add_person(api.gateway, VENLO, "voorbeeld", "V", "consulent", second_factor=False)
    async with api.gateway.db.transaction() as tx:
        await tx.execute(
            "update personen set wachtwoord = (select wachtwoord from personen where inlognaam = 'voorbeeld')"
        )
    return made.wachtwoord


async def refused(browser: Browser, what: str, fields: dict[str, str], told: str) -> str:
    response = await browser.send(f"{PATH}/{what}", fields)
    assert response.status_code == 422
    assert told in text_of(response.text)
    assert not any(text in response.text for name, text in fields.items() if name not in ("geheim", "code") and text)
    return response.text


async def test_both_are_changed_by_who_knows_the_password(api: Api) -> None:
    async with browsing(api, VENLO, inlognaam="jo.jansen") as browser, browsing(api, VENLO) as other:
        old = await given_a_password(api)
        html = await browser.open("/console")
        assert f'href="{PATH}"' in html
        full = {"wachtwoord": old, "nieuw": NEW, "nogmaals": NEW}
        await refused(browser, "wachtwoord", {**full, "nieuw": ""}, "Vul dit in.")
        await refused(browser, "wachtwoord", {**full, "nogmaals": "anders-dan-dat"}, "niet hetzelfde")
        await refused(browser, "wachtwoord", {**full, "wachtwoord": "heel-fout"}, "klopt niet")
        await refused(browser, "wachtwoord", {**full, "nieuw": "te kort", "nogmaals": "te kort"}, "heeft 7 tekens")
        done = await browser.send(f"{PATH}/wachtwoord", full)
        assert "Uw wachtwoord is gewijzigd." in text_of(await browser.open(done.headers["location"]))
        await other.open("/console")

        html = await browser.open(PATH)
        found = re.search(r'name="geheim" value="([A-Z2-7]{32})"', html)
        assert found is not None
        secret = found[1]
        assert secret not in await browser.open(PATH), "each page has its own"
        code = pyotp.TOTP(secret).at(api.clock())
        given = {"geheim": secret, "code": code, "bevestig": NEW}
        again = await refused(browser, "code", {**given, "code": "000000"}, "niet van de nieuwe app")
        assert secret in again
        await refused(browser, "code", {**given, "bevestig": "heel-fout"}, "klopt niet")
        await refused(browser, "code", {**given, "bevestig": ""}, "Vul dit in.")
        done = await browser.send(f"{PATH}/code", given)
        assert "code uit de nieuwe app" in text_of(await browser.open(done.headers["location"]))
    people = {each.inlognaam: each for each in await list_people(api.gateway, VENLO)}
    assert people["jo.jansen"].tweede_factor
    assert not people["voorbeeld"].tweede_factor


async def test_who_logs_in_elsewhere_is_sent_there(api: Api) -> None:
    async with browsing(api, VENLO) as browser:
        async with api.gateway.db.transaction() as tx:
            await tx.execute("update personen set identiteit = '\\x00'")
        html = await browser.open(PATH)
        assert "<form" not in html.partition("<main")[2]
        assert "identiteitsprovider van uw organisatie" in text_of(html)
        response = await browser.send(f"{PATH}/wachtwoord", {"wachtwoord": "x", "nieuw": NEW, "nogmaals": NEW})
        assert response.status_code == 409
