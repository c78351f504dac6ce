"""The verdict that a program gets: that of `gateway validate`, as typed objects, from any thread and any process."""

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import gateway
from gateway.exchange.kernel.findings_json import crash_to_json
from gateway.library.report import finding_of
from gateway.rules.engine import Crash
from gateway.standard.resources import bundled
from gateway.standard.xml.parse import MAX_BYTES
from tests.cli.running import invoke
from tests.support.messages.messages import wmo305, xml

SAMPLES = sorted(bundled("samples").glob("*.xml"))
WRONG = bundled("samples") / "wmo305-fout-bsn.xml"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_report_says_what_the_command_says(path: Path) -> None:
    report = gateway.validate(path.read_bytes())
    told = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert (report.message, report.xsd_valid, report.verdict) == (told["message"], told["xsd_valid"], told["verdict"])
    assert report.approved == (not report.findings) == (not told["findings"])
    assert report.findings == tuple(finding_of(each) for each in told["findings"])


@pytest.mark.parametrize("path", [WRONG, bundled("samples") / "wmo305-goed.xml"], ids=lambda path: path.stem)
def test_its_text_is_that_of_the_command(path: Path) -> None:
    assert invoke("validate", path).stdout == f"{path}: {gateway.validate(path.read_bytes())}\n"


def test_a_finding_is_typed_and_masks_a_bsn() -> None:
    (finding,) = gateway.validate(WRONG.read_bytes()).findings
    assert (finding.code, finding.level, finding.severity) == ("CS002", 2, gateway.Severity.AFKEUR)
    assert (finding.path, finding.line) == ("/Bericht/Client/Bsn", 20)
    assert "******007" in finding.text
    assert str(finding).splitlines()[1] == f"    {finding.text}"


@pytest.mark.parametrize("data", [b"", b"x", b"\xff\xfe", b"<a/>", b" " * (MAX_BYTES + 1)], ids=lambda data: data[:4])
def test_bytes_that_are_no_message_get_a_report_too(data: bytes) -> None:
    report = gateway.validate(data)
    assert (report.message, report.xsd_valid, report.verdict) == ("", False, gateway.Outcome.AFGEKEURD)
    assert [each.code for each in report.findings] == ["XML"]
    assert str(report).startswith("afgekeurd\n  XML")


def test_a_rule_that_crashed_is_a_finding_without_level_or_severity() -> None:
    finding = finding_of(crash_to_json(Crash("TR134", "KeyError"), gateway.Outcome.GEPARKEERD))
    assert (finding.level, finding.severity, finding.path, finding.line) == (None, None, "", None)
    assert "Regel TR134 kon dit bericht niet beoordelen" in str(finding)


def test_text_is_refused_for_its_encoding_is_unknown() -> None:
    with pytest.raises(TypeError, match="geen str"):
        gateway.validate("<a/>")  # type: ignore[arg-type]


def test_a_report_can_be_hashed_and_travels_between_processes() -> None:
    report = gateway.validate(WRONG.read_bytes())
    assert pickle.loads(pickle.dumps(report)) == report
    assert len({report, gateway.validate(WRONG.read_bytes())}) == 1


def test_many_threads_get_each_their_own_verdict() -> None:
    good, wrong, broken = xml(wmo305()), WRONG.read_bytes(), xml(wmo305()).replace(b"Client>", b"Klant>")
    alone = [gateway.validate(each) for each in (good, wrong, broken)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(gateway.validate, [good, wrong, broken] * 40)) == alone * 40
