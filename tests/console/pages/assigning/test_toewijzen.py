"""Care is assigned in a form: looked at first, sent once, and nothing that was typed is lost."""

from typing import Any

import pytest

from gateway.console.view.deciding.decision import CHANGED_SINCE
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, VENLO, ZORG, Caller
from tests.support.console.browser import Browser, browsing, text_of
from tests.support.console.forms import ask_first, hidden_fields, send_form, value_of
from tests.support.policy.chosen import choose_policy, request_for

ASKED = {
    "aanbieder": ZORG,
    "categorie": "02",
    "code": "02A02",
    "ingangsdatum": "1-1-2024",
    "einddatum": "31-12-2024",
    "volume": "120",
    "eenheid": "01",
    "frequentie": "4",
    "evaluatieOp": "1-6-2024, 1-3-2024",
    "instemmingAanbieder": "ja",
}
NEXT = {
    "aanbieder": ZORG,
    "product": "10B02",
    "ingangsdatum": "1-7-2024",
    "einddatum": "31-12-2024",
    "volume": "1",
    "eenheid": "82",
    "frequentie": "4",
    "code": "",
    "categorie": "",
}
"""Care that would be a stretch of what runs until the day before."""


def path_of(client: str) -> str:
    return f"/console/clienten/{client}/toewijzen"


async def assigned(venlo: Caller) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await venlo.http.get("/v1/toewijzingen")).json()["toewijzingen"]
    return found


async def test_it_is_looked_at_then_sent_and_however_often_it_is_sent_it_happens_once(api: Api, venlo: Caller) -> None:
    path = path_of(await venlo.register())
    async with browsing(api, VENLO, "consulent") as browser:
        html, fields = await ask_first(browser, path, **ASKED)
        assert "Dit kan zo" in text_of(html)
        assert await assigned(venlo) == []
        first, second = [await send_form(browser, path, fields, "versturen") for _ in range(2)]
        assert first.status_code == second.status_code == 303
        assert first.headers["location"] == second.headers["location"]
        text = text_of(await browser.open(first.headers["location"]))
        assert "De zorg is toegewezen" in text
        assert "Beslist door Jo Jansen" in text
        assert "1 maart 2024, 1 juni 2024" in text
        other = await send_form(browser, path, {**fields, "code": "02A03"}, "versturen")
        assert CHANGED_SINCE in text_of(other.text)
        again = {**fields, "code": "02A03", **hidden_fields(other.text)}
        used = await send_form(browser, path, again, "versturen")
        assert used.status_code == 409
        assert "al uitgevoerd" in text_of(used.text)
        assert hidden_fields(used.text)["sleutel"] != fields["sleutel"]
    assert len(await assigned(venlo)) == 1
    assert len(await venlo.mailbox()) == 0


@pytest.mark.parametrize(
    ("wrong", "field", "told"),
    [
        ({"einddatum": "31-2-2024"}, "einddatum", "zoals 31-3-2026"),
        ({"einddatum": "31-12-2023"}, "einddatum", "ligt voor de eerste"),
        ({"aanbieder": "12345678"}, "aanbieder", "niet aangesloten"),
        ({"eenheid": ""}, "eenheid", "een aantal, een eenheid en een frequentie"),
        ({"budget": "12,50"}, "budget", "niet allebei"),
        ({"aangevraagdOp": "1-1-2030"}, "aangevraagdOp", "ligt na vandaag"),
        ({"evaluatieOp": "1-6-2024, morgen"}, "evaluatieOp", "morgen is geen dag"),
        ({"commentaar": "Zie 999900006"}, "commentaar", "BSN"),
    ],
)
async def test_what_can_not_be_is_told_beside_its_field_and_all_that_was_typed_stays(
    api: Api, venlo: Caller, wrong: dict[str, str], field: str, told: str
) -> None:
    path = path_of(await venlo.register())
    async with browsing(api, VENLO, "consulent") as browser:
        html, fields = await ask_first(browser, path, 422, **{**ASKED, **wrong})
        assert told in text_of(html[html.index(f'id="f-{field}"') :].partition("</p>")[0] + "</p>")
        for name in ("aanbieder", "ingangsdatum", "einddatum", "volume", "evaluatieOp"):
            assert value_of(html, name) == {**ASKED, **wrong}[name]
        sent = await send_form(browser, path, fields, "versturen")
        assert sent.status_code == 422
    assert await assigned(venlo) == []


