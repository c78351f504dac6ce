"""`gateway channels` shows what went out and has no answer, and what could not come in, and counts it."""

import asyncio
import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from threading import Event, Thread
from uuid import uuid4

import pytest

from gateway.simulator.simulator import running
from gateway.standard.resources import bundled
from gateway.standard.stuf.schema import FOLDER
from tests.cli.running import invoke
from tests.support.api.application import Clock, an_api
from tests.support.api.parties import VENLO, ZORG
from tests.support.exchange.simulated import a_scenario
from tests.support.store.postgres import execute


def test_what_has_no_return_message_is_shown_and_counted(
    dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    monkeypatch.setenv("GATEWAY_PUSH_PRIVATE", "127.0.0.0/8")

    async def assign() -> str:
        async with an_api(dsn, Clock()) as api:
            venlo = await api.caller(VENLO)
            return str((await venlo.assign(await venlo.register()))["berichtId"])

    bericht = asyncio.run(assign())
    assert "haalt haar berichten op" in invoke("channels", "test", ZORG).stderr
    invoke("accounts", "change", ZORG, "--kanaal", "ggk", "--afleveradres", "https://127.0.0.1:9/", "--ongeprobeerd")
    tried = invoke("channels", "test", ZORG)
    assert (tried.exit_code, "niet bereikt" in tried.stderr) == (1, True)
    found = invoke("channels", "open", "--sinds", "2024-03-01", "--json")
    [row] = [json.loads(line) for line in found.stdout.splitlines()]
    assert (row["berichtId"], row["soort"], row["kanaal"]) == (bericht, "WMO301", "ggk"), "what waited went along"
    shown = invoke("channels", "open", "--sinds", "2024-03-01")
    assert bericht[:8] in shown.stdout
    assert "1 zonder retourbericht: 1 WMO301." in shown.stderr
    written = invoke("channels", "open", "--sinds", "2024-03-01", "--csv", tmp_path / "open.csv")
    assert (written.stdout, "1 zonder retourbericht: 1 WMO301." in written.stderr) == ("", True)
    with (tmp_path / "open.csv").open(encoding="utf-8-sig", newline="") as file:
        [line] = csv.DictReader(file, delimiter=";")
    assert (line["berichtId"], line["identificatie"]) == (bericht, row["identificatie"])
    assert (line["gemeente"], line["ontvanger"], line["kanaal"], line["bezorgdOp"]) == (VENLO, ZORG, "ggk", "")
    assert datetime.fromisoformat(line["vastgelegdOp"]) == datetime.fromisoformat(row["vastgelegdOp"])
    later = f"{datetime.now(UTC).date()}"
    assert "0 zonder retourbericht." in invoke("channels", "open", "--sinds", later).stderr


def test_what_we_send_is_held_against_schemas_that_somebody_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copytree(bundled("xsd") / FOLDER, tmp_path / "ggk")
    assert "GGK_XSD_DIR" in invoke("channels", "schemas").stderr
    found = invoke("channels", "schemas", "--map", folder)
    assert found.exit_code == 0
    assert found.stdout.splitlines()[2:] == ["Di01: geldig", "Du01: geldig", "Bv03: geldig", "Fo03: geldig"]
    stuf = folder / "stuf0301.xsd"
    stuf.write_text(stuf.read_text("utf-8").replace('maxLength value="200"', 'maxLength value="2"'), "utf-8")
    monkeypatch.setenv("GATEWAY_GGK_XSD_DIR", str(folder))
    refused = invoke("channels", "schemas")
    assert (refused.exit_code, "Di01: regel" in refused.stdout) == (1, True)
    stuf.unlink()
    assert invoke("channels", "schemas").exit_code == 2


def test_a_round_trip_is_told_step_by_step(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    monkeypatch.setenv("GATEWAY_PUSH_PRIVATE", "127.0.0.0/8")

    async def enrolled() -> None:
        async with an_api(dsn, Clock()) as api:
            await api.caller(VENLO)

    asyncio.run(enrolled())
    with simulated() as address:
        invoke("accounts", "change", ZORG, "--kanaal", "ggk", "--afleveradres", address)
        found = invoke("channels", "test", ZORG, "--rondreis", VENLO, "--wacht", "0")
    assert found.exit_code == 1
    assert "goed  rondreis: aangenomen (Bv03)" in found.stdout
    assert "Na 0 seconden is er geen Fo01" in found.stderr, "the simulator knows no gateway to bring it to"
    invoke("accounts", "change", ZORG, "--kanaal", "postvak")
    assert "haalt haar berichten op" in invoke("channels", "test", ZORG, "--rondreis", VENLO).stderr


@contextmanager
def simulated() -> Iterator[str]:
    """Serve a simulated GGK on a thread of its own, and yield its address."""
    ready, stop = Event(), Event()
    address: list[str] = []

    async def serve() -> None:
        async with running(a_scenario()) as simulator:
            address.append(simulator.ggk)
            ready.set()
            await asyncio.to_thread(stop.wait)

    thread = Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(30)
    try:
        yield address[0]
    finally:
        stop.set()
        thread.join(30)


def test_what_could_not_come_in_is_shown_until_it_is_let_go(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    assert invoke("channels", "incoming").stderr == "0 niet ontvangen.\n"
    name = uuid4()
    asyncio.run(
        execute(
            dsn,
            "insert into ophaalbronnen (adres, uitkomst) values ('https://vecozo.example', '429');"
            " insert into ophalingen (gemeente, id, adres, conversatie, soort, probleem, toelichting, volgende_op)"
            f" values ('{VENLO}', '{name}', 'x', '{name}', 'WMO301', 'inhoud-weg', 'Is weg.', now())",
        )
    )
    shown = invoke("channels", "incoming")
    assert (shown.exit_code, "inhoud-weg" in shown.stdout, "1 niet ontvangen." in shown.stderr) == (1, True, True)
    assert "https://vecozo.example: laatst opgehaald nooit; sindsdien niet (429)." in shown.stderr
    [row] = [json.loads(line) for line in invoke("channels", "incoming", "--json").stdout.splitlines()]
    assert (row["id"], row["gemeente"], row["bewaard"]) == (str(name), VENLO, False)
    assert "losgelaten (inhoud-weg)" in invoke("channels", "drop", name).stderr
    assert invoke("channels", "drop", name).exit_code == 1
    assert invoke("channels", "incoming").exit_code == 0
