"""The last and the first day that the calendar knows are days like any other, whichever door they come in by."""

import asyncio
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.exchange.receiving import receive
from gateway.messages.common import Product
from gateway.messages.write import serialise
from gateway.store.care import casefile
from tests.cli.running import invoke, reported
from tests.support.api.application import Api, Clock, an_api
from tests.support.api.parties import BEHEER, VENLO, ZORG, Caller, problem, start, stop
from tests.support.policy.chosen import choose_policy, request_for
from tests.support.store.postgres import execute

FIRST, LAST = "0001-01-01", "9999-12-31"
PLAIN = {"product": Product(categorie="07", code="07A02")}
DAYS = st.sampled_from([date.min, date(1, 1, 2), date(2024, 2, 29), date(9999, 12, 30), date.max])
BEYOND = ("0000-01-01", "-0001-01-01", "10000-01-01", "2024-01-01Z", "2024-01-01+14:00", "9999-12-31-14:00")


async def batch(caller: Caller, *messages: bytes) -> list[dict[str, Any]]:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number, message in enumerate(messages):
            archive.writestr(f"{number}.xml", message)
    response = await caller.http.post(
        "/v1/berichten", content=file.getvalue(), headers={"content-type": "application/zip"}
    )
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["berichten"]
    return found


@pytest.mark.parametrize(("van", "tot"), [("2024-01-01", LAST), (FIRST, "2024-12-31"), (LAST, None), (FIRST, LAST)])
async def test_g1_after_an_assignment_on_an_extreme_day_every_message_is_judged(
    venlo: Caller, zorg: Caller, van: str, tot: str | None
) -> None:
    client = await venlo.register()
    plain = (await venlo.assign(client, product={"categorie": "07", "code": "07A02"}))["toewijzingNummer"]
    extreme = await venlo.assign(client, ingangsdatum=van, einddatum=tot)
    assert (extreme["actueel"]["ingangsdatum"], extreme["actueel"]["einddatum"]) == (van, tot)
    shown = (await venlo.http.get(f"/v1/toewijzingen/{VENLO}/{extreme['toewijzingNummer']}")).json()
    assert (shown["actueel"]["ingangsdatum"], shown["actueel"]["einddatum"]) == (van, tot)
    sent = [await zorg.read_message(each["berichtId"]) for each in await zorg.mailbox(aantal=100)]
    products = {p.toewijzing_nummer.lstrip("0"): p for each in sent for p in each.client.toegewezen_producten}
    product = products[str(extreme["toewijzingNummer"])]
    assert (product.ingangsdatum, product.einddatum) == (van, tot)

    assert (await zorg.submit(start(plain, "S1", **PLAIN)))["oordeel"] == "goedgekeurd"
    begin = {"toewijzing_ingangsdatum": van, "begindatum": van}
    einde = {**begin, "einddatum": tot or LAST}
    number = extreme["toewijzingNummer"]
    for message in (start(number, "S2", **begin), stop(number, "T1", **einde), start(plain, "S4", **PLAIN)):
        assert (await zorg.submit(message))["oordeel"] in ("goedgekeurd", "afgekeurd")
    response = await zorg.http.post(
        "/v1/validaties?tegenAdministratie=true",
        content=serialise(start(plain, "S3", begindatum="2024-02-02")),
        headers={"content-type": "application/xml"},
    )
    assert response.status_code == 200, response.text
    assert {each["status"] for each in await batch(zorg, *(serialise(start(plain, f"Z{n}")) for n in range(3)))} == {
        202
    }
    gone = await venlo.http.patch(f"/v1/toewijzingen/{VENLO}/{extreme['toewijzingNummer']}", json={"verwijderd": True})
    assert gone.status_code in (200, 409), gone.text


async def test_g1_a_start_on_the_first_day_can_be_taken_back(venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register(), ingangsdatum=FIRST))["toewijzingNummer"]
    for identificatie, status in (("S1", "1"), ("S2", "3"), ("S3", "1")):
        message = start(
            nummer, identificatie, toewijzing_ingangsdatum=FIRST, begindatum=FIRST, status_aanlevering=status
        )
        assert (await zorg.submit(message))["oordeel"] == "goedgekeurd"


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(van=DAYS, tot=DAYS | st.none(), begin=DAYS, einde=DAYS)
async def test_g1_no_dates_keep_a_message_without_a_verdict(
    api: Api, venlo: Caller, zorg: Caller, van: date, tot: date | None, begin: date, einde: date
) -> None:
    async with api.gateway.db.reading() as tx:
        client = await tx.fetchval("select id::text from clienten")
    if client is None:
        client = await venlo.register()
        await choose_policy(api.gateway)
    body = {**request_for(client, "10B02", van.isoformat(), None), "einddatum": tot and tot.isoformat()}
    for path in ("/v1/toewijzingen", "/v1/toewijzingen/controle"):
        response = await venlo.http.post(path, json=body)
        assert response.status_code in (200, 201, 409, 400), response.text
    days = {"toewijzing_ingangsdatum": van.isoformat(), "begindatum": begin.isoformat()}
    for message in (
        start(1, f"S{van}{begin}"[:12], **days),
        stop(1, f"T{van}{einde}"[:12], einddatum=einde.isoformat(), **days),
    ):
        response = await zorg.send(message)
        assert response.status_code in (202, 409), response.text


