"""The verdict on one file, and a second opinion on it."""

import shutil
from pathlib import Path
from typing import Any, cast

import pytest

from gateway.cli.judging.judging import judge
from gateway.cli.judging.sources import Source
from gateway.standard.resources import bundled
from tests.cli.judged_files import FAULTY, GOED
from tests.cli.running import invoke, reported
from tests.support.messages.messages import unchecked_xml, wmo305


def test_a_file_that_cannot_be_read_stops_no_other(good: Path, tmp_path: Path) -> None:
    (tmp_path / "aa.xml").symlink_to(tmp_path / "nergens")
    result = invoke("validate", "--format", "jsonl", tmp_path / "aa.xml", tmp_path)
    given, found, other = reported(result)
    assert given["findings"][0]["code"] == found["findings"][0]["code"] == "BESTAND"
    assert "niet te lezen" in given["findings"][0]["text"]
    assert other == {**other, "file": str(good), "findings": []}
    assert result.exit_code == 2


def test_a_file_that_breaks_the_checker_is_told_of() -> None:
    """Without schemas the checker can only crash; the next file has its turn all the same."""
    judged = judge(cast(Any, None), Source("a.xml", data=GOED))
    [finding] = judged.findings
    assert finding["code"] == "BESTAND"
    assert "AttributeError" in finding["text"]


def test_b19_of_many_findings_by_one_rule_the_first_are_told_and_the_rest_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "veel.xml"
    begin, end = b"<wmo305:StartProduct>", b"</wmo305:StartProduct>"
    product = FAULTY[FAULTY.index(begin) : FAULTY.index(end) + len(end)]
    nummer = b"<wmo305:ToewijzingNummer>%d</wmo305:ToewijzingNummer>"
    assert nummer % 1 in product
    path.write_bytes(
        FAULTY.replace(product, b"".join(product.replace(nummer % 1, nummer % each) for each in range(1, 301)))
    )
    found = reported(invoke("validate", "--vorm", "jsonl", path))[0]["findings"]
    assert len(found) == 51
    assert "250" in found[-1]["text"]


@pytest.mark.parametrize("option", ["--tweede-oordeel", "--second-opinion"])
def test_a_second_opinion_is_given_when_that_is_asked(good: Path, option: str) -> None:
    result = invoke("validate", option, good)
    assert result.exit_code == 0
    first, second = result.stdout.splitlines()
    assert first == f"{good}: WMO305 goedgekeurd"
    assert second.startswith("  tweede oordeel (xmlschema ")
    assert second.endswith("): libxml2 en xmlschema keuren het bericht beide goed.")
    [report] = reported(invoke("validate", option, "--format", "jsonl", good))
    opinion = report["second_opinion"]
    assert (opinion["xsd_valid"], opinion["agrees"], opinion["differences"]) == (True, True, [])


def test_a_second_opinion_that_differs_ends_with_1(tmp_path: Path) -> None:
    path = tmp_path / "vast.xml"
    path.write_bytes(unchecked_xml(wmo305(toewijzing_nummer="1\u00a0")))
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
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(bundled("xsd") / "iwmo-3.2", tmp_path / "xsd")
    basis = folder / "basisschema.xsd"
    basis.write_text(basis.read_text("utf-8").replace('"[0-9]{8}"', '"[1-8]{8}"'), "utf-8")
    monkeypatch.setenv("GATEWAY_XSD_DIR", str(folder))
    [report] = reported(invoke("validate", "--second-opinion", "--format", "jsonl", good))
    assert report["second_opinion"]["xsd_valid"] is report["xsd_valid"] is False
    assert report["second_opinion"]["agrees"] is True
