"""Requests are listed by the day by which an answer is due; one is refused or investigated, once."""

import re

import pytest

from tests.e2e.routes import Situation, on_record
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG, Caller
from tests.support.console.browser import browsing, text_of

PATH = "/console/verzoeken"


def ids(html: str) -> set[str]:
    return set(re.findall(rf'<td class="kort"><a href="{PATH}/([0-9a-f-]+)">', html))


async def test_filters_choose_and_what_is_due_is_told(api: Api, made: Situation) -> None:
    both = {made.request, made.another_request}
    async with browsing(api, VENLO) as browser:
        html = await browser.open(PATH)
        assert ids(html) == both
        assert "8 maart 2024" in text_of(html)
        assert ids(await browser.open(f"{PATH}?product=02A17&status=open")) == {made.another_request}
        assert ids(await browser.open(f"{PATH}?uiterlijk=8-3-2024&client={made.client}")) == both
        assert ids(await browser.open(f"{PATH}?uiterlijk=7-3-2024")) == set()
        assert ids(await browser.open(f"{PATH}?vanaf=2-3-2024&soort=WMO315")) == set()


@pytest.mark.parametrize("query", ["status=x", "uiterlijk=x", "product=<b>", "na=zz", "aanbieder=1", "client=x"])
async def test_a_filter_that_can_not_be_is_told(api: Api, query: str) -> None:
    async with browsing(api, VENLO) as browser:
        await browser.open(f"{PATH}?{query}", 422)


async def test_one_is_investigated_and_then_refused_each_once(api: Api, venlo: Caller, made: Situation) -> None:
    path = f"{PATH}/{made.request}"
    async with browsing(api, VENLO, "consulent") as browser:
        html = await browser.open(path)
        for expected in ("Antwoord uiterlijk 8 maart 2024", "Uur", "Per week", "1 april 2024"):
            assert expected in text_of(html)
        sent = [await browser.send(f"{path}/onderzoeken") for _ in range(2)]
        assert [each.headers.get("location") for each in sent] == [f"{path}?gedaan=in-onderzoek"] * 2
        html = await browser.open(path)
        assert "In onderzoek nemen" not in html
        assert "Antwoord uiterlijk 26 april 2024" in text_of(html)
        assert ids(await browser.open(f"{PATH}?uiterlijk=26-4-2024&status=in-onderzoek")) == {made.request}
        silent = await browser.send(f"{path}/afwijzen", {"reden": ""})
        assert silent.status_code == 422
        assert 'id="f-reden"' in silent.text
        assert 'role="alert"' in silent.text
        sent = [await browser.send(f"{path}/afwijzen", {"reden": "2"}) for _ in range(2)]
        assert [each.status_code for each in sent] == [303, 303]
        other = await browser.send(f"{path}/afwijzen", {"reden": "3"})
        assert other.status_code == 409
        assert "al afgewezen" in text_of(other.text)
        text = text_of(await browser.open(path))
    assert "Reden: Past niet binnen budget. Door Jo Jansen." in text
    assert "Toekennen" not in text
    found = (await venlo.http.get(f"/v1/verzoeken/{made.request}")).json()
    assert [each["antwoord"] for each in found["antwoorden"]] == ["in-onderzoek", "afgewezen"]


async def test_a_provider_sees_its_own_with_the_answer_and_not_who_gave_it(
    api: Api, zorg: Caller, made: Situation
) -> None:
    async with browsing(api, VENLO, "consulent") as browser:
        await browser.send(f"{PATH}/{made.request}/afwijzen", {"reden": "2"})
    async with browsing(api, ZORG, "raadpleger", inlognaam="zoe") as browser:
        html = await browser.open(PATH)
        assert ids(html) == {made.request, made.another_request}
        assert VENLO in text_of(html)
        assert ids(await browser.open(f"{PATH}?gemeente=0984")) == set()
        html = await browser.open(f"{PATH}/{made.request}")
        await browser.open(f"{PATH}?client={made.client}", 403)
    text = text_of(html)
    assert "Reden: Past niet binnen budget." in text
    for hidden in ("Jo Jansen. ", "Toekennen", "Dossier", made.client):
        assert hidden not in html + text
    answered = (await zorg.http.get(f"/v1/verzoeken/{made.request}")).json()
    assert (answered["gemeente"], answered["clientId"]) == (VENLO, None)
    assert [(each["antwoord"], each["beslistDoor"]) for each in answered["antwoorden"]] == [("afgewezen", None)]
    looks = [each for each in await on_record(api) if each["ingang"] == "persoon zoe" and each["clienten"]]
    assert [(each["gemeente"], str(each["clienten"][0])) for each in looks] == [(VENLO, made.client)] * 2