@pytest.mark.parametrize("day", BEYOND)
async def test_g1_a_day_beyond_the_calendar_gets_a_verdict_or_a_word(venlo: Caller, zorg: Caller, day: str) -> None:
    client = await venlo.register()
    nummer = (await venlo.assign(client))["toewijzingNummer"]
    for message in (
        start(nummer, "S1", begindatum=day),
        start(nummer, "S2", toewijzing_ingangsdatum=day),
        stop(nummer, "T1", begindatum=day, einddatum=day),
    ):
        response = await zorg.send(message)
        assert response.status_code in (202, 400), response.text
    body = {"clientId": client, "aanbieder": ZORG, "ingangsdatum": day}
    problem(await venlo.http.post("/v1/toewijzingen", json=body), 400, "ongeldige-aanvraag")
    assert (await zorg.submit(start(nummer, "S9")))["oordeel"] in ("goedgekeurd", "afgekeurd")


@pytest.mark.parametrize(("vanaf", "tot"), [("2022-01-01", LAST), (FIRST, None), (FIRST, LAST)])
async def test_g1_a_contract_until_the_last_day_is_a_contract_without_end(
    api: Api, venlo: Caller, vanaf: str, tot: str | None
) -> None:
    await choose_policy(api.gateway)
    client = await venlo.register()
    contract = {"aanbieder": ZORG, "segment": "1A1", "soort": None, "vanaf": vanaf, "tot": tot}
    put = await venlo.http.put("/v1/contracten", json={"contracten": [contract]})
    assert put.status_code == 200, put.text
    assert [(each["vanaf"], each["tot"]) for each in put.json()["contracten"]] == [(vanaf, tot)]
    for path in ("/v1/toewijzingen/controle", "/v1/toewijzingen"):
        response = await venlo.http.post(path, json=request_for(client, "10B02", "2024-01-01", LAST))
        assert response.status_code in (200, 201, 409), response.text


def test_g1_the_command_line_judges_against_books_with_extreme_days(
    dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        async with an_api(dsn, Clock()) as api:
            venlo = await api.caller(VENLO)
            await venlo.assign(await venlo.register(), ingangsdatum=FIRST, einddatum=LAST)

    asyncio.run(story())
    (tmp_path / "start.xml").write_bytes(serialise(start(1, "S1", toewijzing_ingangsdatum=FIRST)))
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    [line] = reported(invoke("validate", "--against-ledger", "--format", "jsonl", tmp_path))
    assert line["verdict"] == "goedgekeurd", line


async def test_g1_what_was_kept_as_infinite_is_read_as_the_day_it_was(dsn: str, venlo: Caller, zorg: Caller) -> None:
    client = await venlo.register()
    nummer = (await venlo.assign(client))["toewijzingNummer"]
    assert (await zorg.submit(start(nummer, "S1")))["oordeel"] == "goedgekeurd"
    await execute(
        dsn,
        "update toewijzing_versies set einddatum = 'infinity', ingangsdatum = '-infinity';"
        "update starts set begindatum = '-infinity'",
    )
    assert (await zorg.send(start(nummer, "S2", begindatum="2024-02-02"))).status_code == 202
    assert (await zorg.send(start(nummer, "S3", begindatum=FIRST, status_aanlevering="3"))).status_code == 202


async def test_g1_an_error_outside_the_rules_parks_the_message_and_keeps_no_other_from_its_turn(
    api: Api, venlo: Caller, zorg: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    load = casefile._loaded_case

    def broken(row: Any, entry: Any, earlier: Any) -> Any:
        if entry.identificatie == "S2":
            raise ValueError("999900006 is een geheim")
        return load(row, entry, earlier)

    monkeypatch.setattr(casefile, "_loaded_case", broken)
    bytes_of = [serialise(start(nummer, f"S{n}", begindatum=f"2024-02-0{n}")) for n in (1, 2, 3)]
    found = await batch(zorg, *bytes_of)
    assert [each["status"] for each in found] == [202, 202, 202]
    parked = found[1]["ontvangstbewijs"]
    assert parked["oordeel"] == "geparkeerd"
    assert "geparkeerd" not in {found[n]["ontvangstbewijs"]["oordeel"] for n in (0, 2)}
    [finding] = (await venlo.report(parked["berichtId"]))["bevindingen"]
    assert finding["code"] == "BOEKING"
    assert "ValueError" in finding["text"]
    assert "geheim" not in str(finding)
    assert await zorg.submit(bytes_of[1]) == parked

    beheer = await api.caller(BEHEER)
    again = await beheer.http.post(f"/v1/berichten/{parked['berichtId']}/beoordelen")
    assert (again.status_code, again.json()["oordeel"]) == (200, "geparkeerd")
    dry = await zorg.http.post(
        "/v1/validaties?tegenAdministratie=true", content=bytes_of[1], headers={"content-type": "application/xml"}
    )
    assert (dry.status_code, dry.json()["oordeel"]) == (200, "geparkeerd")
    monkeypatch.undo()
    again = await beheer.http.post(f"/v1/berichten/{parked['berichtId']}/beoordelen")
    assert again.json()["oordeel"] != "geparkeerd"


async def test_g1_an_error_before_a_message_can_be_kept_is_on_record_and_the_zip_goes_on(
    api: Api, venlo: Caller, zorg: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    opened = receive.open_message

    def broken(gateway: Any, caller: Any, data: bytes) -> Any:
        if b"S2" in data:
            _fail()
        return opened(gateway, caller, data)

    monkeypatch.setattr(receive, "open_message", broken)
    found = await batch(zorg, *(serialise(start(nummer, f"S{n}", begindatum=f"2024-02-0{n}")) for n in (1, 2, 3)))
    assert [each["status"] for each in found] == [202, 500, 202]
    assert found[1]["probleem"]["type"].endswith("onverwachte-fout")
    async with api.gateway.db.reading() as tx:
        assert await tx.fetchval("select probleem ->> 'soort' from weigeringen") == "onverwachte-fout"


def _fail() -> NoReturn:
    raise RuntimeError("999900006")
