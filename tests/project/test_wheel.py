"""The wheel carries all it needs: proved by a process that sees the installed wheel and no checkout."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("migrations", "samples", "xsd")


Done = subprocess.CompletedProcess[str]
Python = Callable[..., Done]


def run(*command: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> Done:
    """Return the process, finished with 0 or 1, its output as text; any other exit fails with what it printed."""
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)
    assert done.returncode in (0, 1), f"{command}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel was installed into, without its dependencies."""
    target = tmp_path_factory.mktemp("installed wheel")
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile")
    run(*pip, "--disable-pip-version-check", "--target", target, wheel)
    return target


@pytest.fixture
def python(installed: Path, tmp_path: Path) -> Python:
    """Runs Python in an empty folder, with the installed wheel and the libraries; -S leaves the .pth files
    unread, so the editable checkout is not on its path."""

    def run_it(*arguments: str | Path) -> Done:
        libraries = sysconfig.get_path("platlib")
        keep = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
        env = keep | {"PYTHONPATH": f"{installed}{os.pathsep}{libraries}", "PYTHONUTF8": "1"}
        return run(sys.executable, "-S", *arguments, cwd=tmp_path, env=env)

    return run_it


def test_the_wheel_holds_the_three_folders_whole_and_nothing_of_the_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in FOLDERS:
        files = _files(ROOT / folder)
        assert files
        assert {f"gateway/_bundled/{file}" for file in files} <= names
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"gateway"}
    assert not [name for name in names if "__pycache__" in name or "/tests/" in name]
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert "gateway/py.typed" in names


def test_the_folders_are_found_without_the_checkout(python: Python, installed: Path) -> None:
    code = (
        "import json, sys, gateway\n"
        "from gateway.standard.resources import bundled\n"
        f"found = {{name: str(bundled(name)) for name in {FOLDERS!r}}}\n"
        "print(json.dumps({'package': gateway.__file__, 'path': sys.path} | found))"
    )
    told = json.loads(python("-c", code).stdout)
    assert Path(told["package"]) == installed / "gateway" / "__init__.py"
    assert str(ROOT) not in told["path"]
    for folder in FOLDERS:
        assert Path(told[folder]) == installed / "gateway" / "_bundled" / folder


def test_the_rules_are_listed_without_the_checkout(python: Python) -> None:
    done = python("-m", "gateway", "rules")
    assert done.returncode == 0, done.stderr
    assert "TR134" in done.stdout


def test_the_policy_is_shown_without_the_checkout(python: Python) -> None:
    done = python("-m", "gateway", "policy", "show", "--on", "2026-01-01")
    assert done.returncode == 0, done.stderr
    assert "geldig vanaf 2024-01-01" in done.stdout


def test_the_bundled_samples_are_judged_without_the_checkout(python: Python, installed: Path) -> None:
    samples = installed / "gateway" / "_bundled" / "samples"
    done = python("-m", "gateway", "validate", "--format", "jsonl", samples)
    verdicts = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(verdicts) == len(list(samples.rglob("*.xml")))
    kinds = {verdict["message"] for verdict in verdicts}
    assert {"WMO301", "WMO302", "WMO305", "WMO306", "WMO307", "WMO308"} <= kinds
    assert any(verdict["xsd_valid"] and not verdict["findings"] for verdict in verdicts)
    assert any(verdict["findings"] for verdict in verdicts)


def test_a_program_builds_and_judges_without_the_checkout(python: Python, installed: Path) -> None:
    sample = installed / "gateway" / "_bundled" / "samples" / "build" / "wmo305.json"
    code = f"import gateway; print(gateway.validate(gateway.build('WMO305', open({str(sample)!r}).read())))"
    assert python("-c", code).stdout == "WMO305 goedgekeurd\n"


def test_a_type_checker_knows_the_installed_api(python: Python, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text("import gateway\nreveal_type(gateway.validate(b'').findings[0].severity)\ngateway.keur\n")
    told = python("-m", "mypy", "--strict", "--cache-dir", tmp_path / "cache", program).stdout
    assert 'note: Revealed type is "gateway.standard.findings.Severity | None"' in told
    assert 'error: Module has no attribute "keur"' in told
    assert "Found 1 error" in told


def _files(folder: Path) -> list[str]:
    return [
        path.relative_to(ROOT).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    ]
