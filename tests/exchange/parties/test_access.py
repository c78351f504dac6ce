"""An intermediary acts for a party within its mandate: those messages, that party, those days, and nothing else."""

from collections.abc import AsyncIterator
from datetime import date

import httpx
import pytest

from gateway.exchange.kernel.refusals import Invalid, NotFound
from gateway.exchange.parties import access, accounts
from gateway.messages.write import serialise
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, VENLO, ZORG, Caller, problem, start, stop
from tests.support.store.postgres import execute

BUREAU = "berichtenbureau"
FIRST, LAST = date(2024, 2, 1), date(2024, 3, 1)
"""The clock of these tests stands on the last day."""


@pytest.fixture
async def bureau(api: Api) -> AsyncIterator[httpx.AsyncClient]:
    """An intermediary that may handle starts and their answers for ZORG."""
    key = await accounts.add_account(api.gateway, Organisatie(BUREAU, "intermediair", "Bureau"))
    await access.grant_mandate(api.gateway, BUREAU, ZORG, ["WMO305", "WMO306"], FIRST, LAST)
    async with api.http(key) as http:
        yield http


def as_zorg(http: httpx.AsyncClient) -> Caller:
    http.headers["Namens"] = ZORG
    return Caller(ZORG, http)


async def test_it_handles_what_it_is_mandated(venlo: Caller, zorg: Caller, bureau: httpx.AsyncClient) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    on_behalf = as_zorg(bureau)
    receipt = await on_behalf.submit(start(nummer, "S1"))
    assert receipt["oordeel"] == "goedgekeurd"
    waiting = await on_behalf.mailbox()
    assert [each["soort"] for each in waiting] == ["WMO306"]
    assert [each["soort"] for each in await zorg.mailbox()] == ["WMO301", "WMO306"]
    await on_behalf.read_message(receipt["retourberichtId"])
    assert (await on_behalf.report(receipt["berichtId"]))["oordeel"] == "goedgekeurd"
    await on_behalf.collect()
    assert [each["soort"] for each in await zorg.mailbox()] == ["WMO301"]


async def test_no_other_message(venlo: Caller, zorg: Caller, bureau: httpx.AsyncClient) -> None:
    assignment = await venlo.assign(await venlo.register())
    nummer, wmo301 = assignment["toewijzingNummer"], assignment["berichtId"]
    await zorg.submit(start(nummer, "S1"))
    on_behalf = as_zorg(bureau)
    refusal_of = await on_behalf.refused(stop(nummer, "T1"), 403)
    assert refusal_of["type"].endswith("geen-machtiging")
    assert "WMO307" in refusal_of["detail"]
    for path in ("", "/xml", "/rapport"):
        problem(await bureau.get(f"/v1/berichten/{wmo301}{path}"), 404)
    problem(await bureau.post(f"/v1/postvak/{wmo301}/ontvangen"), 404)
    assert wmo301 in [each["berichtId"] for each in await zorg.mailbox()]


async def test_it_has_nothing_sent_again_but_what_it_is_mandated(
    api: Api, venlo: Caller, zorg: Caller, bureau: httpx.AsyncClient, dsn: str
) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    answer = (await zorg.submit(start(nummer, "S1")))["retourberichtId"]
    await execute(dsn, f"update leveringen set staat = 'opgegeven' where ontvanger = '{ZORG}'")
    as_zorg(bureau)
    asked = {"sinds": "2024-01-01T00:00:00Z"}
    problem(await bureau.post("/v1/leveringen/opnieuw", json={**asked, "soort": "WMO301"}), 403, "geen-machtiging")
    assert (await bureau.post("/v1/leveringen/opnieuw", json=asked)).json()["aangeboden"] == 1
    events = (await zorg.show(answer))["gebeurtenissen"]
    assert [each["gegevens"] for each in events if each["soort"] == "opnieuw_aangeboden"] == [{"door": BUREAU}]


async def test_for_no_other_party_and_never_as_itself(bureau: httpx.AsyncClient) -> None:
    problem(await bureau.get("/v1/postvak"), 403, "namens-ontbreekt")
    for partij in (THUIS, VENLO, "onbekend", BUREAU):
        problem(await bureau.get("/v1/postvak", headers={"Namens": partij}), 403, "geen-machtiging")


async def test_the_message_has_to_be_that_of_the_party(bureau: httpx.AsyncClient) -> None:
    vreemd = serialise(start(1, "S1", afzender=THUIS))
    headers = {"content-type": "application/xml", "Namens": ZORG}
    problem(await bureau.post("/v1/berichten", content=vreemd, headers=headers), 403, "andere-verzender")


@pytest.mark.parametrize(("days", "status"), [(-30, 403), (-29, 200), (0, 200), (1, 403)])
async def test_on_no_other_day(api: Api, bureau: httpx.AsyncClient, days: int, status: int) -> None:
    api.clock.advance(days=days)
    assert (await bureau.get("/v1/postvak", headers={"Namens": ZORG})).status_code == status


async def test_a_mandate_that_is_withdrawn_ends_at_once(api: Api, bureau: httpx.AsyncClient) -> None:
    for each in await access.list_mandates(api.gateway):
        assert (await bureau.get("/v1/postvak", headers={"Namens": ZORG})).status_code == 200
        await access.end_mandate(api.gateway, each.id)
        with pytest.raises(NotFound):
            await access.end_mandate(api.gateway, each.id)
    problem(await bureau.get("/v1/postvak", headers={"Namens": ZORG}), 403, "geen-machtiging")


async def test_it_gets_no_further_than_messages(venlo: Caller, bureau: httpx.AsyncClient) -> None:
    bureau.headers["Namens"] = ZORG
    for path in ("/v1/clienten", "/v1/toewijzingen"):
        problem(await bureau.post(path, json={}), 403)
    for path in ("/v1/signalen", "/v1/contracten", "/v1/toewijzingen", "/metrics"):
        problem(await bureau.get(path), 403)


async def test_a_header_gives_nobody_else_more(venlo: Caller, zorg: Caller) -> None:
    zorg.http.headers["Namens"] = VENLO
    assert (await zorg.http.get("/v1/postvak")).status_code == 200
    problem(await zorg.http.get("/v1/signalen"), 403)


@pytest.mark.parametrize(
    ("intermediair", "partij", "kinds", "tot", "soort"),
    [
        (BUREAU, ZORG, ["WMO999"], None, "berichtsoort-ongeldig"),
        (BUREAU, ZORG, [], None, "berichtsoort-ongeldig"),
        (BUREAU, ZORG, ["WMO305"], date(2024, 1, 31), "periode-ongeldig"),
        (ZORG, THUIS, ["WMO305"], None, "geen-intermediair"),
        (BUREAU, "beheer", ["WMO305"], None, "geen-partij"),
    ],
)
async def test_a_mandate_that_makes_no_sense_is_refused(
    api: Api,
    bureau: httpx.AsyncClient,
    intermediair: str,
    partij: str,
    kinds: list[str],
    tot: date | None,
    soort: str,
) -> None:
    with pytest.raises(Invalid, match=soort):
        await access.grant_mandate(api.gateway, intermediair, partij, kinds, FIRST, tot)
