"""Files, folders, zip files and standard input to judge; a fault of one keeps no other from its verdict."""

import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.cli.judging.sources import Unreadable, find
from gateway.standard.xml.parse import MAX_BYTES
from tests.cli.judged_files import FAULTY, GOED, a_zip, only_finding
from tests.cli.running import invoke, reported


def test_a_folder_gives_its_xml_files_by_name_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b.xml", "a.XML", "onder/diep/c.xml", "lees.txt", "._b.xml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(GOED)
    result = invoke("validate", "--format", "jsonl", tmp_path)
    files = [report["file"] for report in reported(result)]
    assert files == [f"{tmp_path}/{name}" for name in ("a.XML", "b.xml", "onder/diep/c.xml")]
    assert result.exit_code == 0


def test_links_to_folders_are_not_followed(good: Path) -> None:
    (good.parent / "rond").symlink_to(good.parent)
    assert len(reported(invoke("validate", "--format", "jsonl", good.parent))) == 1


def test_standard_input_is_a_dash() -> None:
    result = invoke("validate", "--format", "jsonl", "-", stdin=FAULTY)
    assert result.exit_code == 1
    assert reported(result)[0]["file"] == "-"
    assert reported(result)[0]["message"] == "WMO305"


def test_what_is_no_regular_file_is_read_at_once() -> None:
    """As with what a shell hands over for <(…): it has no size and can be read one time only."""
    assert only_finding(Path("/dev/null"))["code"] == "XML"
    assert "groter dan 25 MB" in only_finding(Path("/dev/zero"))["text"]


def test_a_file_beyond_25_mb_is_not_taken_in(tmp_path: Path) -> None:
    path = tmp_path / "groot.xml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert only_finding(path)["text"].startswith("Het bestand is groter dan 25 MB")


def test_a_zip_gives_its_messages_in_its_own_order(tmp_path: Path) -> None:
    members = {"z.xml": GOED, "map/onder/a.XML": FAULTY, "lees.txt": b"", "__MACOSX/._z.xml": b"schaduw"}
    path = a_zip(tmp_path / "post.ZIP", members)
    result = invoke("validate", "--format", "jsonl", path)
    assert [report["file"] for report in reported(result)] == [f"{path}/z.xml", f"{path}/map/onder/a.XML"]
    assert [len(report["findings"]) for report in reported(result)] == [0, 1]


def test_a_zip_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "post.dat", {"z.xml": GOED})
    assert invoke("validate", path).exit_code == 0


def test_a_broken_zip_is_one_finding(tmp_path: Path, good: Path) -> None:
    path = tmp_path / "stuk.zip"
    path.write_bytes(a_zip(tmp_path / "heel.zip", {"z.xml": GOED}).read_bytes()[:-30])
    broken, other = reported(invoke("validate", "--format", "jsonl", path, good))
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


@pytest.fixture(scope="module")
def whole_text(tmp_path_factory: pytest.TempPathFactory) -> bytes:
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
    whole_text: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    spoilt = bytearray(whole_text)
    for at in data.draw(st.lists(st.integers(0, len(whole_text) - 1), min_size=1, max_size=4)):
        spoilt[at] ^= data.draw(st.integers(1, 255))
    path = tmp_path / f"{uuid4()}.zip"
    path.write_bytes(spoilt[: data.draw(st.one_of(st.just(len(whole_text)), st.integers(0, len(whole_text))))])
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