async def running(api: Api, venlo: Caller) -> str:
    await choose_policy(api.gateway)
    jo = await venlo.register()
    await venlo.assign(
        **request_for(jo, "10B02", "2024-01-01", "2024-06-30", omvang={"volume": 1, "eenheid": "82", "frequentie": "4"})
    )
    return jo


async def test_what_policy_objects_to_stands_beside_its_field_and_what_it_advises_can_be_done(
    api: Api, venlo: Caller
) -> None:
    path = path_of(await running(api, venlo))
    async with browsing(api, VENLO, "consulent") as browser:
        html, fields = await ask_first(browser, path, **NEXT)
        assert "NL-601" in text_of(html[html.index('id="f-ingangsdatum"') :].partition("</p>")[0] + "</p>")
        assert "Zo gaat het wel door" in text_of(html)
        assert "Wat het beleid wel toelaat" in text_of(html)
        sent = [await send_form(browser, path, fields, "voorstel") for _ in range(2)]
        assert [each.status_code for each in sent] == [303, 303]
        assert "30 juni 2024" in text_of(await browser.open(sent[0].headers["location"]))
        late = await send_form(browser, path, {**fields, "sleutel": "a" * 32}, "voorstel")
        assert late.status_code == 409
        assert "geldt niet meer" in text_of(late.text)
    [found] = await assigned(venlo)
    assert (found["einddatum"], found["versie"]) == ("2024-12-31", 2)


async def test_a_consulent_lets_pass_what_policy_forbids_in_their_own_name_and_with_a_reason(
    api: Api, venlo: Caller
) -> None:
    client = await running(api, venlo)
    path = path_of(client)
    beside = {**NEXT, "aanbieder": THUIS, "product": "02A02", "ingangsdatum": "1-4-2024", "einddatum": "31-5-2024"}
    async with browsing(api, VENLO, "consulent") as browser:
        html, fields = await ask_first(browser, path, **beside)
        assert "Toch laten doorgaan" in text_of(html)
        blocked = await send_form(browser, path, fields, "versturen")
        assert blocked.status_code == 409
        silent = await send_form(browser, path, {**fields, "reden": " "}, "doorlaten")
        assert silent.status_code == 422
        assert "Schrijf op waarom" in silent.text
        passed = await send_form(browser, path, {**fields, "reden": "Opname van de partner"}, "doorlaten")
        assert passed.status_code == 303, text_of(passed.text)
        text = text_of(await browser.open(passed.headers["location"]))
    assert "overruled door Jo Jansen: Opname van de partner" in text


async def test_a_script_in_a_field_is_shown_and_not_run(api: Api, venlo: Caller) -> None:
    path = path_of(await venlo.register())
    script = '"><script>alert(1)</script>'
    async with browsing(api, VENLO, "consulent") as browser:
        html, _ = await ask_first(browser, path, 422, **{**ASKED, "einddatum": script, "commentaar": script})
    assert "<script>" not in html
    assert value_of(html, "commentaar") == script


async def test_without_the_token_of_the_session_nothing_is_done(api: Api, venlo: Caller) -> None:
    path = path_of(await venlo.register())
    async with browsing(api, VENLO, "consulent") as browser:
        _, fields = await ask_first(browser, path, **ASKED)
        fields.pop("formulier")
        elsewhere = Browser(browser.http, "een andere sessie")
        assert (await send_form(elsewhere, path, fields, "versturen")).status_code == 403
    assert await assigned(venlo) == []
