"""The processes that stay: they start, say so, serve, and stop without breaking anything off."""

import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx
import pytest

from tests.cli.running import invoke, start
from tests.support.store.embedded import ask, processes_of, wait_until
from tests.support.store.postgres import temporary_folder

HERE = "127.0.0.0/8"
OF_THE_NETWORK = ("--adres", "0.0.0.0")


def get(url: str) -> httpx.Response:
    """Ask for this, without loading the authorities of the world for it."""
    return httpx.get(url, verify=False)


def first_line(running: subprocess.Popen[bytes]) -> dict[str, Any]:
    """Return the first thing the process says, which is JSON."""
    assert running.stderr is not None
    line = running.stderr.readline()
    told: dict[str, Any] = json.loads(line)
    return told


@contextmanager
def serving(*args: str, **settings: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Yield a gateway that serves, with its address; kill it when the test did not stop it."""
    with start("serve", "--port", "0", *args, **settings) as running:
        try:
            told = first_line(running)
            assert told["event"] == "serve.listening"
            yield running, f"http://{told['host']}:{told['port']}"
        finally:
            if running.poll() is None:
                running.kill()


def stopped(running: subprocess.Popen[bytes], signum: signal.Signals) -> tuple[int, list[dict[str, Any]]]:
    """Send this signal; return how the process ended and what it still said, without the lines about requests."""
    running.send_signal(signum)
    return ended(running)


def ended(running: subprocess.Popen[bytes]) -> tuple[int, list[dict[str, Any]]]:
    """Return how a process ended that had its signal, and what it still said."""
    _, err = running.communicate(timeout=60)
    said = [json.loads(line) for line in err.splitlines()]
    return running.returncode, [each for each in said if each["event"] != "request.finished"]


def test_the_embedded_database_is_started_again_when_it_dies_and_stops_with_it() -> None:
    with temporary_folder() as folder:
        with serving(GATEWAY_DATA_DIR=str(folder / "data")) as (running, url):
            assert get(f"{url}/health/ready").status_code == 200
            (first,) = processes_of(folder)
            for process in (running.pid, first):
                assert re.search(r"Max core file size +0 +0 ", Path(f"/proc/{process}/limits").read_text())
            os.kill(first, signal.SIGKILL)
            wait_until(lambda: processes_of(folder) not in ([], [first]))
            wait_until(lambda: get(f"{url}/health/ready").status_code == 200)
            code, said = stopped(running, signal.SIGTERM)
            assert code == 0, said
        assert not processes_of(folder)


def test_a_port_in_use_is_one_line_before_any_database_is_touched(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.MonkeyPatch.context() as patch:
        patch.setenv("GATEWAY_DATA_DIR", str(tmp_path / "data"))
        result = invoke("serve", "--port", taken.getsockname()[1])
    assert result.exit_code == 2
    assert "kan de gateway niet luisteren" in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_a_host_that_is_not_ours_is_one_line() -> None:
    for host in ("nergens.invalid", "192.0.2.1"):
        result = invoke("serve", "--host", host, "--port", 0)
        assert result.exit_code == 2
        assert host in result.stderr
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("args", [("serve", "--port", "0"), ("worker",)])
def test_a_database_or_schema_folder_that_is_none_is_one_line(args: tuple[str, ...], tmp_path: Path) -> None:
    for name, value, told in (
        ("GATEWAY_DATABASE_URL", "postgresql://u:geheim@127.0.0.1:1/x", "GATEWAY_DATABASE_URL"),
        ("GATEWAY_XSD_DIR", str(tmp_path), "ontbreekt basisschema.xsd"),
    ):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(name, value)
            result = invoke(*args)
        assert result.exit_code == 2
        assert told in result.stderr
        assert "geheim" not in result.stderr
        assert result.stderr.count("\n") == 1


class Slow(BaseHTTPRequestHandler):
    """A receiver that takes its time and keeps what it got."""

    busy = Event()
    got: list[bytes] = []  # noqa: RUF012 - one list for all requests of the test

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["content-length"]))
        self.busy.set()
        time.sleep(0.7)
        self.got.append(data)
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Log nothing."""


@pytest.fixture
def receiver() -> Iterator[str]:
    Slow.got.clear()
    Slow.busy.clear()
    with HTTPServer(("127.0.0.1", 0), Slow) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def assign(url: str, key: str) -> None:
    """Register a client and assign care, so that a WMO301 is due."""
    samples = Path(__file__).parents[3] / "samples" / "story"
    with httpx.Client(base_url=url, headers={"authorization": f"Bearer {key}"}) as office:
        gegevens, asked = (
            json.loads((samples / name).read_text("utf-8")) for name in ("client.json", "toewijzing.json")
        )
        client = office.post("/v1/clienten", json=gegevens).raise_for_status().json()
        asked |= {"clientId": client["clientId"], "aanbieder": "01234567"}
        office.post("/v1/toewijzingen", json=asked).raise_for_status()


@pytest.fixture
def key(dsn: str, receiver: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The key of Venlo, in whose database a provider with an address takes part too."""
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    monkeypatch.setenv("GATEWAY_PUSH_PRIVATE", HERE)
    provider = ("accounts", "add", "01234567", "--soort", "aanbieder", "--naam", "Z", "--afleveradres", receiver)
    assert invoke(*provider).exit_code == 0
    return invoke("accounts", "add", "0983", "--soort", "gemeente", "--naam", "Venlo").stdout.strip()


def test_it_serves_until_it_is_asked_to_stop_and_finishes_the_request_under_way(dsn: str, key: str) -> None:
    head = f"POST /v1/validaties HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\n"
    head += "content-type: application/xml\r\ncontent-length: 5\r\nexpect: 100-continue\r\n\r\n"
    with serving(GATEWAY_DATABASE_URL=dsn) as (running, url):
        assert get(f"{url}/health/ready").status_code == 200
        answer = get(f"{url}/v1/postvak")
        assert answer.status_code == 401
        assert "server" not in answer.headers
        host, _, port = url.removeprefix("http://").rpartition(":")
        with socket.create_connection((host, int(port)), timeout=30) as line:
            line.sendall(head.encode())
            assert line.recv(100).startswith(b"HTTP/1.1 100 "), "it waits for the rest"
            running.send_signal(signal.SIGINT)
            time.sleep(0.3)
            assert running.poll() is None
            line.sendall(b"<a/>\n")
            assert line.recv(100).startswith(b"HTTP/1.1 200 ")
        assert ended(running) == (0, [])


def test_serve_delivers_finishes_the_attempt_under_way_and_logs_nothing_personal(dsn: str, key: str) -> None:
    settings = {"GATEWAY_DATABASE_URL": dsn, "GATEWAY_PUSH_PRIVATE": HERE, "GATEWAY_LOG_LEVEL": "debug"}
    with serving(*OF_THE_NETWORK, **settings) as (running, url):
        assign(url, key)
        assert Slow.busy.wait(60)
        code, said = stopped(running, signal.SIGTERM)
    assert code == 0
    assert [line["outcome"] for line in said if line["event"] == "delivery.attempted"] == ["204"]
    assert len(Slow.got) == 1
    assert ask(dsn, "select staat from leveringen where kanaal = 'push'") == "geleverd"
    assert not any(secret in str(said) for secret in ("999900006", "Proefpersoon", key))
    assert "serve.in_plain_sight" in [line["event"] for line in said], "it is open to the network without a proxy"


def test_serve_without_worker_leaves_deliveries_to_the_worker(dsn: str, key: str) -> None:
    settings = {"GATEWAY_DATABASE_URL": dsn, "GATEWAY_TRUSTED_PROXIES": HERE}
    with serving("--zonder-worker", *OF_THE_NETWORK, **settings) as (running, url):
        assign(url, key)
        time.sleep(1)
        assert stopped(running, signal.SIGTERM) == (0, []), "behind a proxy nothing is warned of"
    assert not Slow.busy.is_set()
    with start("worker", GATEWAY_DATABASE_URL=dsn, GATEWAY_PUSH_PRIVATE=HERE) as running:
        assert first_line(running)["event"] == "worker.started"
        assert Slow.busy.wait(60)
        code, said = stopped(running, signal.SIGINT)
    assert code == 0
    assert [line["event"] for line in said] == ["delivery.attempted"]
    assert len(Slow.got) == 1
