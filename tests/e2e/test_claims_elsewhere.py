"""Claims at a municipality with another gateway: passed on, and its WMO325 matched to the claim it answers."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gateway.messages.claim_answer import compose_claim_answer
from gateway.messages.write import serialise
from gateway.standard.findings import Finding
from tests.support.api.application import Api
from tests.support.api.parties import BEESEL, ZORG, Caller, problem
from tests.support.messages.claims import prestatie, total, wmo323
from tests.support.messages.return_messages import a_finding

LINE = "/Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie"
CLAIM = wmo323(
    afzender=ZORG,
    ontvanger=BEESEL,
    identificatie="C1",
    prestaties=(prestatie("R1"), prestatie("R2", bedrag="5000", product_code="02A03")),
)


@pytest.fixture
async def beesel(api: Api) -> Caller:
    return await api.caller(BEESEL)


def answer_to(forward: Any, identificatie: str, *findings: Finding) -> Any:
    """Return what the other gateway answers to this claim."""
    return compose_claim_answer(
        forward, findings, identificatie=identificatie, dagtekening=date(2024, 3, 1), xslt_versie="2.10.5"
    )


async def test_a_claim_is_passed_on_and_its_answer_comes_back(beesel: Caller, zorg: Caller) -> None:
    sent = await zorg.submit(CLAIM)
    assert (sent["oordeel"], sent["retourberichtId"]) == ("goedgekeurd", None)
    [forward] = await beesel.collect()
    assert await beesel.bytes_of(sent["berichtId"]) == serialise(CLAIM)
    answer = await beesel.submit(answer_to(forward, "A1", a_finding(f"{LINE}[2]", "9321")))
    [item] = await zorg.mailbox()
    assert (item["soort"], item["berichtId"]) == ("WMO325", answer["berichtId"])
    shown = await zorg.show(sent["berichtId"])
    assert (shown["retourberichtId"], shown["uitkomst"]) == (answer["berichtId"], "goedgekeurd")
    assert await zorg.codes(answer["berichtId"]) == ["9321"]
    assert (await zorg.http.get("/v1/declaraties")).json()["declaraties"] == [], "its books are elsewhere"


@pytest.mark.parametrize(("code", "place"), [("9333", "/Bericht/Declaratie"), ("9056", "/Bericht/Header")])
async def test_a_claim_that_is_refused_as_a_whole_counts_as_never_sent(
    beesel: Caller, zorg: Caller, code: str, place: str
) -> None:
    sent = await zorg.submit(CLAIM)
    [forward] = await beesel.collect()
    await beesel.submit(answer_to(forward, "A1", a_finding(place, code)))
    assert (await zorg.show(sent["berichtId"]))["uitkomst"] == "afgekeurd"
    other = replace(CLAIM, declaratie=replace(CLAIM.declaratie, declaratie_nummer="D2"))
    assert (await zorg.submit(other))["oordeel"] == "goedgekeurd", "its Identificatie is free again"


async def test_k066_k067_a_second_answer_and_one_to_no_claim(beesel: Caller, zorg: Caller) -> None:
    await zorg.submit(CLAIM)
    [forward] = await beesel.collect()
    await beesel.submit(answer_to(forward, "A1"))
    problem(await beesel.send(answer_to(forward, "A2")), 409, "al-beantwoord")
    unknown = wmo323(afzender=ZORG, ontvanger=BEESEL, identificatie="C9")
    problem(await beesel.send(answer_to(unknown, "A3")), 400, "heenbericht-onbekend")


async def test_k068_an_answer_that_contradicts_itself_is_told_to_who_sent_it(beesel: Caller, zorg: Caller) -> None:
    await zorg.submit(CLAIM)
    [forward] = await beesel.collect()
    answer = answer_to(forward, "A1", a_finding(f"{LINE}[2]", "9321"))
    wrong = replace(answer.declaratie_antwoord, totaal_toegekend_bedrag=total("11000"))
    refused = problem(await beesel.send(replace(answer, declaratie_antwoord=wrong)), 400, "antwoord-ongeldig")
    assert [each["code"] for each in refused["bevindingen"]] == ["TR342"]
    other = replace(answer.declaratie_antwoord, declaratie_nummer="D9")
    refused = problem(await beesel.send(replace(answer, declaratie_antwoord=other)), 400, "antwoord-ongeldig")
    assert [each["code"] for each in refused["bevindingen"]] == ["TR376"], "beside the claim"
    tried = await beesel.http.post(
        "/v1/validaties?tegenAdministratie=true",
        content=serialise(replace(answer, declaratie_antwoord=other)),
        headers={"content-type": "application/xml"},
    )
    assert [each["code"] for each in tried.json()["bevindingen"]] == ["TR376"]
    assert await zorg.mailbox() == []
    await beesel.submit(answer)


async def test_what_level_2_refuses_is_not_passed_on(beesel: Caller, zorg: Caller) -> None:
    wrong = replace(CLAIM, declaratie=replace(CLAIM.declaratie, totaal_ingediend_bedrag=total("1")))
    problem(await zorg.send(wrong), 400, "niet-doorgegeven")
    assert await beesel.mailbox() == []
