"""The Makefile finds a Python that will do, or says what is missing; what builds on it names real targets."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))
MAKE = shutil.which("make")
pytestmark = pytest.mark.skipif(MAKE is None, reason="make is not installed")

# Interpreters as `python -c CODE` sees them: an old one, one without ensurepip, and one that will do but
# whose `-m venv` only tells that it was chosen.
OLD = "exit 1"
BARE = 'case "$2" in *ensurepip*) exit 1;; esac'
GOOD = f'case "$1" in -c) exec "{sys.executable}" "$@";; *) echo "chosen: $0 $*"; exit 7;; esac'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "a folder with spaces" / "checkout"
    folder.mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    return folder


def make(checkout: Path, pythons: dict[str, str], *arguments: str, **variables: str) -> tuple[int, str]:
    """Return exit code and output of make, where only `pythons` (name: shell script) are to be found."""
    tools = checkout.parent / "bin"
    tools.mkdir()
    for name in ("sh", "cat", "rm", "awk", "sed", "printf"):
        (tools / name).symlink_to(str(shutil.which(name)))
    for name, script in pythons.items():
        (tools / name).write_text(f"#!/bin/sh\n{script}\n")
        (tools / name).chmod(0o755)
    done = subprocess.run(
        [str(MAKE), *arguments], cwd=checkout, env={"PATH": str(tools)} | variables,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    return done.returncode, done.stdout


def test_the_first_python_that_is_new_enough_makes_the_venv(checkout: Path) -> None:
    code, output = make(checkout, {"python3.13": OLD, "python3.12": GOOD, "python3": GOOD}, "setup")
    assert code != 0  # this venv makes nothing
    assert "Making .venv with python3.12" in output
    assert not (checkout / ".venv" / ".ready").exists()


def test_a_named_python_is_the_only_one_asked(checkout: Path) -> None:
    code, output = make(checkout, {"my python": OLD, "python3.12": GOOD}, "setup", "PYTHON=my python")
    assert code == 2
    assert "chosen" not in output
    assert "No Python 3.11 or newer" in output


def test_a_named_python_may_have_a_space_in_its_path(checkout: Path) -> None:
    _, output = make(checkout, {"my python": GOOD}, "setup", PYTHON=str(checkout.parent / "bin" / "my python"))
    assert "chosen: " in output


@pytest.mark.parametrize("pythons", [{}, {"python3": OLD, "python3.11": OLD}])
def test_without_a_new_enough_python_it_says_so_in_one_line(checkout: Path, pythons: dict[str, str]) -> None:
    code, output = make(checkout, pythons, "test")
    assert code == 2
    assert "No Python 3.11 or newer was found" in output
    assert not (checkout / ".venv").exists()


def test_a_python_without_its_venv_module_is_told_from_an_old_one(checkout: Path) -> None:
    code, output = make(checkout, {"python3": BARE}, "setup")
    assert code == 2
    assert "python3 can't make a virtual environment" in output


@pytest.mark.parametrize("arguments", [(), ("help",)])
def test_help_is_what_make_says_first_and_needs_no_python(checkout: Path, arguments: tuple[str, ...]) -> None:
    code, output = make(checkout, {}, *arguments)
    assert code == 0
    assert set(re.findall(r"^  make ([a-z]+)", output, re.MULTILINE)) == TARGETS


def test_every_target_but_help_and_clean_sees_to_the_venv_first(checkout: Path) -> None:
    for target in sorted(TARGETS - {"help", "clean"}):
        done = subprocess.run([str(MAKE), "-n", target], cwd=checkout, capture_output=True, text=True)
        assert "requirements.lock" in done.stdout.split("gateway")[0], target


def test_a_checkout_that_was_moved_gets_a_new_venv(checkout: Path) -> None:
    ready = checkout / ".venv" / ".ready"
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    later = (checkout / "pyproject.toml").stat().st_mtime + 60
    for place, asks in ((checkout, False), (checkout.parent, True)):
        ready.write_text(str(place))
        os.utime(ready, (later, later))
        done = subprocess.run([str(MAKE), "-n", "setup"], cwd=checkout, capture_output=True, text=True)
        assert ("requirements.lock" in done.stdout) is asks


@pytest.mark.parametrize("name", ["Dockerfile", ".ci/run"])
def test_what_builds_on_make_names_targets_that_exist(name: str) -> None:
    used = re.findall(r"\bmake ([a-z]+)", re.sub(r"#.*|--no-install-recommends make", "", (ROOT / name).read_text()))
    assert used
    assert set(used) <= TARGETS


def test_s1_what_a_change_must_pass_begins_without_a_venv_and_pips_cache(checkout: Path) -> None:
    (checkout / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", checkout / ".ci")
    (checkout / ".venv" / "bin").mkdir(parents=True)
    tools = checkout.parent / "bin"
    tools.mkdir()
    (tools / "make").write_text('#!/bin/sh\necho "$PIP_NO_CACHE_DIR $CI $*"; ls -A\n')
    (tools / "make").chmod(0o755)
    done = subprocess.run(
        [checkout / ".ci" / "run"],
        env={"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    first, *there = done.stdout.splitlines()
    assert first == "1 true test"
    assert "Makefile" in there
    assert ".venv" not in there


def test_s1_make_lock_makes_both_locks_by_the_same_rules(checkout: Path) -> None:
    done = subprocess.run([str(MAKE), "-n", "lock", "UPGRADE="], cwd=checkout, capture_output=True, text=True)
    compiled = [line for line in done.stdout.replace("\\\n", " ").splitlines() if "uv pip compile" in line]
    assert len(compiled) == 2
    assert all("--universal --python-version 3.11" in line and "--generate-hashes" in line for line in compiled)
    assert "--all-extras --output-file requirements.lock " in compiled[0]
    assert "--constraint requirements.lock --output-file requirements-runtime.lock " in compiled[1]


def test_the_image_copies_only_what_its_context_holds() -> None:
    kept = set(re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    copies = re.findall(r"^COPY (?!--)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert {name for line in copies for name in line.split()} == kept
