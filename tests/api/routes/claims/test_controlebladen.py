"""The audit sheet of an assignment over HTTP: one story, read as JSON, CSV and PDF by both parties."""

import csv
import io
from typing import Any

import pytest

from gateway.messages.common import Product
from tests.support.api.application import Api
from tests.support.api.claims import Story, line
from tests.support.api.parties import THUIS, Caller, problem, start, stop
from tests.support.exchange.papers import pdf_text
from tests.support.exchange.signals import answer_all
from tests.support.messages.messages import BSN

CARE: dict[str, Any] = {"product": Product(categorie="02", code="02A16"), "toewijzing_ingangsdatum": "2024-01-01"}


@pytest.fixture
async def at(api: Api, venlo: Caller, zorg: Caller) -> str:
    """The address of the sheet of an assignment with a start, two claims, a credit, a stop and an earlier end."""
    story = Story(api, venlo, zorg)
    nummer = await story.assign("2024-01-01..2024-12-31", "10x04/4")
    await answer_all(zorg, api)
    story.on("2024-06-05")
    day = {"dagtekening": story.today}
    await zorg.submit(start(nummer, "S1", begindatum="2024-01-08", **CARE, **day))
    first = line("RN1", nummer, "2024-01", "8x04", 5000)
    await story.claim("2024-02", first, line("RN2", nummer, "2024-02", "11x04", 5000))
    story.on("2024-06-06")
    back = line("RN3", nummer, "2024-01", "8x04", 5000, former="RN1")
    await story.claim("2024-03", line("RN4", nummer, "2024-01", "9x04", 5000), back)
    ended = {"begindatum": "2024-01-08", "einddatum": "2024-06-05", "reden_beeindiging": "21"}
    await zorg.submit(stop(nummer, "E1", **ended, **CARE, **day))
    await venlo.change(nummer, einddatum="2024-06-05", redenWijziging="12")
    return f"/v1/controlebladen/{venlo.code}/{nummer}"


async def test_each_step_has_its_message_day_and_amount(at: str, venlo: Caller, zorg: Caller) -> None:
    response = await venlo.http.get(at)
    assert response.status_code == 200, response.text
    sheet = response.json()
    assert [(each["dag"][5:], each["soort"], each["ingediend"], each["toegekend"]) for each in sheet["regels"]] == [
        ("03-01", "WMO301", None, None),
        ("03-01", "WMO302", None, None),
        ("06-05", "WMO305", None, None),
        ("06-05", "WMO323", 40000, None),
        ("06-05", "WMO323", 55000, None),
        ("06-05", "WMO325", None, 40000),
        ("06-05", "WMO325", None, 0),
        ("06-06", "WMO323", -40000, None),
        ("06-06", "WMO323", 45000, None),
        ("06-06", "WMO325", None, -40000),
        ("06-06", "WMO325", None, 45000),
        ("06-06", "WMO307", None, None),
        ("06-06", "WMO301", None, None),
    ]
    assert [each["saldo"] for each in sheet["regels"]][-8:] == [40000, 40000, 40000, 40000, 0, 45000, 45000, 45000]
    texts = [each["tekst"] for each in sheet["regels"]]
    assert texts[0] == "Toegewezen: product 02A16, van 2024-01-01 tot en met 2024-12-31, 10 uur (04), per maand."
    assert texts[1:3] == ["Toewijzing goedgekeurd.", "Zorg begonnen op 2024-01-08."]
    assert texts[3] == "Prestatie RN1 in declaratie D1: 2024-01-01 tot en met 2024-01-31, 8 uur (04) à € 50,00."
    assert texts[6].startswith("RN2 afgewezen: 9321, ")
    assert texts[7].startswith("Credit RN3 van RN1 in declaratie D2: ")
    assert texts[11].startswith("Zorg geëindigd op 2024-06-05; reden 21, ")
    assert texts[12].startswith("Gewijzigd: product 02A16, van 2024-01-01 tot en met 2024-06-05, ")
    sums = {name: sheet[name] for name in ("ingediend", "afgewezen", "toegekend", "overBudget", "overVolume")}
    assert sums == {"ingediend": 100000, "afgewezen": 55000, "toegekend": 45000, "overBudget": None, "overVolume": 51}
    for each in sheet["regels"]:
        assert (await venlo.show(each["berichtId"]))["soort"] == each["soort"]
    assert sheet["clientId"] is not None
    theirs = (await zorg.http.get(at)).json()
    assert (theirs["clientId"], theirs["regels"]) == (None, sheet["regels"])


async def test_it_is_a_file_for_an_accountant_too(at: str, api: Api, zorg: Caller) -> None:
    response = await zorg.http.get(f"{at}/csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[-1][4:] == ["Totaal", "100000", "45000", "45000"]
    assert (len(rows), rows[8][5]) == (1 + 13 + 1, "-40000")
    response = await zorg.http.get(f"{at}/pdf")
    assert response.headers["content-type"] == "application/pdf"
    assert 'filename="controleblad-0983-' in response.headers["content-disposition"]
    text = pdf_text(response.content)
    for each in ("Toegekend, na aftrek van credits € 450,00", "-€ 400,00", "Credit RN3 van RN1"):
        assert each in text
    assert BSN not in text
    problem(await (await api.caller(THUIS)).http.get(at), 404, "toewijzing-onbekend")
