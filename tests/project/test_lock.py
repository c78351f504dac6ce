"""The locks pin by hash all that pyproject.toml asks; they name nothing of the machine they were made on.

requirements.lock is for who works on the gateway, requirements-runtime.lock for who runs it.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import requires
from itertools import product
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {name: (ROOT / name).read_text() for name in ("requirements.lock", "requirements-runtime.lock")}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
AT_RUN_TIME = PROJECT["dependencies"]
ASKED = [*AT_RUN_TIME, *(asked for extra in PROJECT["optional-dependencies"].values() for asked in extra)]
ENTRY = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; (?P<marker>[^\\\n]*[^\\\n ]))?(?P<hashes>(?: \\\n    --hash=\S+)*)",
    re.MULTILINE,
)


def entries(lock: str) -> dict[str, re.Match[str]]:
    """Return the pins of a lock, by name."""
    return {match["name"]: match for match in ENTRY.finditer(LOCKS[lock])}


ENTRIES, RUNTIME = (entries(name) for name in LOCKS)
every_lock = pytest.mark.parametrize("lock", LOCKS)


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_asked_for_is_pinned_within_its_bounds(asked: str) -> None:
    requirement = Requirement(asked)
    assert requirement.specifier.contains(ENTRIES[canonicalize_name(requirement.name)]["version"])


@pytest.mark.parametrize("asked", AT_RUN_TIME)
def test_s1_what_is_asked_for_at_run_time_is_in_the_lock_for_running(asked: str) -> None:
    requirement = Requirement(asked)
    assert requirement.specifier.contains(RUNTIME[canonicalize_name(requirement.name)]["version"])


def test_s1_the_lock_for_running_is_a_strict_subset() -> None:
    for name, entry in RUNTIME.items():
        assert entry["version"] == ENTRIES[name]["version"]
        assert entry["hashes"] == ENTRIES[name]["hashes"]
        for platform in _platforms():
            assert not _wanted(entry, platform) or _wanted(ENTRIES[name], platform), f"{name} {platform}"
    assert set(RUNTIME) < set(ENTRIES)
    assert not {"mypy", "pytest", "ruff", "uv"} & set(RUNTIME)


@pytest.mark.parametrize(("pins", "asked"), [(ENTRIES, ASKED), (RUNTIME, AT_RUN_TIME)], ids=LOCKS)
def test_s1_a_lock_holds_all_that_its_packages_need_and_nothing_else(
    pins: dict[str, re.Match[str]], asked: list[str]
) -> None:
    assert set(_closure(map(Requirement, asked))) == {name for name, pin in pins.items() if _wanted(pin, {})}


def test_s1_uv_reads_the_lock_and_finds_nothing_to_install_here() -> None:
    command = (sys.executable, "-m", "uv", "pip", "sync", "--dry-run", "--offline", "--python", sys.executable)
    done = subprocess.run([*command, "requirements.lock"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Would download" not in done.stderr
    assert "Would install" not in done.stderr


def test_s3_the_calendar_has_the_holidays_it_was_tested_with() -> None:
    pinned = next(asked for asked in AT_RUN_TIME if Requirement(asked).name == "holidays")
    assert re.fullmatch(r"holidays==[0-9.]+", pinned)


def test_s3_time_zones_come_along() -> None:
    assert "tzdata" in RUNTIME
    assert RUNTIME["tzdata"]["marker"] is None


@every_lock
def test_every_pin_has_its_hashes_and_no_line_is_anything_else(lock: str) -> None:
    assert len(entries(lock)) > 50
    for name, entry in entries(lock).items():
        hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})\b", entry["hashes"])
        assert hashes, f"{name} has no hash"
    rest = [line for line in ENTRY.sub("", LOCKS[lock]).splitlines() if line and not line.lstrip().startswith("#")]
    assert rest == []


@every_lock
def test_no_registry_no_host_and_no_folder_is_named(lock: str) -> None:
    for line in LOCKS[lock].splitlines():
        assert "://" not in line
        assert not re.match(r"\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)\b", line), line
        assert not re.search(r"(^|\s)/\w|file:|[A-Z]:\\", line), line


@every_lock
def test_the_header_says_how_to_make_it_anew(lock: str) -> None:
    assert LOCKS[lock].splitlines()[1].split() == ["#", "make", "lock"]


def test_dependencies_stand_in_order_each_once() -> None:
    for group in (PROJECT["dependencies"], PROJECT["optional-dependencies"]["dev"]):
        names = [Requirement(asked).name for asked in group]
        assert names == sorted(set(names))


def test_the_tools_that_build_are_locked_too() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    assert all(canonicalize_name(Requirement(name).name) in ENTRIES for name in build)
    assert PROJECT["requires-python"] == str(SpecifierSet(">=3.11"))


def _platforms() -> Iterator[dict[str, str]]:
    """Yield the platforms that markers in the locks tell apart."""
    systems = (("posix", "linux", "Linux"), ("posix", "darwin", "Darwin"), ("nt", "win32", "Windows"))
    for (os_name, sys_platform, system), version, implementation in product(
        systems, ("3.11", "3.12", "3.13", "3.14"), ("CPython", "PyPy")
    ):
        yield {
            "os_name": os_name,
            "sys_platform": sys_platform,
            "platform_system": system,
            "python_version": version,
            "python_full_version": f"{version}.0",
            "platform_python_implementation": implementation,
        }


def _wanted(pin: re.Match[str], platform: dict[str, str]) -> bool:
    return pin["marker"] is None or Marker(pin["marker"]).evaluate(dict(platform))


def _closure(asked: Iterable[Requirement]) -> set[str]:
    """Return the packages that these requirements bring along on this platform, as the installed ones say."""
    left, seen = [(each, frozenset({""})) for each in asked], set[tuple[str, str]]()
    while left:
        requirement, extras = left.pop()
        if requirement.marker and not any(requirement.marker.evaluate({"extra": extra}) for extra in extras):
            continue
        name = canonicalize_name(requirement.name)
        for extra in {"", *requirement.extras} - {extra for seen_name, extra in seen if seen_name == name}:
            seen.add((name, extra))
            left += [(Requirement(each), frozenset({extra})) for each in requires(name) or ()]
    return {name for name, _ in seen}
