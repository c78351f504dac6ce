"""The bench works and reports what it should; speed plays no part here."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.load import UnexpectedAnswer, fire, fire_in_time, request
from tests.bench.messages import KINDS, many_bytes, verdict
from tests.bench.run import main
from tests.support.messages.messages import schemas

ROOT = Path(__file__).parents[2]
_SOON = ("99 % answered at 70% of that rate,", "30 ms")


def test_every_row_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert "cores" in report["machine"]
    found = [(row["what"].split(" with ")[0], row["against"].split(" with")[0]) for row in report["rows"]]
    assert found == [
        ("verdict on the WMO301 sample", "bare lxml parse + XMLSchema"),
        ("verdict on the WMO301 sample", "our own parse + schema"),
        ("verdict on the WMO305 sample", "bare lxml parse + XMLSchema"),
        ("verdict on the WMO305 sample", "our own parse + schema"),
        ("the findings on a WMO301 that fails its schema", "the schema alone, on one that doesn't"),
        ("the findings on a WMO305 that fails its schema", "the schema alone, on one that doesn't"),
        *(2 * [("verdict on a WMO305", "one")]),
        *(2 * [("verdict on a WMO307", "one")]),
        *(2 * [("verdict on a WMO301", "one")]),
        ("the steepest of all rules", "itself"),
        ("policy on a decision about a client", "verdict on the WMO301 sample"),
        ("policy on a decision about a client", "one"),
        (
            "all indicators of a year over 294 assignments in three municipalities",
            "30 s of processor time for a million",
        ),
        ("all indicators of a year over 294 assignments in three municipalities", "reading the same tables once"),
        ("deliveries a second through the GGK", "plain push"),
        ("processor time of a Prestatie in a claim of 200", "one in a claim of 100"),
        ("99 % of other messages answered while a claim of 200 Prestaties is judged", "without it"),
        *(
            2
            * [
                ("messages a second over HTTP to disk", "asyncpg alone, same statements"),
                ("messages a second over HTTP to disk", "asyncpg alone, same statements and transactions"),
                ("processor time of the gateway for a message,", "0.7 ms"),
                _SOON,
            ]
        ),
    ]
    assert all(row["ratio"] > 0 and row["detail"] for row in report["rows"])
    assert report["rows"][0]["wanted"] == "at most 1.5"


@pytest.mark.no_cover
def test_volume_is_measured_when_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick", "--json", "--only", "volume"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["what"].split(" with ")[0] for row in rows] == [
        "sealing 1,796 messages and what happened to them",
        "gateway ledger verify over 1,796 messages and what happened to them",
        "messages a second over HTTP",
        "99 % answered at 70% of that rate,",
        "first page of the list of messages",
        "first page by the slowest of 102 filters",
        "claiming and settling a delivery",
        "the daily round of signals over 328 clients",
        "the daily round of retention",
        "encrypting a value anew",
    ]
    assert all(row["ratio"] > 0 and row["wanted"] for row in rows)


def test_it_starts_as_a_script_and_names_the_machine_first() -> None:
    command = [sys.executable, "tests/bench/run.py", "--quick", "--only", "verdict"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    first, empty, *rows = done.stdout.splitlines()
    assert (done.returncode, done.stderr, empty) == (0, "", "")
    assert "Python 3" in first
    assert len(rows) == 8


@pytest.mark.parametrize("soort", KINDS)
def test_large_messages_are_fine(soort: str) -> None:
    assert verdict(schemas(), many_bytes(soort, 1000)).findings == ()


async def test_the_load_generator_takes_only_approval_for_an_answer() -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\n{}")

    server = await asyncio.start_server(refuse, "127.0.0.1")
    async with server:
        with pytest.raises(UnexpectedAnswer, match="202"):
            await fire([server.sockets[0].getsockname()[1]], [request("/", "gw_x", b"")], 1)


async def test_who_comes_in_time_waits_from_when_it_came_up() -> None:
    async def take_long(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(4):
            await reader.readuntil(b"\r\n\r\n")
            await asyncio.sleep(0.05)
            writer.write(b'HTTP/1.1 202 Accepted\r\nContent-Length: 25\r\n\r\n{"oordeel":"goedgekeurd"}')

    server = await asyncio.start_server(take_long, "127.0.0.1")
    async with server:
        fired = await fire_in_time([server.sockets[0].getsockname()[1]], 4 * [request("/", "gw_x", b"")], 1, 10_000)
    assert [each > place * 0.05 - 0.01 for place, each in enumerate(fired.waits, 1)] == 4 * [True]
