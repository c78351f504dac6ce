"""A reason comes from a file or the terminal, and never from the list of processes."""

import io
import sys
from pathlib import Path

import pytest

from gateway.cli.session.reason import read_reason
from gateway.cli.session.trouble import Trouble


def say(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_reason_comes_from_a_file_or_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "reden"
    file.write_text("bezwaar\n van 3 mei\n", "utf-8")
    assert read_reason(None, file) == "bezwaar van 3 mei"
    say(monkeypatch, "klacht één\n".encode())
    assert read_reason(None, None) == "klacht één"
    say(monkeypatch, b"klacht\n")
    assert read_reason(None, Path("-")) == "klacht"


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "0 tekens"), (b" \n", "0 tekens"), (b"\xff", "UTF-8"), (b"x" * 1001, "1001")],
)
def test_a_reason_is_a_short_text(monkeypatch: pytest.MonkeyPatch, data: bytes, said: str) -> None:
    say(monkeypatch, data)
    with pytest.raises(Trouble, match=said):
        read_reason(None, None)


def test_one_on_the_command_line_is_refused() -> None:
    with pytest.raises(Trouble, match="opdrachtregel") as refused:
        read_reason("Jan is boos", None)
    assert "Jan" not in str(refused.value)
