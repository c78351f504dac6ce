"""What `gateway validate` says of files, folders, zip files and standard input, and how it ends."""

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.cli.judging.judging import judge
from gateway.cli.judging.sources import Source, Unreadable, find
from gateway.standard.resources import bundled
from gateway.standard.xml.parse import MAX_BYTES
from tests.cli.running import invoke, reported
from tests.support.messages.messages import wmo305, xml, xml_ongetoetst

GOED = xml(wmo305())
FOUT = xml(wmo305(begindatum="2024-05-01"))
SLEUTELS = {"code", "level", "severity", "path", "line", "text"}


@pytest.fixture
def goed(tmp_path: Path) -> Path:
    path = tmp_path / "goed.xml"
    path.write_bytes(GOED)
    return path


@pytest.fixture
def fout(tmp_path: Path) -> Path:
    path = tmp_path / "fout.xml"
    path.write_bytes(FOUT)
    return path


def a_zip(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def only_finding(path: Path) -> dict[str, Any]:
    """The one finding on the one file there."""
    result = invoke("validate", "--format", "jsonl", path)
    assert result.exit_code == 1
    [report] = reported(result)
    assert report["message"] == ""
    assert report["xsd_valid"] is False
    [finding] = report["findings"]
    return cast("dict[str, Any]", finding)


def test_a_good_message_ends_with_0(goed: Path) -> None:
    result = invoke("validate", goed)
    assert result.exit_code == 0
    assert result.stdout == f"{goed}: WMO305 goedgekeurd\n"
    assert result.stderr == ""


def test_a_finding_ends_with_1_and_tells_where_what_and_how(goed: Path, fout: Path) -> None:
    result = invoke("validate", goed, fout)
    assert result.exit_code == 1
    assert f"{fout}: WMO305 afgekeurd\n  TR134  niveau 2, regel " in result.stdout
    assert "Begindatum 2024-05-01 ligt na Dagtekening 2024-03-01." in result.stdout
    assert "\n    → " in result.stdout
    assert result.stderr == "2 bestanden getoetst: 1 in orde, 1 met bevindingen.\n"


def test_jsonl_gives_one_object_a_message(goed: Path, fout: Path) -> None:
    first, second = reported(invoke("validate", "--format", "jsonl", goed, fout))
    assert first == {
        "file": str(goed),
        "message": "WMO305",
        "xsd_valid": True,
        "verdict": "goedgekeurd",
        "findings": [],
    }
    assert second["file"] == str(fout)
    assert second["verdict"] == "afgekeurd"
    [finding] = second["findings"]
    assert finding.keys() >= SLEUTELS
    assert (finding["code"], finding["level"], finding["severity"]) == ("TR134", 2, "afkeur")
    assert finding["path"] == "/Bericht/Client/StartProducten/StartProduct/Begindatum"
    assert finding["line"] > 1


def test_a_schema_error_names_the_message_and_has_all_keys(tmp_path: Path) -> None:
    path = tmp_path / "ongeldig.xml"
    path.write_bytes(xml_ongetoetst(wmo305(status_aanlevering="5")))
    [report] = reported(invoke("validate", "--format", "jsonl", path))
    assert (report["message"], report["xsd_valid"]) == ("WMO305", False)
    assert all(finding.keys() >= SLEUTELS for finding in report["findings"])
    assert report["findings"][0]["level"] == 1


@pytest.mark.parametrize("data", [b"", b"geen xml", b"<a/>", b"PK\x03\x04 maar toch geen zip", b"\xff\xfe<\x00"])
def test_what_is_no_message_gets_a_finding_with_all_keys(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "rommel.xml"
    path.write_bytes(data)
    finding = only_finding(path)
    assert finding.keys() >= SLEUTELS
    assert finding["level"] == 1


def test_a_folder_gives_its_xml_files_by_name_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b.xml", "a.XML", "onder/diep/c.xml", "lees.txt", "._b.xml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(GOED)
    result = invoke("validate", "--format", "jsonl", tmp_path)
    files = [report["file"] for report in reported(result)]
    assert files == [f"{tmp_path}/{name}" for name in ("a.XML", "b.xml", "onder/diep/c.xml")]
    assert result.exit_code == 0


def test_a_path_is_named_as_it_was_given(goed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(goed.parent)
    files = [report["file"] for report in reported(invoke("validate", "--format", "jsonl", "./goed.xml", "./"))]
    assert files == ["./goed.xml", "./goed.xml"]


def test_links_to_folders_are_not_followed(goed: Path) -> None:
    (goed.parent / "rond").symlink_to(goed.parent)
    assert len(reported(invoke("validate", "--format", "jsonl", goed.parent))) == 1


def test_a_folder_without_messages_is_told(tmp_path: Path) -> None:
    result = invoke("validate", tmp_path)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"{tmp_path}: er is niets te toetsen" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_folder_without_messages_beside_a_message_is_told_all_the_same(goed: Path, tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    result = invoke("validate", "--format", "jsonl", goed, tmp_path / "leeg")
    assert result.exit_code == 2
    assert [report["file"] for report in reported(result)] == [str(goed)]
    assert (
        result.stderr == f"gateway: {tmp_path / 'leeg'}: er is niets te toetsen, want er zijn geen XML-bestanden in\n"
    )


def test_standard_input_is_a_dash() -> None:
    result = invoke("validate", "--format", "jsonl", "-", stdin=FOUT)
    assert result.exit_code == 1
    assert reported(result)[0]["file"] == "-"
    assert reported(result)[0]["message"] == "WMO305"


def test_what_is_no_regular_file_is_read_at_once() -> None:
    """As with what a shell hands over for <(…): it has no size and can be read one time only."""
    assert only_finding(Path("/dev/null"))["code"] == "XML"
    assert "groter dan 25 MB" in only_finding(Path("/dev/zero"))["text"]


def test_a_missing_path_ends_with_2_and_the_others_are_judged(goed: Path) -> None:
    result = invoke("validate", "--format", "jsonl", goed.parent / "weg.xml", goed, "")
    assert result.exit_code == 2
    assert [report["file"] for report in reported(result)] == [str(goed)]
    assert "weg.xml bestaat niet" in result.stderr


def test_a_schema_folder_that_is_none_ends_with_2(goed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_XSD_DIR", str(goed.parent))
    result = invoke("validate", goed)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "er ontbreekt basisschema.xsd" in result.stderr
    assert result.stderr.count("\n") == 1


def test_another_schema_folder_is_used(goed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "xsd"
    shutil.copytree(bundled("xsd") / "iwmo-3.2", folder)
    basis = folder / "basisschema.xsd"
    basis.write_text(basis.read_text("utf-8").replace('value="02"', 'value="92"'), "utf-8")
    monkeypatch.setenv("GATEWAY_XSD_DIR", str(folder))
    assert reported(invoke("validate", "--format", "jsonl", goed))[0]["xsd_valid"] is False


def test_a_file_that_cannot_be_read_stops_no_other(goed: Path, tmp_path: Path) -> None:
    (tmp_path / "aa.xml").symlink_to(tmp_path / "nergens")
    result = invoke("validate", "--format", "jsonl", tmp_path / "aa.xml", tmp_path)
    given, found, other = reported(result)
    assert given["findings"][0]["code"] == found["findings"][0]["code"] == "BESTAND"
    assert "niet te lezen" in given["findings"][0]["text"]
    assert other == {**other, "file": str(goed), "findings": []}
    assert result.exit_code == 2


def test_a_file_beyond_25_mb_is_not_taken_in(tmp_path: Path) -> None:
    path = tmp_path / "groot.xml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert only_finding(path)["text"].startswith("Het bestand is groter dan 25 MB")


def test_a_file_that_breaks_the_checker_is_told_of() -> None:
    """Without schemas the checker can only crash; the next file has its turn all the same."""
    judged = judge(cast(Any, None), Source("a.xml", data=GOED))
    [finding] = judged.findings
    assert finding["code"] == "BESTAND"
    assert "AttributeError" in finding["text"]


def test_a_zip_gives_its_messages_in_its_own_order(tmp_path: Path) -> None:
    members = {"z.xml": GOED, "map/onder/a.XML": FOUT, "lees.txt": b"", "__MACOSX/._z.xml": b"schaduw"}
    path = a_zip(tmp_path / "post.ZIP", members)
    result = invoke("validate", "--format", "jsonl", path)
    assert [report["file"] for report in reported(result)] == [f"{path}/z.xml", f"{path}/map/onder/a.XML"]
    assert [len(report["findings"]) for report in reported(result)] == [0, 1]


def test_a_zip_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "post.dat", {"z.xml": GOED})
    assert invoke("validate", path).exit_code == 0


def test_a_broken_zip_is_one_finding(tmp_path: Path, goed: Path) -> None:
    path = tmp_path / "stuk.zip"
    path.write_bytes(a_zip(tmp_path / "heel.zip", {"z.xml": GOED}).read_bytes()[:-30])
    broken, other = reported(invoke("validate", "--format", "jsonl", path, goed))
    assert broken["findings"][0]["code"] == "BESTAND"
    assert "zipbestand" in broken["findings"][0]["text"]
    assert other["findings"] == []


def test_a_damaged_member_stops_no_other(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "half.zip", {"a.xml": GOED, "b.xml": GOED}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[data.index(b"<wmo305:Bsn>") + 13] ^= 1
    path.write_bytes(data)
    damaged, other = reported(invoke("validate", "--format", "jsonl", path))
    assert "beschadigd" in damaged["findings"][0]["text"]
    assert other["findings"] == []


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "bom.zip", {"bom.xml": b"<" + bytes(MAX_BYTES), "goed.xml": GOED})
    assert path.stat().st_size < 100_000
    bomb, other = reported(invoke("validate", "--format", "jsonl", path))
    assert "groter dan 25 MB" in bomb["findings"][0]["text"]
    assert other["findings"] == []


def test_a_bomb_that_lies_about_its_size_is_not_unpacked(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "bom.zip", {"bom.xml": bytes(MAX_BYTES + 1)})
    size = (MAX_BYTES + 1).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (100).to_bytes(4, "little")))
    [report] = reported(invoke("validate", "--format", "jsonl", path))
    assert report["findings"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_unpacks_without_bound_is_not_unpacked(tmp_path: Path, method: int) -> None:
    path = a_zip(tmp_path / "anders.zip", {"a.xml": GOED}, method)
    assert "deflate" in only_finding(path)["text"]


def test_an_encrypted_member_is_told_of(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "geheim.zip", {"a.xml": GOED}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "wachtwoord" in only_finding(path)["text"]


def test_an_empty_zip_is_told(tmp_path: Path) -> None:
    path = tmp_path / "leeg.zip"
    path.write_bytes(b"PK\x05\x06" + bytes(18))
    result = invoke("validate", path)
    assert result.exit_code == 2
    assert "niets te toetsen" in result.stderr


def test_a_file_name_need_not_be_text(tmp_path: Path) -> None:
    path = tmp_path / b"bericht-\xff-\xc3\xa9.xml".decode("utf-8", "surrogateescape")
    path.write_bytes(GOED)
    line = invoke("validate", "--format", "jsonl", tmp_path).stdout
    assert json.loads(line)["file"] == str(path)
    assert invoke("validate", tmp_path).exit_code == 0


def test_a_format_that_does_not_exist_ends_with_2(goed: Path) -> None:
    assert invoke("validate", "--format", "xml", goed).exit_code == 2


@pytest.mark.parametrize(
    ("name", "codec"),
    [("ISO-8859-1", "latin-1"), ("windows-1252", "cp1252"), ("UTF-16", "utf-16"), ("US-ASCII", "ascii")],
)
def test_a_file_and_a_zip_hold_messages_in_any_encoding_that_is_taken(tmp_path: Path, name: str, codec: str) -> None:
    good, wrong = (data.decode().replace("UTF-8", name, 1).encode(codec) for data in (GOED, FOUT))
    path = tmp_path / "bericht.xml"
    path.write_bytes(wrong)
    (report,) = reported(invoke("validate", "--format", "jsonl", path))
    (tmp_path / "utf8.xml").write_bytes(FOUT)
    (expected,) = reported(invoke("validate", "--format", "jsonl", tmp_path / "utf8.xml"))
    assert report["findings"] == expected["findings"]
    archive = a_zip(tmp_path / "post.zip", {"a.xml": good, "b.xml": wrong})
    reports = reported(invoke("validate", "--format", "jsonl", archive))
    assert [each["findings"] for each in reports] == [[], expected["findings"]]


@pytest.fixture(scope="module")
def heel(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A sound zip of three small members, one of which is stored as it is."""
    path = tmp_path_factory.mktemp("zip") / "heel.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"<a/>" * 50)
        archive.writestr("b.xml", b"<b/>", zipfile.ZIP_STORED)
        archive.writestr("c.xml", b"<c/>" * 50)
    return path.read_bytes()


@given(data=st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_b20_whatever_is_damaged_in_a_zip_is_a_fault_of_a_file_in_it_or_of_the_zip(
    heel: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    spoilt = bytearray(heel)
    for at in data.draw(st.lists(st.integers(0, len(heel) - 1), min_size=1, max_size=4)):
        spoilt[at] ^= data.draw(st.integers(1, 255))
    path = tmp_path / f"{uuid4()}.zip"
    path.write_bytes(spoilt[: data.draw(st.one_of(st.just(len(heel)), st.integers(0, len(heel))))])
    for source in find([str(path)]):
        told = ""
        try:
            source.read()
        except Unreadable as error:
            told = str(error)
        assert not told or any(word in told for word in ("beschadigd", "wachtwoord", "deflate", "groter dan 25 MB"))


@pytest.mark.parametrize(
    ("offset", "mask", "told"),
    [(16, 1, "het controlegetal (CRC) klopt niet"), (8, 1, "wachtwoord"), (10, 97, "deflate"), (42, 1, "de kop ervan")],
    ids=["crc", "password", "method", "place"],
)
def test_b20_one_damaged_member_is_told_beside_the_others(tmp_path: Path, offset: int, mask: int, told: str) -> None:
    data = bytearray(a_zip(tmp_path / "half.zip", {"a.xml": GOED, "b.xml": GOED}).read_bytes())
    data[data.index(b"PK\x01\x02") + offset] ^= mask
    (tmp_path / "half.zip").write_bytes(data)
    result = invoke("validate", "--vorm", "jsonl", tmp_path / "half.zip")
    damaged, other = reported(result)
    assert told in damaged["findings"][0]["text"]
    assert other["findings"] == []
    assert result.exit_code == 1


def test_b19_of_many_findings_by_one_rule_the_first_are_told_and_the_rest_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "veel.xml"
    begin, end = b"<wmo305:StartProduct>", b"</wmo305:StartProduct>"
    product = FOUT[FOUT.index(begin) : FOUT.index(end) + len(end)]
    nummer = b"<wmo305:ToewijzingNummer>%d</wmo305:ToewijzingNummer>"
    assert nummer % 1 in product
    path.write_bytes(
        FOUT.replace(product, b"".join(product.replace(nummer % 1, nummer % each) for each in range(1, 301)))
    )
    found = reported(invoke("validate", "--vorm", "jsonl", path))[0]["findings"]
    assert len(found) == 51
    assert "250" in found[-1]["text"]


def test_a_line_of_jsonl_is_a_line_for_every_reader(tmp_path: Path) -> None:
    odd = "a\u2028b\u2029c\u0085d"
    path = tmp_path / f"{odd}.xml"
    path.write_bytes(GOED.replace(b">2024-02-01<", f">{odd}<".encode(), 1))
    [line] = invoke("validate", "--format", "jsonl", path).stdout.splitlines()
    assert json.loads(line)["file"] == str(path)


@pytest.mark.parametrize("option", ["--tweede-oordeel", "--second-opinion"])
def test_a_second_opinion_is_given_when_that_is_asked(goed: Path, option: str) -> None:
    result = invoke("validate", option, goed)
    assert result.exit_code == 0
    first, second = result.stdout.splitlines()
    assert first == f"{goed}: WMO305 goedgekeurd"
    assert second.startswith("  tweede oordeel (xmlschema ")
    assert second.endswith("): libxml2 en xmlschema keuren het bericht beide goed.")
    [report] = reported(invoke("validate", option, "--format", "jsonl", goed))
    opinion = report["second_opinion"]
    assert (opinion["xsd_valid"], opinion["agrees"], opinion["differences"]) == (True, True, [])


def test_a_second_opinion_that_differs_ends_with_1(tmp_path: Path) -> None:
    path = tmp_path / "vast.xml"
    path.write_bytes(xml_ongetoetst(wmo305(toewijzing_nummer="1\u00a0")))
    result = invoke("validate", "--second-opinion", path)
    assert result.exit_code == 1
    assert "libxml2 keurt het bericht af, xmlschema keurt het bericht goed." in result.stdout
    assert "    alleen libxml2: regel " in result.stdout
    [report] = reported(invoke("validate", "--second-opinion", "--format", "jsonl", path))
    [difference] = report["second_opinion"]["differences"]
    assert set(difference) == {"processor", "path", "line", "text"}
    assert difference["processor"] == "libxml2"


def test_what_is_no_message_has_no_second_opinion(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"<a/>")
    [report] = reported(invoke("validate", "--second-opinion", "--format", "jsonl", tmp_path))
    assert "second_opinion" not in report


def test_a_second_opinion_by_the_schemas_of_a_folder(
    goed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(bundled("xsd") / "iwmo-3.2", tmp_path / "xsd")
    basis = folder / "basisschema.xsd"
    basis.write_text(basis.read_text("utf-8").replace('"[0-9]{8}"', '"[1-8]{8}"'), "utf-8")
    monkeypatch.setenv("GATEWAY_XSD_DIR", str(folder))
    [report] = reported(invoke("validate", "--second-opinion", "--format", "jsonl", goed))
    assert report["second_opinion"]["xsd_valid"] is report["xsd_valid"] is False
    assert report["second_opinion"]["agrees"] is True
