"""A municipality and a provider get their indicators over HTTP; the cases leave a read record."""

import csv
import io
import zipfile
from datetime import date
from typing import Any

import pytest
from lxml import etree

from tests.e2e.routes import on_record
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG, Caller, problem, start
from tests.support.insight.pour import pour
from tests.support.insight.region import made_up_region

PATH = "/v1/indicatoren"


@pytest.fixture
async def region(api: Api, dsn: str) -> Api:
    """A region with some care in 2023, asked about from 2024-03-01."""
    await pour(dsn, made_up_region(150, 4))
    return api


async def figures(partij: Caller, **query: Any) -> dict[str, Any]:
    response = await partij.http.get(PATH, params={"jaar": 2023, **query})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


@pytest.mark.no_cover
async def test_all_of_ones_own_and_the_region_without_small_numbers(region: Api, venlo: Caller) -> None:
    body = await figures(venlo)
    assert (body["jaar"], body["dag"], body["gemeente"], body["aanbieder"]) == (2023, "2024-03-01", VENLO, None)
    assert {each["niveau"] for each in body["cijfers"]} == {
        *("gemeente", "soort", "aanbieder", "andere-gemeente", "regio", "regio-soort", "regio-aanbieder")
    }
    for each in body["cijfers"]:
        own = each["gemeente"] == VENLO
        assert own or each["uitsplitsing"] == []
        assert not (own and each["verborgen"])
        assert each["verborgen"] is (each["noemer"] is None)
        if each["niveau"] == "andere-gemeente" and not each["verborgen"]:
            teller, noemer = each["teller"], each["noemer"]
            assert all(number == 0 or number >= 10 for number in (teller, noemer, noemer - teller))
    assert {each["indicator"] for each in body["definities"]} == {each["indicator"] for each in body["cijfers"]}


@pytest.mark.no_cover
async def test_a_choice_narrows_every_form(region: Api, venlo: Caller) -> None:
    choice = {"indicator": "start", "segment": "1B", "niveau": "aanbieder"}
    found = (await figures(venlo, **choice))["cijfers"]
    assert found
    assert {(each["indicator"], each["segment"], each["niveau"]) for each in found} == {tuple(choice.values())}
    query = {"jaar": 2023, **choice}
    sheet = await venlo.http.get(f"{PATH}/csv", params=query)
    rows = list(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(found) + 1
    assert sheet.headers["content-disposition"] == 'attachment; filename="indicatoren-2023.csv"'
    book = await venlo.http.get(f"{PATH}/xlsx", params=query)
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(book.content)).namelist()
    chart = await venlo.http.get(f"{PATH}/svg", params=query)
    assert chart.headers["content-type"] == "image/svg+xml"
    root = etree.fromstring(chart.content)
    assert root.get("role") == "img"
    assert len(root.findall("{http://www.w3.org/2000/svg}rect")) == len(found) + 1
    problem(await venlo.http.get(f"{PATH}/svg?jaar=2023"), 400)
    problem(await venlo.http.get(f"{PATH}?jaar=2023&wat=1"), 400, "ongeldige-aanvraag")


@pytest.mark.no_cover
async def test_the_cases_behind_a_figure_page_by_page_and_on_record(region: Api, venlo: Caller) -> None:
    [figure] = (await figures(venlo, indicator="correcties", niveau="gemeente"))["cijfers"]
    assert not [each for each in await on_record(region) if each["soort"] == "indicator"]
    cases: list[dict[str, Any]] = []
    after: str | None = ""
    while after is not None:
        response = await venlo.http.get(
            f"{PATH}/correcties/gevallen",
            params={"jaar": 2023, "aantal": 20, **({"na": after} if after else {})},
            headers={"Doel": "verantwoording raad"},
        )
        assert response.status_code == 200, response.text
        page = response.json()
        assert page["totaal"] == (None if after else figure["noemer"])
        cases += page["gevallen"]
        after = page["volgende"]
    assert len(cases) == figure["noemer"] > 20
    assert sum(each["geteld"] for each in cases) == figure["teller"]
    looks = [each for each in await on_record(region) if each["soort"] == "indicator"]
    assert {each["doel"] for each in looks} == {"verantwoording raad"}
    assert {str(client) for each in looks for client in each["clienten"]} == {each["clientId"] for each in cases}
    assert {each["gemeente"] for each in looks} == {VENLO}


async def test_what_a_story_told_by_messages_counts(api: Api, venlo: Caller, zorg: Caller) -> None:
    assignment = await venlo.assign(await venlo.register())
    await zorg.submit(start(assignment["toewijzingNummer"], "S1"))
    api.clock.advance(days=30)
    body = await figures(venlo, jaar=2024)
    own = {each["indicator"]: each for each in body["cijfers"] if each["niveau"] == "gemeente"}
    assert set(own) == {
        *("afkeur-gemeente", "antwoord-gemeente", "afkeur-aanbieder", "antwoord-aanbieder", "late-start", "correcties")
    }
    assert (own["antwoord-gemeente"]["percentage"], own["antwoord-aanbieder"]["percentage"]) == (100.0, 0.0)
    assert "koos geen beleid" in body["opmerkingen"][1]
    seen = await figures(zorg, jaar=2024)
    assert (seen["gemeente"], seen["aanbieder"]) == (None, ZORG)
    assert {each["gemeente"] for each in seen["cijfers"]} == {None, VENLO}


async def test_what_is_unknown_is_refused(api: Api, venlo: Caller) -> None:
    for year in (2014, api.clock().year + 1):
        problem(await venlo.http.get(PATH, params={"jaar": year}), 400, "jaar-onbekend")
    problem(await venlo.http.get(f"{PATH}/geluk/gevallen?jaar=2024"), 404, "indicator-onbekend")
    assert date(2024, 3, 1) == api.gateway.today()
