"""A BSN, a name and XML stand in messages and in the file of a client, and nowhere else.

No address, no log line, no figure, no report and no column of the database that can be read. What the other tests of
this folder make the gateway say is searched by conftest.py.
"""

import asyncio
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from gateway.messages.write import serialise
from gateway.store.db.database import Database
from tests.support.api.application import Api
from tests.support.api.document import document
from tests.support.api.leaks import NAME, leaks_in, readable
from tests.support.api.parties import BEHEER, CLIENT, VENLO, ZORG, Caller, enrol, start, stop
from tests.support.api.server import Server
from tests.support.messages.messages import BSN
from tests.support.store.postgres import execute

WRONG_BSN = "999900007"
BORN = 1850


async def busy_day(venlo: Caller, zorg: Caller) -> list[str]:
    """Do much that can go well or wrong; return what was answered, but for messages and what tells of a client."""
    said: list[str] = []

    async def keep(response: httpx.Response) -> None:
        await response.aread()
        if not response.url.path.endswith("/xml") and not (response.is_success and "clienten" in response.url.path):
            said.append(response.text)

    for caller in (venlo, zorg):
        caller.http.event_hooks["response"].append(keep)
    client = await venlo.register()
    made = await venlo.assign(client, idempotency_key=f"{BSN}-{NAME}", commentaar=f"Bel {NAME} na vijven")
    nummer = made["toewijzingNummer"]
    change, key = {"einddatum": "2024-11-30"}, {"idempotency-key": f"{NAME}-1"}
    for _ in range(2):
        changed = await venlo.http.patch(f"/v1/toewijzingen/0983/{nummer}", json=change, headers=key)
        assert changed.status_code == 200, changed.text
    assert (
        await venlo.assign(client, idempotency_key=f"{BSN}-{NAME}", commentaar=f"Bel {NAME} na vijven")
        == changed.json()
    )
    await venlo.http.post("/v1/clienten", json={**CLIENT, "bsn": BSN})
    await venlo.http.post("/v1/clienten", json={**CLIENT, "bsn": WRONG_BSN})
    await venlo.http.get(f"/v1/clienten/{BSN}")
    await venlo.http.post("/v1/toewijzingen", json={"clientId": BSN, "aanbieder": BSN})
    await venlo.http.patch(f"/v1/toewijzingen/0983/{nummer}", json={"einddatum": BSN})
    await zorg.submit(start(nummer, "S1"))
    await zorg.submit(start(nummer, "S1", begindatum="2024-02-02"))
    for wrong in (start(nummer + 1, "S2"), start(nummer, "S3", bsn=WRONG_BSN), stop(nummer, "S4")):
        receipt = await zorg.submit(wrong)
        await zorg.report(receipt["berichtId"])
        await zorg.show(receipt["berichtId"])
    good = serialise(start(nummer, "S5"))
    old = serialise(start(nummer, "S6")).replace(b"1950-06-15", f"{BORN}-06-15".encode())
    assert f"{BORN}-06-15" in str(await zorg.report((await zorg.submit(old))["berichtId"]))
    for bytes_ in (
        good.replace(BSN.encode(), b"99990000A"),
        good.replace(b">1</wmo305:Geslacht>", f">{BSN}</wmo305:Geslacht>".encode()),
        good[:-40],
        good.replace(b"2024-02-01", BSN.encode()),
    ):
        await zorg.refused(bytes_)
        await zorg.http.post("/v1/validaties", content=bytes_, headers={"content-type": "application/xml"})
    await zorg.collect()
    await venlo.collect()
    return said


def bsns_in(text: str) -> list[str]:
    return re.findall(rf"(?<![0-9])(?:{BSN}|{WRONG_BSN})(?![0-9])", text)


async def test_no_answer_log_or_row_holds_a_bsn(
    api: Api, venlo: Caller, zorg: Caller, capfd: pytest.CaptureFixture[str]
) -> None:
    said = await busy_day(venlo, zorg)
    assert len(said) > 20
    assert [each for each in said if bsns_in(each)] == []
    assert [each for each in said if NAME in each] == []
    out, err = capfd.readouterr()
    assert "route=/v1/berichten" in out
    assert leaks_in(out + err) == []
    figures = await (await api.caller(BEHEER)).http.get("/metrics")
    assert "gateway_" in figures.text
    assert leaks_in(figures.text) == []

    async with api.gateway.db.reading() as tx:
        async for column, text in readable(tx):
            assert bsns_in(text) + leaks_in(text) == [], column
            assert str(BORN) not in re.findall(r"[0-9]{4}(?=-06-15)", text), column


def test_the_ear_hears_what_gives_somebody_away() -> None:
    for line in (
        f"bsn={BSN} ",
        f'"{WRONG_BSN}"',
        f"cliënt {NAME}",
        "<?xml version",
        "<wmo305:Bsn>",
        f"/clienten/{BSN}",
        f"0{BSN}1",
        f"ab{BSN}cd",
    ):
        assert leaks_in(line), line
    for line in (
        "99990001",
        f"0a000000-0000-7000-8000-{BSN}001",
        "duration_ms=0.999900006",
        "route=/v1/clienten",
        "WMO305 S1",
    ):
        assert not leaks_in(line), line


def test_no_route_has_a_place_for_a_bsn_in_its_address() -> None:
    for path, methods in document()["paths"].items():
        names = [each["name"] for method in methods.values() for each in method.get("parameters", ())]
        assert not [name for name in (*names, path) if "bsn" in name.lower()]


async def test_the_log_of_a_real_server_holds_no_bsn(dsn: str, db: Database, tmp_path: Path) -> None:
    keys = await enrol(db)
    log = tmp_path / "log"
    of_database = Path(parse_qs(urlsplit(dsn).query)["host"][0]).parent / "server.log"
    said_before = of_database.stat().st_size if of_database.exists() else 0
    server = Server(database_url=dsn, log_level="debug")
    await asyncio.to_thread(server.start, log)
    try:
        parties = [
            Caller(code, httpx.AsyncClient(base_url=server.url, headers={"authorization": f"Bearer {keys[code]}"}))
            for code in (VENLO, ZORG)
        ]
        await busy_day(*parties)
        await execute(dsn, "alter table starts rename to elders")
        response = await parties[1].send(start(1, "S9"))
        assert response.status_code == 500
        for each in parties:
            await each.http.aclose()
    finally:
        await asyncio.to_thread(server.stop)
    text = log.read_text()
    assert "request.crashed" in text
    assert bsns_in(text) == []
    assert leaks_in(text) == []
    if of_database.exists():
        said = of_database.read_bytes()[said_before:].decode()
        assert "elders" in said or "starts" in said
        assert bsns_in(said) == []
        assert leaks_in(said) == []
