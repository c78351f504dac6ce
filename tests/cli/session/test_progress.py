"""A command that takes long tells how far it is: a bar on a terminal, elsewhere a line a minute and one at the end."""

import re
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from gateway.cli.session import progress
from gateway.cli.session.progress import growing, told, watching
from gateway.exchange.kernel.advance import Advance
from tests.cli.terminal import program_on_a_terminal


@pytest.mark.parametrize(
    ("advance", "seconds", "text"),
    [
        (Advance(), 12, "12 s bezig"),
        (Advance(0, 500), 12, "0 van 500 rijen (0%)"),
        (Advance(1500), 3, "1.500 rijen, 500 per seconde"),
        (Advance(3), 12, "3 rijen, 15 per minuut"),
        (Advance(250, 1000), 10, "250 van 1.000 rijen (25%), 25 per seconde, nog 30 s"),
        (Advance(1_000_000, 2_000_000), 600, "1.000.000 van 2.000.000 rijen (50%), 1.667 per seconde, nog 10 min"),
        (Advance(1, 100), 600, "1 van 100 rijen (1%), 0 per minuut, nog 16 u 30 min"),
        (Advance(1000, 1000), 10, "1.000 van 1.000 rijen (100%)"),
        (Advance(1100, 1000), 10, "1.100 van 1.000 rijen (100%)"),
        (Advance(0, 0), 1, "1 s bezig"),
    ],
)
def test_it_tells_how_much_at_which_rate_and_how_long_it_takes_yet(advance: Advance, seconds: float, text: str) -> None:
    assert told("rijen", advance, seconds) == text


def test_elsewhere_there_is_a_line_every_so_often_and_one_at_the_end(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "LINE_EVERY_S", 0.3)
    advance = Advance(0, 10)
    with watching("zegels nakijken", "rijen", lambda: advance):
        advance.done = 5
        time.sleep(0.75)
        advance.done = 10
    first, second, last = capsys.readouterr().err.splitlines()
    assert first.startswith("gateway: zegels nakijken: 5 van 10 rijen (50%), ")
    assert second.startswith("gateway: zegels nakijken: 5 van 10 rijen (50%), ")
    assert last.startswith("gateway: zegels nakijken: 10 van 10 rijen (100%); klaar na ")


SCRIPT = """
import sys, time
from gateway.cli.session import progress
from gateway.exchange.kernel.advance import Advance
progress.BAR_AFTER_S = 0.0
advance = Advance(0, 20)
with progress.watching("zegels nakijken", "rijen", lambda: advance):
    for number in range(20):
        print(f"regel {number}")
        advance.done += 1
        time.sleep(0.05)
"""


@pytest.mark.parametrize("stdout", [None, subprocess.PIPE])
def test_on_a_terminal_there_is_a_bar_below_what_is_written_and_a_pipe_stays_clean(stdout: int | None) -> None:
    shown, written = program_on_a_terminal([sys.executable, "-c", SCRIPT], stdout=stdout)
    assert "zegels nakijken" in shown
    assert " van 20 rijen (" in shown
    assert " per seconde, nog " in shown
    assert "20 van 20 rijen (100%)" in shown
    lines = written.decode().splitlines() if stdout else re.findall(r"regel \d+", shown)
    assert lines == [f"regel {number}" for number in range(20)]


def test_what_is_done_soon_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with watching("zegels nakijken", "rijen", Advance):
        pass
    assert capsys.readouterr().err == ""


def test_the_work_goes_on_when_nobody_reads_what_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "LINE_EVERY_S", 0.0)
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stderr", full)
        with watching("zegels nakijken", "rijen", Advance):
            done = 1
        monkeypatch.undo()
        with suppress(OSError):
            full.close()
    assert done == 1


def test_a_fault_in_what_it_watches_is_passed_on_and_nobody_watches_any_longer() -> None:
    with pytest.raises(ZeroDivisionError), watching("delen", "getallen", Advance):
        _ = 1 / 0
    assert "progress" not in {each.name for each in threading.enumerate()}


def test_a_folder_that_fills_tells_how_much_of_the_other_it_holds(tmp_path: Path) -> None:
    (tmp_path / "van" / "diep").mkdir(parents=True)
    (tmp_path / "naar").mkdir()
    (tmp_path / "van" / "diep" / "a").write_bytes(b"x" * 3_000_000)
    read = growing(tmp_path / "naar", tmp_path / "van")
    assert read() == Advance(0, 3)
    (tmp_path / "naar" / "a").write_bytes(b"x" * 2_000_000)
    assert read() == Advance(2, 3)
    (tmp_path / "naar" / "b").write_bytes(b"x" * 2_000_000)
    assert read() == Advance(3, 3)
    assert growing(tmp_path / "weg", tmp_path / "ook weg")() == Advance(0, 0)
