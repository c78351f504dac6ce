"""Findings in JSON form."""

from dataclasses import replace
from datetime import date

import pytest

from gateway.exchange.kernel.findings_json import (
    BOOKING,
    crash_to_json,
    range_from_json,
    to_json,
    verdict_to_json,
)
from gateway.rules.engine import Crash, Verdict
from gateway.standard.findings import Finding, Outcome, Severity

FINDING = Finding(
    code="TR019", level=3, severity=Severity.AFKEUR, path="/Bericht", explanation="Fout.", retourcode="9019"
)


def test_empty_values_are_left_out() -> None:
    assert to_json(FINDING) == {
        "code": "TR019",
        "level": 3,
        "severity": "afkeur",
        "retourcode": "9019",
        "path": "/Bericht",
        "text": "Fout.",
    }


def test_days_come_back_as_they_were() -> None:
    days = ((date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 3, 1), date.max))
    shown = to_json(replace(FINDING, days=days))["dagen"]
    assert shown == [{"van": "2026-01-01", "tot": "2026-01-31"}, {"van": "2026-03-01"}]
    assert tuple(map(range_from_json, shown)) == days


@pytest.mark.parametrize(
    ("code", "outcome", "words"),
    [
        ("TR019", Outcome.GEPARKEERD, ("Regel TR019", "geparkeerd")),
        ("TR019", Outcome.AFGEKEURD, ("Regel TR019", "al om een andere bevinding afgekeurd")),
        (BOOKING, Outcome.GEPARKEERD, ("De gateway", "geparkeerd")),
    ],
)
def test_a_crash_says_what_becomes_of_the_message(code: str, outcome: Outcome, words: tuple[str, str]) -> None:
    shown = crash_to_json(Crash(code, "KeyError"), outcome)
    assert shown["crash"] == "KeyError"
    assert all(each in shown["text"] for each in words)


def test_a_verdict_lists_its_findings_before_its_crashes() -> None:
    shown = verdict_to_json(Verdict(Outcome.AFGEKEURD, (FINDING,), (Crash("TR001", "KeyError"),)))
    assert [each["code"] for each in shown] == ["TR019", "TR001"]
