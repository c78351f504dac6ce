"""A provider reports a start and a stop by hand: a refusal is told beside its field, and nothing goes twice."""

import re
from html import unescape

from tests.support.api.application import Api
from tests.support.api.parties import VENLO, VENRAY, ZORG, Caller
from tests.support.console.browser import browsing, heading, text_of
from tests.support.messages.messages import BSN, BSN_2, FULL_NAME

PATH = "/console/melden"


def field(html: str, name: str) -> str:
    """Return the value in this field."""
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', html)
    assert found is not None, name
    return unescape(found[1])


async def test_a_start_is_looked_at_and_then_sent_once(api: Api, venlo: Caller, zorg: Caller) -> None:
    assigned = await venlo.assign(await venlo.register())
    nummer = assigned["toewijzingNummer"]
    path = f"{PATH}/{VENLO}/{nummer}/start"
    async with browsing(api, ZORG) as browser:
        assert f'href="{PATH}?gemeente={VENLO}"' in await browser.open(f"/console/berichten/{assigned['berichtId']}")
        html = await browser.open(PATH)
        assert f'href="{path}"' in html
        assert FULL_NAME.geslachtsnaam.achternaam in html
        assert (await browser.http.get(f"{PATH}?gemeente={VENLO}&nummer={nummer}")).headers["location"] == path
        html = await browser.open(path)
        assert field(html, "begindatum") == "1-1-2024"
        before = await venlo.mailbox()
        seen = await browser.send(path, {"begindatum": "20-2-2024", "stap": "controle"})
        assert seen.status_code == 200
        assert "nog niets verstuurd" in text_of(seen.text)
        assert await venlo.mailbox() == before
        form = {"begindatum": "20-2-2024", "identificatie": field(seen.text, "identificatie"), "stap": "versturen"}
        sent = await browser.send(path, form)
        assert sent.status_code == 303
    api.clock.advance(days=1)
    async with browsing(api, ZORG) as browser:
        again = await browser.send(path, form)
        assert again.headers["location"] == sent.headers["location"]
        page = text_of(await browser.open(sent.headers["location"]))
    assert "goedgekeurd" in page
    assert "ingevuld" in page
    [arrived] = (await venlo.mailbox())[len(before) :]
    assert arrived["identificatie"] == form["identificatie"]
    message = await venlo.read_message(arrived["berichtId"])
    assert message.client.start_producten[0].begindatum == "2024-02-20"
    async with api.gateway.db.reading() as tx:
        [act] = await tx.fetch("select gegevens from gebeurtenissen where soort = 'ingevuld'")
    assert act["gegevens"]["door"] == ZORG
    assert act["gegevens"]["ingang"].startswith("persoon ")


async def test_what_the_rules_refuse_stands_beside_the_field(api: Api, venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    path = f"{PATH}/{VENLO}/{nummer}"
    async with browsing(api, ZORG) as browser:
        early = await browser.send(f"{path}/start", {"begindatum": "2-3-2024", "stap": "controle"})
        assert early.status_code == 422
        assert re.search(r'id="f-begindatum">.*?TR\d+', early.text) is not None
        assert field(early.text, "begindatum") == "2-3-2024"
        assert "Wat te doen:" in text_of(early.text)
        for wrong in ({"begindatum": ""}, {"begindatum": "gisteren"}):
            assert (await browser.send(f"{path}/start", {**wrong, "stap": "controle"})).status_code == 422
        none = text_of(await browser.open(f"{path}/stop"))
        assert "staat geen start" in none
        assert (await browser.send(f"{path}/stop", {"einddatum": "1-3-2024", "reden": "19"})).status_code == 409
        for reden in ("", "99"):
            response = await browser.send(f"{path}/stop", {"einddatum": "1-3-2024", "reden": reden})
            assert response.status_code == 422
        unknown = {"begindatum": "1-2-2024", "stap": "versturen", "identificatie": BSN}
        response = await browser.send(f"{path}/start", unknown)
        assert "geen geldig kenmerk" in text_of(response.text)
        back = await browser.send(f"{path}/start", {"begindatum": "2-2-2024", "stap": "terug"})
        assert field(back.text, "begindatum") == "2-2-2024"
    assert [each["soort"] for each in await venlo.mailbox()] == []


async def test_a_stop_follows_a_start(api: Api, venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    path = f"{PATH}/{VENLO}/{nummer}"
    async with browsing(api, ZORG) as browser:
        for wat, given in (
            ("start", {"begindatum": "1-2-2024"}),
            ("stop", {"einddatum": "28-2-2024", "reden": "23"}),
        ):
            await browser.open(f"{path}/{wat}")
            seen = await browser.send(f"{path}/{wat}", {**given, "stap": "controle"})
            form = {**given, "identificatie": field(seen.text, "identificatie"), "stap": "versturen"}
            sent = await browser.send(f"{path}/{wat}", form)
            assert "goedgekeurd" in text_of(await browser.open(sent.headers["location"]))
        assert "al definitief gestopt" in text_of(await browser.open(f"{path}/stop"))
    assert [each["soort"] for each in await venlo.mailbox()] == ["WMO305", "WMO307"]


async def test_only_what_the_provider_was_told_is_there(api: Api, venlo: Caller, zorg: Caller) -> None:
    client = await venlo.register()
    nummer = (await venlo.assign(client))["toewijzingNummer"]
    await venlo.change(nummer, einddatum="2024-11-30")
    other = (await venlo.assign(await venlo.register(BSN_2), aanbieder="99990002"))["toewijzingNummer"]
    async with browsing(api, ZORG) as browser:
        html = await browser.open(PATH)
        assert html.count(f'/{nummer}/start"') == 1, "as it stands, and no older version"
        assert "30 november 2024" in text_of(html)
        assert f"/{other}/start" not in html
        assert "geen toewijzingen van deze gemeente" in text_of(await browser.open(f"{PATH}?gemeente={VENRAY}"))
        for wrong in (f"{VENLO}/{other}/start", f"{VENLO}/x/start", f"{VENLO}/{nummer}/pauze", f"98x3/{nummer}/start"):
            await browser.open(f"{PATH}/{wrong}", 404)
        for query in ("nummer=1", "gemeente=x", "nummer=x", "na=zz"):
            await browser.open(f"{PATH}?{query}", 422)
    async with browsing(api, ZORG, "raadpleger") as browser:
        assert "/start" not in await browser.open(PATH)
        assert heading(await browser.open(f"{PATH}/{VENLO}/{nummer}/start", 403)) == "Andere rol"
