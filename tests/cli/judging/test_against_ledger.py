"""Files judged against the books: what would happen if they came in now, with nothing stored."""

import asyncio
from pathlib import Path

import pytest

from gateway.messages.write import serialise
from gateway.store.db.database import Database
from tests.cli.running import invoke, reported
from tests.support.api.application import Clock, an_api
from tests.support.api.parties import VENLO, ZORG, start, stop
from tests.support.messages.messages import wmo301
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


def test_without_a_database_that_can_be_used_it_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", f"postgresql://gateway@/gateway?host={tmp_path}/nowhere")
    result = invoke("validate", "--against-ledger", folder)
    assert result.exit_code == 2
    assert "GATEWAY_DATABASE_URL" in result.stderr
