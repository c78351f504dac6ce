"""The bill of materials names all that runs, is valid CycloneDX 1.6, and is the same each time it is made."""

import json
import os
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker

from gateway.store.embedded.binaries import find_installed, version_of
from tests.project.sbom import LOCK, ROOT, bill_of_materials, licences_of, read_pins

TEXT = bill_of_materials(LOCK.read_text("utf-8"))
BILL: dict[str, Any] = json.loads(TEXT)
BY_REF: dict[str, dict[str, Any]] = {each["bom-ref"]: each for each in BILL["components"]}
PINS = {pin.name: pin for pin in read_pins(LOCK.read_text("utf-8"))}


def fault_in(text: str) -> object:
    """Return what the strict schema of CycloneDX 1.6 has against this text, or None."""
    # Not above: jsonschema takes seconds to load, and every process that runs tests loads each file of them.
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    return JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)


def test_it_is_valid_by_the_strict_schema() -> None:
    assert fault_in(TEXT) is None
    assert BILL["specVersion"] == "1.6"


def test_the_schema_would_refuse_a_word_it_does_not_know() -> None:
    wrong = json.dumps(BILL | {"komponents": []})
    assert fault_in(wrong) is not None


def test_it_is_about_this_version_of_the_gateway_and_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    about = BILL["metadata"]["component"]
    assert (about["name"], about["version"]) == (project["name"], project["version"])
    assert about["licenses"] == [{"license": {"id": "EUPL-1.2"}}]


def test_no_pin_of_the_lock_is_overlooked() -> None:
    assert len(PINS) == sum(line[:1].isalnum() for line in LOCK.read_text("utf-8").splitlines())
    assert sum(len(pin.hashes) for pin in PINS.values()) == LOCK.read_text("utf-8").count("--hash=sha256:")


def test_each_pin_is_a_component_with_its_version_hashes_and_address() -> None:
    for pin in PINS.values():
        part = BY_REF[f"pkg:pypi/{pin.name}@{pin.version}"]
        assert part["version"] == pin.version
        [files] = part["externalReferences"]
        assert {each["content"] for each in files["hashes"]} == set(pin.hashes)


@pytest.mark.parametrize("name", sorted(PINS))
def test_what_is_installed_here_is_of_that_version_and_has_a_licence(name: str) -> None:
    pin = PINS[name]
    part = BY_REF[f"pkg:pypi/{name}@{pin.version}"]
    try:
        assert version(name) == pin.version
    except PackageNotFoundError:
        assert pin.marker
        assert not Marker(pin.marker).evaluate()
    else:
        assert part["licenses"]
    only_where = [each["value"] for each in part.get("properties", ())]
    assert only_where == ([pin.marker] if pin.marker else [])


def test_a_package_that_is_not_installed_has_no_known_licence() -> None:
    assert licences_of("no-such-package-anywhere") == []


def test_the_tools_are_not_in_it() -> None:
    assert not {"pytest", "mypy", "cyclonedx-python-lib"} & {each["name"] for each in BILL["components"]}


def test_the_postgresql_that_is_started_is_told_from_one_that_only_comes_along() -> None:
    servers = {each["version"]: each["description"] for each in BILL["components"] if each["name"] == "postgresql"}
    assert servers.pop(version_of(find_installed())) == "started as the embedded database"
    assert set(servers.values()) <= {"comes along and is never started"}


def test_the_libraries_that_read_xml_and_encrypt_are_named() -> None:
    assert {"libxml2", "libxslt", "openssl"} <= {each["name"] for each in BILL["components"]}


def test_the_gateway_leads_to_each_component() -> None:
    needs = {each["ref"]: each.get("dependsOn", []) for each in BILL["dependencies"]}
    reached, left = set[str](), [BILL["metadata"]["component"]["bom-ref"]]
    while left:
        ref = left.pop()
        if ref not in reached:
            reached.add(ref)
            left += needs[ref]
    assert reached == set(needs) == {*BY_REF, "iwmo-gateway"}


def test_another_process_writes_the_same_bytes_without_a_time_or_serial_number(tmp_path: Path) -> None:
    target = tmp_path / "dist" / "bill.cdx.json"
    command = (sys.executable, "-m", "tests.project.sbom", str(target))
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env=os.environ | {"PYTHONHASHSEED": "4711"}
    )
    assert done.returncode == 0, done.stderr
    assert target.read_text("utf-8") == TEXT
    assert "serialNumber" not in BILL
    assert "timestamp" not in BILL["metadata"]
