"""Many files are judged by several processes: in order, whatever dies, and nothing is left running."""

import os
import re
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.cli.commands.validate import MIN_FILES_FOR_PROCESSES
from gateway.cli.judging.crew import MAX_BYTES_PER_PORTION, MAX_FILES_PER_PORTION, judge_by_processes, portions
from gateway.cli.judging.judging import judge
from gateway.cli.judging.sources import Source, find
from gateway.standard.xsd.schemas import SchemaFolderError
from tests.cli.judging.deadly import DeadlySource
from tests.cli.running import command, environment, invoke, reported, start
from tests.support.messages.messages import schemas, wmo305, xml

MANY = 300
ENDLESS = 8_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Messages of which every seventh is refused and every eleventh is none."""
    folder = tmp_path_factory.mktemp("berichten")
    good, fault = xml(wmo305()), xml(wmo305(begindatum="2024-05-01"))
    for number in range(MANY):
        data = b"geen xml" if number % 11 == 0 else fault if number % 7 == 0 else good
        (folder / f"{number:04d}.xml").write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def endless(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A zip file that keeps two processes busy for a third of a second; several of them for as long as a test needs."""
    path = tmp_path_factory.mktemp("zip") / "veel.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(ENDLESS):
            archive.writestr(f"{number}.xml", xml(wmo305()) if number == 0 else b"geen xml" * 4000)
    return path


def expected(number: int) -> list[str]:
    return ["XML"] if number % 11 == 0 else ["TR134"] if number % 7 == 0 else []


def workers_of(process: psutil.Process) -> list[psutil.Process]:
    """Return the processes that judge: children of the fork server, which is a child of the command."""
    return [each for each in process.children(recursive=True) if each.ppid() != process.pid]


def wait_for(true: Callable[[], object], seconds: float = 60) -> None:
    """Wait until it is true. Fail the test when that takes too long."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def alive(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def test_three_hundred_files_keep_their_order(folder: Path) -> None:
    assert MIN_FILES_FOR_PROCESSES < MANY
    result = invoke("validate", "--format", "jsonl", folder)
    reports = reported(result)
    assert [report["file"] for report in reports] == [f"{folder}/{number:04d}.xml" for number in range(MANY)]
    assert [[f["code"] for f in report["findings"]] for report in reports] == list(map(expected, range(MANY)))
    assert result.exit_code == 1


def test_processes_say_what_one_would_say(folder: Path) -> None:
    sources = list(find([str(folder)]))[:60]
    assert list(judge_by_processes(sources, None, 2)) == [judge(schemas(), source) for source in sources]
    few = sources[:4]
    assert list(judge_by_processes(few, None, 2, second=True)) == [
        judge(schemas(), source, second=True) for source in few
    ]


def test_who_stops_listening_ends_the_processes(folder: Path) -> None:
    before = set(psutil.Process().children(recursive=True))
    verdicts = judge_by_processes(find([str(folder)]), None, 2)
    next(verdicts)
    workers = [each for each in workers_of(psutil.Process()) if each not in before]
    assert workers
    verdicts.close()
    wait_for(lambda: not any(map(alive, workers)))


@given(st.lists(st.integers(0, 2 * MAX_BYTES_PER_PORTION)))
def test_portions_hold_every_file_once_and_are_bounded(sizes: list[int]) -> None:
    sources = [Source(str(number), size=size) for number, size in enumerate(sizes)]
    found = list(portions(sources))
    assert [source for portion in found for source in portion] == sources
    for portion in found:
        assert 0 < len(portion) <= MAX_FILES_PER_PORTION
        assert len(portion) == 1 or sum(source.size for source in portion) <= MAX_BYTES_PER_PORTION


@pytest.mark.parametrize("deadly", [{0}, {29}, {3, 4, 5, 17, 22}, set(range(30))], ids=str)
def test_only_the_file_that_kills_is_given_up(deadly: set[int]) -> None:
    good = xml(wmo305())
    sources = [(DeadlySource if n in deadly else Source)(f"{n}.xml", data=good) for n in range(30)]
    verdicts = list(judge_by_processes(sources, None, 2))
    assert [verdict.file for verdict in verdicts] == [source.name for source in sources]
    assert {n for n, verdict in enumerate(verdicts) if verdict.findings} == deadly
    assert all(verdict.findings[0]["code"] == "BESTAND" for verdict in verdicts if verdict.findings)


def test_schemas_that_vanish_meanwhile_are_told(tmp_path: Path) -> None:
    with pytest.raises(SchemaFolderError, match=re.escape(str(tmp_path))):
        list(judge_by_processes([Source("a.xml", data=b"")], tmp_path, 2))


def test_processes_that_are_killed_take_no_file_along(endless: Path) -> None:
    with start("validate", "--format", "jsonl", *[endless] * 4) as running:
        process = psutil.Process(running.pid)
        with ThreadPoolExecutor(1) as reading:
            # Read meanwhile: with a full pipe before it, the command would start no new processes.
            told = reading.submit(running.communicate, timeout=60)
            for _ in range(3):
                wait_for(lambda: len(workers_of(process)) == 2)
                for worker in workers_of(process):
                    worker.kill()
                time.sleep(0.1)
            out, err = told.result()
    lines = out.splitlines()
    assert len(lines) == 4 * ENDLESS
    assert all(f'veel.zip/{number % ENDLESS}.xml"'.encode() in line for number, line in enumerate(lines))
    assert err == b""
    # A worker that is killed between two files takes none along; a file that it was judging could not be judged.
    assert running.returncode == (2 if any(b'"BESTAND"' in line for line in lines) else 1)


@pytest.mark.parametrize("after", [0.1, 0.5])
def test_ctrl_c_ends_all_processes_without_a_word(endless: Path, after: float) -> None:
    with start("validate", *[endless] * 6) as running:
        process = psutil.Process(running.pid)
        wait_for(lambda: len(workers_of(process)) == 2)
        time.sleep(after)
        everyone = process.children(recursive=True)
        os.killpg(running.pid, signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert err == b""
    wait_for(lambda: not any(map(alive, everyone)))


def test_nothing_is_left_of_a_command_that_is_killed(endless: Path) -> None:
    with start("validate", *[endless] * 6) as running:
        process = psutil.Process(running.pid)
        wait_for(lambda: len(workers_of(process)) == 2)
        everyone = process.children(recursive=True)
        running.kill()
        running.communicate()
    wait_for(lambda: not any(map(alive, everyone)))


def test_a_closed_pipe_ends_quietly(endless: Path) -> None:
    with subprocess.Popen(
        command("validate", endless), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert b"veel.zip/0.xml: WMO305 goedgekeurd" in running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 141
