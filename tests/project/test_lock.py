"""requirements.lock pins by hash what pyproject.toml asks; it names nothing of the machine it was made on."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
ASKED = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
ENTRY = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; [^\\\n]*[^\\\n ])?(?P<hashes>(?: \\\n    --hash=\S+)*)",
    re.MULTILINE,
)
ENTRIES = {match["name"]: match for match in ENTRY.finditer(LOCK)}


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_asked_for_is_pinned_within_its_bounds(asked: str) -> None:
    requirement = Requirement(asked)
    assert requirement.specifier.contains(ENTRIES[canonicalize_name(requirement.name)]["version"])


def test_every_pin_has_its_hashes_and_no_line_is_anything_else() -> None:
    assert len(ENTRIES) > 50
    for name, entry in ENTRIES.items():
        hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})\b", entry["hashes"])
        assert hashes, f"{name} has no hash"
    rest = [line for line in ENTRY.sub("", LOCK).splitlines() if line and not line.lstrip().startswith("#")]
    assert rest == []


def test_no_registry_no_host_and_no_folder_is_named() -> None:
    for line in LOCK.splitlines():
        assert "://" not in line
        assert not re.match(r"\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)\b", line), line
        assert not re.search(r"(^|\s)/\w|file:|[A-Z]:\\", line), line


def test_the_header_says_how_to_make_it_anew() -> None:
    assert LOCK.splitlines()[1].split() == ["#", "make", "lock"]


def test_dependencies_stand_in_order_each_once() -> None:
    for group in (PROJECT["dependencies"], PROJECT["optional-dependencies"]["dev"]):
        names = [Requirement(asked).name for asked in group]
        assert names == sorted(set(names))


def test_the_tools_that_build_are_locked_too() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    assert all(canonicalize_name(Requirement(name).name) in ENTRIES for name in build)
    assert PROJECT["requires-python"] == str(SpecifierSet(">=3.11"))
