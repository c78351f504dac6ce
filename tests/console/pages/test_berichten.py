"""Messages are listed by filters and pages; one shows its course, what was found, and what it says."""

import re

import pytest

from tests.e2e.routes import Situation
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, VENLO, ZORG, Caller, start
from tests.support.console.browser import browsing, text_of
from tests.support.exchange.crashing_rule import break_rules
from tests.support.exchange.papers import pdf_text
from tests.support.messages.messages import BSN, FULL_NAME


def ids(html: str) -> list[str]:
    return re.findall(r'<td class="kort"><a href="/console/berichten/([0-9a-f-]+)">', html)


async def test_filters_choose_and_the_newest_comes_first(api: Api, made: Situation) -> None:
    async with browsing(api, VENLO) as browser:
        everything = ids(await browser.open("/console/berichten"))
        assert {made.wmo301, made.wmo305, made.wmo306} <= set(everything)
        oldest = ids(await browser.open("/console/berichten?volgorde=oudste"))
        assert oldest == everything[::-1]
        assert ids(await browser.open("/console/berichten?soort=WMO305&vanaf=1-3-2024&tot=1-3-2024")) == [made.wmo305]
        of_client = f"/console/berichten?client={made.client}"
        assert ids(await browser.open(f"{of_client}&richting=in&soort=WMO305")) == [made.wmo305]
        assert made.wmo301 in ids(await browser.open(of_client))
        nothing = await browser.open("/console/berichten?vanaf=2-3-2024")
        assert "geen berichten bij deze filters" in text_of(nothing)


@pytest.mark.parametrize(
    "query", ["tot=gisteren", "soort=WMO999", "aanbieder=x", "client=x", "na=zz", "bezorging=weg", "identificatie=é"]
)
async def test_a_filter_that_can_not_be_is_told(api: Api, query: str) -> None:
    async with browsing(api, VENLO) as browser:
        response = await browser.http.get(f"/console/berichten?{query}")
        assert response.status_code == 422
        assert 'role="alert"' in response.text


async def test_a_list_goes_on_where_the_page_before_it_ended(
    api: Api, venlo: Caller, zorg: Caller, made: Situation
) -> None:
    for number in range(30):
        await zorg.submit(start(made.nummer + 1 + number, f"T{number}"))
    async with browsing(api, VENLO) as browser:
        html, found = await browser.open("/console/berichten"), list[str]()
        total = (await venlo.http.get("/v1/berichten")).json()["totaal"]
        assert total > 60
        assert f"{total} berichten" in text_of(html)
        while True:
            found += ids(html)
            onward = re.search(r'href="([^"]+)" rel="next"', html)
            if onward is None:
                break
            html = await browser.open(onward[1].replace("&amp;", "&"))
        assert len(found) == len(set(found)) == total


async def test_one_message_shows_what_it_says_to_its_parties_only(api: Api, venlo: Caller, made: Situation) -> None:
    for code in (VENLO, ZORG):
        async with browsing(api, code) as browser:
            text = text_of(await browser.open(f"/console/berichten/{made.wmo305}"))
            assert "Beantwoord met WMO306" in text
            assert BSN in text
            assert "Toewijzing nummer" in text
            xml = await browser.http.get(f"/console/berichten/{made.wmo305}/xml")
            assert xml.content == await venlo.bytes_of(made.wmo305)
            assert xml.headers["content-disposition"].startswith("attachment;")
            pdf = await browser.http.get(f"/console/berichten/{made.wmo305}/pdf")
            assert pdf.headers["content-type"] == "application/pdf"
            paper = pdf_text(pdf.content)
            assert "WMO305 (start)" in paper
            assert BSN in paper
            assert f"Toewijzing nummer {made.nummer}" in paper
    async with browsing(api, BEHEER) as browser:
        text = text_of(await browser.open(f"/console/berichten/{made.wmo305}"))
        assert BSN not in text
        assert FULL_NAME.geslachtsnaam.achternaam not in text
        assert "ziet geen inhoud" in text


@pytest.mark.usefixtures("made")
async def test_findings_say_what_to_do(api: Api, zorg: Caller) -> None:
    receipt = await zorg.submit(start(999999, "S2"))
    async with browsing(api, ZORG) as browser:
        text = text_of(await browser.open(f"/console/berichten/{receipt['berichtId']}"))
    assert "afkeur" in text
    assert "Wat te doen:" in text
    report = await zorg.report(receipt["berichtId"])
    assert report["bevindingen"][0]["text"] in text


async def test_a_script_in_a_message_is_shown_and_not_run(api: Api, venlo: Caller, zorg: Caller) -> None:
    client = await venlo.register()
    script = "<script>alert(1)</script>"
    assignment = await venlo.assign(client, commentaar=script)
    async with browsing(api, VENLO) as browser:
        html = await browser.open(f"/console/berichten/{assignment['berichtId']}")
    assert script not in html
    assert script in text_of(html)


@pytest.mark.parametrize("code", [VENLO, BEHEER])
async def test_a_parked_message_is_judged_again_once_the_rule_is_mended(
    api: Api, venlo: Caller, zorg: Caller, code: str
) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    with pytest.MonkeyPatch.context() as broken:
        break_rules(broken, 3)
        parked = (await zorg.submit(start(nummer, "S3")))["berichtId"]
    path = f"/console/berichten/{parked}"
    async with browsing(api, ZORG) as browser:
        assert "Opnieuw beoordelen" not in await browser.open(path)
    async with browsing(api, code) as browser:
        assert "Opnieuw beoordelen" in await browser.open(path)
        assert (await browser.send(f"{path}/beoordelen")).headers["location"] == path
        html = await browser.open(path)
        assert "Opnieuw beoordelen" not in html
        assert "Beantwoord met" in text_of(html)
