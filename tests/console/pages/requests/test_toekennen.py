"""A request is granted in a form, as asked or in another way, looked at first and sent once."""

from tests.e2e.routes import Situation
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, Caller
from tests.support.api.requests import answer, asked, the_message, the_request, vot, vow, wish
from tests.support.console.browser import browsing, text_of
from tests.support.console.forms import ask_first, send_form, value_of
from tests.support.messages.messages import BSN_2
from tests.support.policy.chosen import choose_policy


async def test_it_is_granted_as_asked_once(api: Api, made: Situation) -> None:
    path = f"/console/verzoeken/{made.request}/toekennen"
    async with browsing(api, VENLO, "consulent") as browser:
        html = await browser.open(path)
        assert [value_of(html, each) for each in ("volume", "ingangsdatum", "einddatum")] == [
            "3",
            "1-4-2024",
            "31-12-2024",
        ]
        html, fields = await ask_first(browser, path, hoe="gevraagd")
        assert "Dit kan zo" in text_of(html)
        assert "Verwacht aantal 120 × uur" in text_of(html)
        sent = [await send_form(browser, path, fields, "versturen") for _ in range(2)]
        assert [each.status_code for each in sent] == [303, 303]
        text = text_of(await browser.open(sent[0].headers["location"]))
        assert "Het verzoek is toegekend" in text
        assert "Toegekend met toewijzing" in text
        again, _ = await ask_first(browser, path, 409, hoe="gevraagd")
        assert "al toegekend" in text_of(again)


async def test_what_the_provider_refused_is_sent_again_as_it_is(api: Api, zorg: Caller, made: Situation) -> None:
    path = f"/console/verzoeken/{made.request}"
    await zorg.collect()
    async with browsing(api, VENLO, "consulent") as browser:
        _, fields = await ask_first(browser, f"{path}/toekennen", hoe="gevraagd")
        await send_form(browser, f"{path}/toekennen", fields, "versturen")
        await answer(zorg, await the_message(zorg, "WMO301"), "T1", "9332")
        html = await browser.open(path)
        assert "de aanbieder keurde de WMO301 af" in text_of(html)
        [refusal] = (await zorg.http.get("/v1/berichten?soort=WMO302")).json()["berichten"]
        assert f'href="/console/berichten/{refusal["berichtId"]}"' in html, "what is wrong stands there"
        told = await browser.send(f"{path}/afwijzen", {"reden": "1"})
        assert "trek haar dan eerst in" in text_of(told.text)
        html = await browser.open(f"{path}/toekennen")
        assert 'name="volume"' not in html
        html, fields = await ask_first(browser, f"{path}/toekennen")
        assert "Dit kan zo" in text_of(html)
        assert (await send_form(browser, f"{path}/toekennen", fields, "versturen")).status_code == 303
        assert "Het verzoek is toegekend" in text_of(await browser.open(f"{path}?gedaan=toegekend"))


async def test_it_is_granted_in_another_way_and_what_can_not_be_stands_beside_its_field(
    api: Api, venlo: Caller, made: Situation
) -> None:
    path = f"/console/verzoeken/{made.request}/toekennen"
    other = {
        "hoe": "anders",
        "categorie": "02",
        "code": "02A16",
        "ingangsdatum": "1-5-2024",
        "einddatum": "31-12-2024",
        "volume": "2",
        "eenheid": "04",
        "frequentie": "2",
    }
    async with browsing(api, VENLO, "consulent") as browser:
        html, _ = await ask_first(browser, path, 422, **{**other, "eenheid": ""})
        assert 'id="f-eenheid"' in html
        assert 'name="referentieAanbieder"' not in html, "the reference is that of the request"
        assert value_of(html, "volume") == "2"
        _, fields = await ask_first(browser, path, **other)
        assert (await send_form(browser, path, fields, "versturen")).status_code == 303
        await choose_policy(api.gateway)
        html, _ = await ask_first(browser, f"/console/verzoeken/{made.another_request}/toekennen", hoe="gevraagd")
        assert "Gaat dit niet, wijs het verzoek dan af" in text_of(html)
    found = (await venlo.http.get(f"/v1/verzoeken/{made.request}")).json()
    granted = (await venlo.http.get(f"/v1/toewijzingen/{VENLO}/{found['toewijzingNummers'][0]}")).json()
    assert (granted["actueel"]["ingangsdatum"], granted["actueel"]["omvang"]["volume"]) == ("2024-05-01", 2)


async def test_a_change_is_granted_from_a_later_day(api: Api, venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    await zorg.submit(vow("W1", "A2", change=[wish(nummer, "2024-04-01", "2024-12-31")]))
    path = f"/console/verzoeken/{(await the_request(venlo, 'A2'))['verzoekId']}/toekennen"
    async with browsing(api, VENLO, "consulent") as browser:
        wrong, _ = await ask_first(browser, path, 422, vanaf="straks")
        assert 'id="f-vanaf"' in wrong
        html, fields = await ask_first(browser, path, vanaf="1-5-2024")
        assert "was 31 december 2024" in text_of(html)
        assert "Geïnitieerd door de aanbieder (12)" in text_of(html)
        assert (await send_form(browser, path, fields, "versturen")).status_code == 303
    ended = (await venlo.http.get(f"/v1/toewijzingen/{VENLO}/{nummer}")).json()
    assert ended["actueel"]["einddatum"] == "2024-04-30"


async def test_who_is_known_by_the_request_alone_is_to_be_completed_first(
    api: Api, venlo: Caller, zorg: Caller, made: Situation
) -> None:
    await zorg.submit(vot("V9", asked("R9"), bsn=BSN_2))
    request = await the_request(venlo, "R9")
    async with browsing(api, VENLO, "consulent") as browser:
        html, _ = await ask_first(browser, f"/console/verzoeken/{request['verzoekId']}/toekennen", 422, hoe="gevraagd")
        assert "Vul het aan in het dossier van de cliënt" in text_of(html)
        assert (
            text_of(html)
            .partition("Het gaat om: ")[2]
            .startswith("hoe de naam wordt gebruikt, waar de cliënt te bereiken is.")
        )
        assert f'href="/console/clienten/{request["clientId"]}/gegevens"' in html
