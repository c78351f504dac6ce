"""A reason comes from a file or the terminal, and never from the list of processes."""

import io
import os
import pty
import sys
import termios
import time
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


ASK = (
    "from gateway.cli.session.reason import read_secret; print('gelezen', read_secret(None, 'Wachtzin', confirm=True))"
)


def test_a_secret_is_typed_twice_and_what_goes_wrong_is_said_in_dutch() -> None:
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(sys.executable, [sys.executable, "-c", ASK])
    shown = b""
    for prompt, answer in ((b"Wachtzin:", b"een"), (b"nog eens:", b"twee"), (b"Wachtzin:", b"een"), (b"eens:", b"een")):
        begin = len(shown)
        while prompt not in shown[begin:]:
            shown += os.read(terminal, 1000)
        while termios.tcgetattr(terminal)[3] & termios.ECHO:  # what is typed before it asks unseen is thrown away
            time.sleep(0.01)
        os.write(terminal, answer + b"\n")
    while b"gelezen een" not in shown:
        shown += os.read(terminal, 1000)
    os.close(terminal)
    os.waitpid(pid, 0)
    assert "de tweede keer was anders dan de eerste" in shown.decode()
    assert "Error" not in shown.decode()
    assert b"twee\r" not in shown
