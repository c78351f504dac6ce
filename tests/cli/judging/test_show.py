"""Verdicts as text and JSON: coloured on a terminal, plain elsewhere."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.judged_files import GOED, KEYS
from tests.cli.running import invoke, reported
from tests.cli.terminal import on_a_terminal
from tests.support.messages.messages import wmo305, xml


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(20):
        (tmp_path / f"{number:02d}.xml").write_bytes(xml(wmo305()))
    return tmp_path


def test_on_a_terminal_the_pipe_stays_clean(folder: Path) -> None:
    _, written = on_a_terminal("validate", "--format", "jsonl", folder, stdout=subprocess.PIPE)
    assert len([json.loads(line) for line in written.splitlines()]) == 20


def test_verdicts_are_coloured(folder: Path) -> None:
    shown, _ = on_a_terminal("validate", folder)
    assert shown.count("\x1b[32mgoedgekeurd\x1b[0m") == 20


def test_jsonl_gives_one_object_a_message(good: Path, faulty: Path) -> None:
    first, second = reported(invoke("validate", "--format", "jsonl", good, faulty))
    assert first == {
        "file": str(good),
        "message": "WMO305",
        "xsd_valid": True,
        "verdict": "goedgekeurd",
        "findings": [],
    }
    assert second["file"] == str(faulty)
    assert second["verdict"] == "afgekeurd"
    [finding] = second["findings"]
    assert finding.keys() >= KEYS
    assert (finding["code"], finding["level"], finding["severity"]) == ("TR134", 2, "afkeur")
    assert finding["path"] == "/Bericht/Client/StartProducten/StartProduct/Begindatum"
    assert finding["line"] > 1


def test_a_line_of_jsonl_is_a_line_for_every_reader(tmp_path: Path) -> None:
    odd = "a\u2028b\u2029c\u0085d"
    path = tmp_path / f"{odd}.xml"
    path.write_bytes(GOED.replace(b">2024-02-01<", f">{odd}<".encode(), 1))
    [line] = invoke("validate", "--format", "jsonl", path).stdout.splitlines()
    assert json.loads(line)["file"] == str(path)
