"""Pasting the commands of the README leads from nothing to an approved WMO305, and those of docs/ go on from there."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project.refresh_docs import ROOT
from tests.support.api.server import free_port
from tests.support.preloaded import loaded_program

PATIENCE = 330
MARK = "--- what follows is of docs/ ---"
SERVE = ".venv/bin/gateway serve"
SECTION = (ROOT / "README.md").read_text("utf-8").partition("\n## Run it\n")[2].partition("\n## ")[0]
DOCS = (
    "messages",
    "delivery",
    "chain",
    "security",
    "operations",
    "backup",
    "rules",
    "library",
    "policy",
    "indicators",
    "performance",
)
"""The papers with commands in the order in which they are pasted: a policy comes last, for it stops decisions."""


def blocks_of(text: str) -> list[str]:
    """Return the commands in this text, block by block."""
    return re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


BLOCKS = blocks_of(SECTION)
MORE = [block for name in DOCS for block in blocks_of((ROOT / "docs" / f"{name}.md").read_text("utf-8"))]

pytestmark = [
    pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed"),
    pytest.mark.timeout(PATIENCE + 30),
]


@pytest.fixture
def checkout() -> Iterator[Path]:
    """A folder with a space in its path, that looks to a newcomer like a checkout that was set up."""
    with tempfile.TemporaryDirectory(prefix="gateway readme ") as name:
        folder = Path(name)
        (folder / "samples").symlink_to(ROOT / "samples")
        programs = folder / ".venv" / "bin"
        programs.mkdir(parents=True)
        with loaded_program() as words:
            # The server is a process of its own, that can be stopped; other commands needn't load the program each.
            python, gateway = f"'{sys.executable}' \"$@\"", f'{shlex.join(words)} "$@"'
            serve = python.replace('"$@"', '-m gateway "$@"')
            for program, script in (
                ("python", f"exec {python}"),
                ("gateway", f'[ "$1" != serve ] || exec {serve}\nexec {gateway}'),
            ):
                (programs / program).write_text(f"#!/bin/sh\n{script}\n")
                (programs / program).chmod(0o755)
            yield folder


@pytest.fixture
def data() -> Iterator[Path]:
    """A fresh data folder, where the account that PostgreSQL runs as can come too."""
    with tempfile.TemporaryDirectory(prefix="gateway-readme-") as name:
        yield Path(name)


def pasted(port: int) -> str:
    """Return the blocks as one script: where the newcomer takes another terminal, the server runs beside it."""
    assert BLOCKS[0].startswith("make setup\n")
    assert f"{SERVE}\n" in BLOCKS
    ready = f"curl -sf http://127.0.0.1:{port}/health/ready > /dev/null"
    wait = f"until {ready}; do kill -0 $SERVER || exit 9; sleep 0.2; done"
    beside = f"{SERVE} --port {port} > server.log 2>&1 &\nSERVER=$!\ntrap 'kill $SERVER; wait $SERVER' EXIT\n{wait}\n"
    script = "".join(beside if block == f"{SERVE}\n" else block for block in [*BLOCKS, f"echo {MARK}\n", *MORE])
    return script.removeprefix("make setup\n").replace("127.0.0.1:8000", f"127.0.0.1:{port}")


def test_s2_what_is_pasted_gets_from_nothing_to_an_approved_start_and_on(checkout: Path, data: Path) -> None:
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
    story, _, more = done.stdout.partition(f"{MARK}\n")
    assert re.search(r"^client [0-9a-f-]{36} has assignment \d+$", story, re.MULTILINE)
    assert "<wmo301:Bericht" in story
    assert '"oordeel":"goedgekeurd"' in (checkout / "receipt.json").read_text()
    _, receipt, answer = story.rpartition('"soort":"WMO305"')
    assert receipt
    assert "<wmo306:Bericht" in answer
    assert "RetourCode>" not in answer, "an approval is a header alone"
    assert "urn:" not in more, "a problem"
    assert '"oordeel":"goedgekeurd","bevindingen":[{"code":"HERHALING"' in more, "the dry run: it came in already"
    assert "start.xml: WMO305 goedgekeurd" in more
    assert '"einddatum":"2025-11-30"' in more, "the assignment that was shortened"
