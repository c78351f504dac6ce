"""`make setup` and `make install` with an old pip, where the index has something newer than the lock names.

A project in miniature stands in for this one: the real Makefile, and locks and an index of the same form. `plugin`
needs `library[toml]`; the locks have library 1, the index library 2 as well, which pip before 23.3 tries for the extra.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest
from uv import find_uv_bin

from tests.support import wheels
from tests.support.wheels import write_wheel

ROOT = Path(__file__).resolve().parents[2]
RUNTIME = "requirements-runtime.lock"
MAKE = shutil.which("make")
pytestmark = pytest.mark.skipif(MAKE is None, reason="make is not installed")

PYPROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""

BACKEND = """\
from wheels import write_wheel

def build_wheel(folder, settings=None, metadata=None):
    return write_wheel(folder, "gateway", "1", ["plugin"], "")

build_editable = build_wheel
"""

BUILD = """\
import sys
sys.path.insert(0, ".")
import os, backend
target = sys.argv[sys.argv.index("--outdir") + 1]
os.makedirs(target, exist_ok=True)
backend.build_wheel(target)
"""

# A Python whose venvs get the old pip, as those of Python 3.11.0 do.
PYTHON = """\
#!/bin/sh
case "$1" in
  -m) "{python}" -m venv --without-pip --clear .venv &&
    PYTHONPATH="{pip}" exec .venv/bin/python -m pip install --quiet --no-index --no-deps --no-compile "{pip}";;
  *) exec "{python}" "$@";;
esac
"""


@pytest.fixture(scope="module")
def old_pip() -> Path:
    """The wheel of old pip that `make setup` has fetched."""
    found = sorted(Path(sys.prefix, "old-pip").glob("pip-*.whl"))
    if not found and "CI" not in os.environ:
        pytest.skip("make setup could not fetch an old pip")
    (wheel,) = found
    return wheel


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory, old_pip: Path) -> Path:
    """The project in miniature, set up, in a path with a space, beside its index and its Python."""
    tmp_path = tmp_path_factory.mktemp("installing")
    folder, index = tmp_path / "a folder" / "checkout", tmp_path / "index"
    folder.mkdir(parents=True)
    index.mkdir()
    files = {
        each: write_wheel(index, *each)
        for each in (
            ("library", "1", (), ""),
            ("library", "2", (), ""),
            ("plugin", "1", ("library[toml]>=1",), ""),
            ("build", "1", (), BUILD),
        )
    }
    pins = {
        f"{name}=={version}": hashlib.sha256((index / file).read_bytes()).hexdigest()
        for (name, version, _, _), file in files.items()
        if (name, version) != ("library", "2")
    }
    for lock, names in (("requirements.lock", ("library", "plugin", "build")), (RUNTIME, ("library", "plugin"))):
        lines = [f"{pin} \\\n    --hash=sha256:{pins[pin]}\n" for pin in pins if pin.split("==")[0] in names]
        (folder / lock).write_text("".join(lines))
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copy(wheels.__file__, folder)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    (folder / "backend.py").write_text(BACKEND)
    python = tmp_path / "python"
    python.write_text(PYTHON.format(python=sys.executable, pip=old_pip))
    python.chmod(0o755)
    make(folder, "setup")
    return folder


def run(checkout: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Return the command, ended, in the checkout, with the made-up index as the only one."""
    index, python = checkout.parents[1] / "index", checkout.parents[1] / "python"
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    pip = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": index.as_uri(), "PIP_CONFIG_FILE": os.devnull}
    return subprocess.run(
        command, cwd=checkout, env=kept | pip | {"PYTHON": str(python)}, capture_output=True, text=True
    )


def make(checkout: Path, *arguments: str) -> None:
    """Run make there. It succeeds."""
    done = run(checkout, str(MAKE), *arguments)
    assert done.returncode == 0, done.stdout + done.stderr


def installed(checkout: Path, venv: str) -> set[str]:
    """Return what is installed there, without pip itself and what a venv starts with."""
    (packages,) = (checkout / venv).glob("lib/python*/site-packages")
    found = {f"{each.name}=={each.version}" for each in distributions(path=[str(packages)])}
    return {each for each in found if each.split("==")[0] not in {"pip", "setuptools"}}


def test_s1_old_pip_sets_up_while_the_index_has_newer(checkout: Path, old_pip: Path) -> None:
    version = run(checkout, ".venv/bin/python", "-m", "pip", "--version").stdout.split()[1]
    assert version == old_pip.name.split("-")[1]
    assert installed(checkout, ".venv") == {"library==1", "plugin==1", "build==1", "gateway==1"}


def test_s1_old_pip_installs_what_runs_and_no_tools(checkout: Path) -> None:
    make(checkout, "install", "TO=of its own")
    assert installed(checkout, "of its own") == {"library==1", "plugin==1", "gateway==1"}


def test_s1_the_same_pip_fails_when_it_is_left_to_resolve(checkout: Path) -> None:
    resolving = (".venv/bin/python", "-m", "pip", "install", "--dry-run", "--force-reinstall", "--require-hashes")
    done = run(checkout, *resolving, "-r", RUNTIME)
    assert done.returncode != 0
    assert "library-2-py3-none-any.whl" in done.stdout + done.stderr
    assert "hash" in done.stderr.lower()


def test_s1_uv_takes_the_same_lock(checkout: Path) -> None:
    assert (
        run(checkout, find_uv_bin(), "venv", "--quiet", "--offline", "--python", sys.executable, "by uv").returncode
        == 0
    )
    index = ("--offline", "--no-index", "--find-links", str(checkout.parents[1] / "index"))
    done = run(checkout, find_uv_bin(), "pip", "sync", *index, "--python", "by uv", "requirements.lock")
    assert done.returncode == 0, done.stderr
    assert installed(checkout, "by uv") == {"library==1", "plugin==1", "build==1"}


def test_s1_setup_says_what_an_incomplete_lock_misses(checkout: Path) -> None:
    lock = checkout / "requirements.lock"
    whole = lock.read_text()
    run(checkout, ".venv/bin/python", "-m", "pip", "uninstall", "--yes", "library")
    lock.write_text(whole[whole.index("plugin") :])
    done = run(checkout, str(MAKE), "setup")
    assert done.returncode == 2
    assert "plugin 1 requires library, which is not installed" in done.stderr
    lock.write_text(whole)
