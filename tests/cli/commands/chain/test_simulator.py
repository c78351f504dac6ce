"""`gateway simulator serve` plays a scenario until it is told to stop, and says what keeps it from doing so."""

import json
import re
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import command, environment, invoke

SCENARIO = """\
[partijen.0983]
[[partijen.0983.toewijzingen]]
aanbieder = "01234567"
ingangsdatum = 2026-01-01
[partijen.01234567]
start_na = 0
"""


def test_it_plays_until_it_is_stopped_and_tells_no_content(tmp_path: Path) -> None:
    file = tmp_path / "keten.toml"
    file.write_text(SCENARIO, "utf-8")
    run = subprocess.Popen(
        command("simulator", "serve", "--scenario", str(file), "--port", "0", "--zaad", "9"),
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    assert run.stderr is not None
    said, told = [], ""
    for line in run.stderr:
        told += line
        said.append(json.loads(line))
        if (said[-1].get("kind"), said[-1].get("what")) == ("WMO306", "bezorgd"):
            break
    run.send_signal(signal.SIGTERM)
    _, rest = run.communicate(timeout=30)
    assert run.returncode == 0
    assert (said[0]["event"], said[0]["seed"]) == ("simulator.started", 9)
    assert [each["kind"] for each in said[1:] if each["what"] == "aangenomen"] == [
        "WMO301",
        "WMO302",
        "WMO305",
        "WMO306",
    ]
    assert re.search(r"\b9999\d{5}\b|Proefpersoon", told + rest) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[partijen.1]\n", "keten.toml:1: partijen.1 is geen gemeentecode"),
        ('[partijen]\n[tls]\ncertificaat = "keten.toml"\nvertrouwt = "keten.toml"\n', "geen certificaat"),
        ('[partijen]\n[tls]\ncertificaat = "weg.pem"\nvertrouwt = "weg.pem"\n', "weg.pem"),
    ],
)
def test_what_keeps_it_from_playing_is_told(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "keten.toml"
    file.write_text(text, "utf-8")
    result = invoke("simulator", "serve", "--scenario", str(file), "--port", "0")
    assert result.exit_code == 2
    assert said in result.stderr
