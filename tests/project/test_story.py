"""Who pastes the README's commands gets from nothing to an approved WMO305."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project.refresh_readme import README
from tests.support.api.server import free_port

PATIENCE = 90
SERVE = ".venv/bin/gateway serve"
SECTION = README.read_text("utf-8").partition("\n## Run it\n")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", SECTION, re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


@pytest.fixture
def checkout() -> Iterator[Path]:
    """A folder with a space in its path, that looks to a newcomer like a checkout that was set up."""
    with tempfile.TemporaryDirectory(prefix="gateway readme ") as name:
        folder = Path(name)
        (folder / "samples").symlink_to(README.parent / "samples")
        # The command as pip writes it where the path has a space.
        programs = folder / ".venv" / "bin"
        programs.mkdir(parents=True)
        python = f"#!/bin/sh\nexec '{sys.executable}' \"$@\"\n"
        for program, script in (("python", python), ("gateway", python.replace('"$@"', '-m gateway "$@"'))):
            (programs / program).write_text(script)
            (programs / program).chmod(0o755)
        yield folder


@pytest.fixture
def data() -> Iterator[Path]:
    """A fresh data folder, where the account that PostgreSQL runs as can come too."""
    with tempfile.TemporaryDirectory(prefix="gateway-readme-") as name:
        yield Path(name)


def pasted(port: int) -> str:
    """The blocks as one script: where the newcomer takes another terminal, the server runs beside it."""
    assert BLOCKS[0].startswith("make setup\n")
    assert f"{SERVE}\n" in BLOCKS
    ready = f"curl -sf http://127.0.0.1:{port}/health/ready > /dev/null"
    wait = f"until {ready}; do kill -0 $SERVER || exit 9; sleep 0.2; done"
    beside = f"{SERVE} --port {port} > server.log 2>&1 &\nSERVER=$!\ntrap 'kill $SERVER; wait $SERVER' EXIT\n{wait}\n"
    script = "".join(beside if block == f"{SERVE}\n" else block for block in BLOCKS)
    return script.removeprefix("make setup\n").replace("127.0.0.1:8000", f"127.0.0.1:{port}")


def test_s2_the_readme_pasted_gets_from_nothing_to_an_approved_start(checkout: Path, data: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GATEWAY_")}
    done = subprocess.run(
        ["sh", "-e", "-c", pasted(free_port())],
        cwd=checkout,
        env=kept | {"GATEWAY_DATA_DIR": str(data), "no_proxy": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr + done.stdout + (checkout / "server.log").read_text()
    assert re.search(r"^client [0-9a-f-]{36} has assignment \d+$", done.stdout, re.MULTILINE)
    assert "<wmo301:Bericht" in done.stdout
    assert '"oordeel":"goedgekeurd"' in (checkout / "receipt.json").read_text()
    _, receipt, answer = done.stdout.rpartition('"soort":"WMO305"')
    assert receipt
    assert "<wmo306:Bericht" in answer
    assert "RetourCode>" not in answer, "an approval is a header alone"
