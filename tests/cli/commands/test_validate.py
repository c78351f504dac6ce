"""What `gateway validate` says of files, folders, zip files and standard input, and how it ends."""

import json
import shutil
from pathlib import Path

import pytest

from gateway.standard.resources import bundled
from tests.cli.judged_files import FAULTY, GOED, KEYS, a_zip, only_finding
from tests.cli.running import invoke, reported
from tests.support.messages.messages import unchecked_xml, wmo305


def test_a_good_message_ends_with_0(good: Path) -> None:
    result = invoke("validate", good)
    assert result.exit_code == 0
    assert result.stdout == f"{good}: WMO305 goedgekeurd\n"
    assert result.stderr == ""


def test_a_finding_ends_with_1_and_tells_where_what_and_how(good: Path, faulty: Path) -> None:
    result = invoke("validate", good, faulty)
    assert result.exit_code == 1
    assert f"{faulty}: WMO305 afgekeurd\n  TR134  niveau 2, regel " in result.stdout
    assert "Begindatum 2024-05-01 ligt na Dagtekening 2024-03-01." in result.stdout
    assert "\n    → " in result.stdout
    assert result.stderr == "2 bestanden getoetst: 1 in orde, 1 met bevindingen.\n"


def test_a_schema_error_names_the_message_and_has_all_keys(tmp_path: Path) -> None:
    path = tmp_path / "ongeldig.xml"
    path.write_bytes(unchecked_xml(wmo305(status_aanlevering="5")))
    [report] = reported(invoke("validate", "--format", "jsonl", path))
    assert (report["message"], report["xsd_valid"]) == ("WMO305", False)
    assert all(finding.keys() >= KEYS for finding in report["findings"])
    assert report["findings"][0]["level"] == 1


@pytest.mark.parametrize("data", [b"", b"geen xml", b"<a/>", b"PK\x03\x04 maar toch geen zip", b"\xff\xfe<\x00"])
def test_what_is_no_message_gets_a_finding_with_all_keys(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "rommel.xml"
    path.write_bytes(data)
    finding = only_finding(path)
    assert finding.keys() >= KEYS
    assert finding["level"] == 1


def test_a_path_is_named_as_it_was_given(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(good.parent)
    files = [report["file"] for report in reported(invoke("validate", "--format", "jsonl", "./goed.xml", "./"))]
    assert files == ["./goed.xml", "./goed.xml"]


def test_a_folder_without_messages_is_told(tmp_path: Path) -> None:
    result = invoke("validate", tmp_path)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"{tmp_path}: er is niets te toetsen" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_folder_without_messages_beside_a_message_is_told_all_the_same(good: Path, tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    result = invoke("validate", "--format", "jsonl", good, tmp_path / "leeg")
    assert result.exit_code == 2
    assert [report["file"] for report in reported(result)] == [str(good)]
    assert (
        result.stderr == f"gateway: {tmp_path / 'leeg'}: er is niets te toetsen, want er zijn geen XML-bestanden in\n"
    )


def test_a_missing_path_ends_with_2_and_the_others_are_judged(good: Path) -> None:
    result = invoke("validate", "--format", "jsonl", good.parent / "weg.xml", good, "")
    assert result.exit_code == 2
    assert [report["file"] for report in reported(result)] == [str(good)]
    assert "weg.xml bestaat niet" in result.stderr


def test_a_schema_folder_that_is_none_ends_with_2(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_XSD_DIR", str(good.parent))
    result = invoke("validate", good)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "er ontbreekt basisschema.xsd" in result.stderr
    assert result.stderr.count("\n") == 1


def test_another_schema_folder_is_used(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "xsd"
    shutil.copytree(bundled("xsd") / "iwmo-3.2", folder)
    basis = folder / "basisschema.xsd"
    basis.write_text(basis.read_text("utf-8").replace('value="02"', 'value="92"'), "utf-8")
    monkeypatch.setenv("GATEWAY_XSD_DIR", str(folder))
    assert reported(invoke("validate", "--format", "jsonl", good))[0]["xsd_valid"] is False


def test_a_file_name_need_not_be_text(tmp_path: Path) -> None:
    path = tmp_path / b"bericht-\xff-\xc3\xa9.xml".decode("utf-8", "surrogateescape")
    path.write_bytes(GOED)
    line = invoke("validate", "--format", "jsonl", tmp_path).stdout
    assert json.loads(line)["file"] == str(path)
    assert invoke("validate", tmp_path).exit_code == 0


def test_a_format_that_does_not_exist_ends_with_2(good: Path) -> None:
    assert invoke("validate", "--format", "xml", good).exit_code == 2


@pytest.mark.parametrize(
    ("name", "codec"),
    [("ISO-8859-1", "latin-1"), ("windows-1252", "cp1252"), ("UTF-16", "utf-16"), ("US-ASCII", "ascii")],
)
def test_a_file_and_a_zip_hold_messages_in_any_encoding_that_is_taken(tmp_path: Path, name: str, codec: str) -> None:
    good, wrong = (data.decode().replace("UTF-8", name, 1).encode(codec) for data in (GOED, FAULTY))
    path = tmp_path / "bericht.xml"
    path.write_bytes(wrong)
    (report,) = reported(invoke("validate", "--format", "jsonl", path))
    (tmp_path / "utf8.xml").write_bytes(FAULTY)
    (expected,) = reported(invoke("validate", "--format", "jsonl", tmp_path / "utf8.xml"))
    assert report["findings"] == expected["findings"]
    archive = a_zip(tmp_path / "post.zip", {"a.xml": good, "b.xml": wrong})
    reports = reported(invoke("validate", "--format", "jsonl", archive))
    assert [each["findings"] for each in reports] == [[], expected["findings"]]
