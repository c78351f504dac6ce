"""An operator brings the signals up to date and looks at them on the command line."""

import asyncio
import json
import signal
import time
from datetime import UTC, datetime

import pytest

from gateway.store.db.database import Database
from tests.cli.running import invoke, start
from tests.support.api.parties import VENLO, enrol
from tests.support.exchange.signals import choose_policy
from tests.support.store.embedded import ask
from tests.support.store.filling import assigned_clients
from tests.support.store.key_ring import vault


@pytest.fixture(autouse=True)
def database(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)


def fill(dsn: str, beleid: str | None = None) -> None:
    """Add two assignments of Venlo that were sent in 2024 and never started nor answered."""

    async def work() -> None:
        db = await Database.connect(dsn, vault=vault())
        try:
            await enrol(db)
            await assigned_clients(db, 2, op=datetime(2024, 1, 1, 12, tzinfo=UTC))
            await choose_policy(db, VENLO, beleid)
        finally:
            await db.close()

    asyncio.run(work())


def test_refresh_tells_what_it_did_and_list_what_there_is(dsn: str) -> None:
    fill(dsn)
    assert invoke("signals", "refresh").stderr.strip().endswith(": 4 signalen ontstaan, 0 gewijzigd, 0 vervallen")
    again = invoke("signals", "refresh", "--all")
    assert again.exit_code == 0
    assert again.stderr.strip().endswith(": 0 signalen ontstaan, 0 gewijzigd, 0 vervallen")
    head, *rows = [line.split() for line in invoke("signals", "list", VENLO).stdout.splitlines()]
    assert head[:6] == ["id", "code", "voor", "wie", "uiterlijk", "status"]
    assert [row[1:6] for row in rows] == [
        ["NL-807", "backoffice", "2024-01-04", "open", "99990001"],
        ["NL-807", "backoffice", "2024-01-04", "open", "99990001"],
        ["NL-805", "backoffice", "2024-01-08", "open", "99990001"],
        ["NL-805", "backoffice", "2024-01-08", "open", "99990001"],
    ]
    assert len(invoke("signals", "list", VENLO, "--voor-wie", "backoffice").stdout.splitlines()) == 5
    assert len(invoke("signals", "list", VENLO, "--voor-wie", "beheer").stdout.splitlines()) == 1
    assert len(invoke("signals", "list", VENLO, "--status", "afgehandeld").stdout.splitlines()) == 1
    assert len(invoke("signals", "list", VENLO, "--status", "alle").stdout.splitlines()) == 5
    assert len(invoke("signals", "list", "0984").stdout.splitlines()) == 1


def test_the_list_has_the_filters_of_the_api_and_json(dsn: str) -> None:
    fill(dsn)
    invoke("signals", "refresh")

    def found(*options: object) -> list[dict[str, object]]:
        result = invoke("signals", "list", VENLO, "--json", *options)
        assert result.exit_code == 0, result.stderr
        return [json.loads(line) for line in result.stdout.splitlines()]

    every = found()
    one = every[0]
    assert "signaalId" in one
    assert not {"id", "sleutel", "notitie", "afgehandeldDoor"} & one.keys()
    assert found("--code", "NL-805") == every[2:]
    assert found("--code", "NL-805", "--voor-wie", "beheer") == []
    assert found("--voor", "2024-01-08") == every[:2]
    assert found("--aantal", 3) == every[:3]
    assert found("--volgorde", "nieuwste", "--aantal", 3) == every[::-1][:3]
    assert found("--aanbieder", "99990002") == []
    assert found("--client", str(one["clientId"])) == [each for each in every if each["clientId"] == one["clientId"]]
    number = every[2]["toewijzingNummer"]
    assert found("--toewijzing", number) == [each for each in every if each["toewijzingNummer"] == number] != []
    assert found("--bericht", str(one["berichtId"])) == [
        each for each in every if each["berichtId"] == one["berichtId"]
    ]


def test_a_municipality_that_fails_is_named(dsn: str) -> None:
    fill(dsn, "verdwenen")
    result = invoke("signals", "refresh")
    assert result.exit_code == 1
    assert result.stderr.strip().endswith("mislukt voor 0983; het log zegt waarom")


def test_the_worker_keeps_them_current(dsn: str) -> None:
    fill(dsn)
    with start("worker", GATEWAY_DATABASE_URL=dsn, GATEWAY_LOG_LEVEL="debug") as running:
        try:
            until = time.monotonic() + 60
            while ask(dsn, "select count(*) from signalen") != 4:
                assert time.monotonic() < until, "no signals"
                time.sleep(0.1)
            running.send_signal(signal.SIGTERM)
            _, err = running.communicate(timeout=60)
        finally:
            running.kill()
    assert running.returncode == 0
    [said] = [line for line in map(json.loads, err.splitlines()) if line["event"] == "signals.refreshed"]
    assert {key: said[key] for key in ("raised", "changed", "lapsed")} == {
        "raised": 4,
        "changed": 0,
        "lapsed": 0,
    }
