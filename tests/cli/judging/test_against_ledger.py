"""Files judged against the books: what would happen if they came in now, with nothing stored."""

import asyncio
from pathlib import Path

import pytest

from gateway.messages.kinds.declaratie import Prestatie, Wmo323
from gateway.messages.write import serialise
from gateway.store.db.database import Database
from tests.cli.running import invoke, reported
from tests.support.api.application import Clock, an_api
from tests.support.api.claims import Story, line
from tests.support.api.parties import VENLO, ZORG, start, stop
from tests.support.api.requests import asked, new, vot, vow
from tests.support.messages.claims import client, wmo323
from tests.support.messages.messages import wmo301
from tests.support.messages.requests import wmo319
from tests.support.store.key_ring import vault


async def _story(dsn: str) -> None:
    """Assign care, and report its start."""
    async with an_api(dsn, Clock()) as api:
        venlo, zorg = await api.caller(VENLO), await api.caller(ZORG)
        nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
        assert nummer == 1
        assert (await zorg.submit(start(1, "S1")))["oordeel"] == "goedgekeurd"


async def _rows(dsn: str) -> list[int]:
    db = await Database.connect(dsn, vault=vault())
    async with db.reading() as tx:
        counted = [await tx.fetchval(f"select count(*) from {each}") for each in ("berichten", "starts", "weigeringen")]
        counted.append(await tx.fetchval("select pg_sequence_last_value('identificaties')"))
    await db.close()
    return counted


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, message in {
        "1-stop": stop(1, "P1"),
        "2-start-again": start(1, "S2"),
        "3-same-identificatie": start(1, "S1", begindatum="2024-02-02"),
        "4-unknown": start(7, "S3"),
        "5-other-assignment": wmo301(afzender=VENLO, ingangsdatum="2024-01-02", einddatum="2024-12-31"),
    }.items():
        (tmp_path / f"{name}.xml").write_bytes(serialise(message))
    return tmp_path


def test_every_file_gets_the_verdict_it_would_get_now(dsn: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asyncio.run(_story(dsn))
    before = asyncio.run(_rows(dsn))
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    result = invoke("validate", "--against-ledger", "--format", "jsonl", folder)
    assert result.exit_code == 1, result.stderr
    refused = [{each["code"] for each in line["findings"] if each["severity"] == "afkeur"} for line in reported(result)]
    assert refused == [set(), {"TR074", "TR326"}, {"TR056", "TR326"}, {"TR019"}, {"TR332"}]
    assert asyncio.run(_rows(dsn)) == before


def test_requests_and_claims_get_the_verdict_they_would_get_now(
    dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        """Ask for care twice, of which one is granted, and claim a month of that."""
        async with an_api(dsn, Clock()) as api:
            told = Story(api, await api.caller(VENLO), await api.caller(ZORG)).on("2024-06-05")
            nummer = await told.assign("2024-01-01..2024-12-31", "9x04/4")
            await told.claim("2024-04", line("P1", nummer, "2024-04", "9x04", 6000))
            await told.zorg.submit(vot("V1", asked("R1", "04A04")))

    asyncio.run(story())

    def claim(number: str, *lines: Prestatie) -> Wmo323:
        month = line("", 0, "2024-05", "0x83").product_periode
        header = {"afzender": ZORG, "ontvanger": VENLO, "identificatie": number, "dagtekening": "2024-06-05"}
        one = (client(*lines),)
        return wmo323(**header, declaratie_nummer=number, declaratie_periode=month, clienten=one)

    answer = {"afzender": VENLO, "ontvanger": ZORG, "referentie_aanbieder": "R9"}
    for name, message in {
        "1-request": vot("V2", asked("R2", "04A05")),
        "2-change": vow("W1", "R1", same=[1], new=[new("04A05", "2024-07-01", "2024-12-31")], dagtekening="2024-06-05"),
        "3-answer": wmo319(**answer),
        "4-claim": claim("D8", line("P2", 1, "2024-05", "9x04", 6000)),
        "5-too-much": claim("D9", line("P3", 1, "2024-05", "10x04", 6000), line("P4", 1, "2024-04", "9x04", 6000)),
    }.items():
        (tmp_path / f"{name}.xml").write_bytes(serialise(message))
    before = asyncio.run(_rows(dsn))
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    result = invoke("validate", "--against-ledger", "--format", "jsonl", tmp_path)
    assert result.exit_code == 1, result.stderr
    refused = [{each["code"] for each in told["findings"] if each["severity"] == "afkeur"} for told in reported(result)]
    assert refused == [{"TR374"}, {"TR347", "TR374"}, {"TR355"}, set(), {"TR321", "TR389"}]
    assert [each.get("claim") for each in reported(result)] == [
        *(None, None, None),
        {"prestaties": 1, "afgewezen": 0, "ingediend": 54000, "toegekend": 54000},
        {"prestaties": 2, "afgewezen": 2, "ingediend": 114000, "toegekend": 0},
    ]
    text = invoke("validate", "--against-ledger", tmp_path / "5-too-much.xml").stdout
    assert "toegekend zou worden € 0,00 van € 1.140,00; afgewezen 2 van 2 prestaties" in text
    assert asyncio.run(_rows(dsn)) == before


def test_without_a_database_that_can_be_used_it_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", f"postgresql://gateway@/gateway?host={tmp_path}/nowhere")
    result = invoke("validate", "--against-ledger", folder)
    assert result.exit_code == 2
    assert "GATEWAY_DATABASE_URL" in result.stderr
