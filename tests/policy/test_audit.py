"""An audit tells what a decision and a start would, each thing once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from gateway.policy import audit as audit_module
from gateway.policy.audit import AuditCase, Audited, audit_client, stands
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.engine import DecisionCheck, check_decision, decision_checks
from gateway.policy.loading.regions import load_region
from tests.support.policy.decisions import VENLO, care, day

LONG = {"begin": "2026-01-01", "end": "2026-12-31", "volume": 1, "frequentie": "6", "eenheid": "82"}


def cases(*all_care: Care) -> list[AuditCase]:
    return [
        AuditCase(
            Decision(gemeente=VENLO, decision_day=each.besloten_op, care=each),
            CareFile(care=tuple(other for other in all_care if other is not each)),
        )
        for each in all_care
    ]


def audited(*all_care: Care) -> list[Audited]:
    return audit_client(cases(*all_care), load_region("noord-limburg").policy_on)


def codes(found: Sequence[Audited]) -> list[list[str]]:
    return [[finding.code for finding in each.findings] for each in found]


def test_care_that_may_not_be_stacked_is_told_once_whichever_started() -> None:
    first, second = care("10B01", nummer=1, **LONG), care("10B02", nummer=2, **LONG)
    for one, other in ((first, second), (replace(first, gestart_op=day("2026-01-01")), second)):
        here, there = codes(audited(one, other))
        assert here.count("NL-201") == 1
        assert "NL-706" not in here
        assert "NL-201" not in there


def test_alone_it_says_what_a_decision_would() -> None:
    for code in ("02A02", "02C02", "10M01", "08V02", "99X99"):
        [case] = cases(care(code, **LONG))
        [found] = audit_client([case], load_region("noord-limburg").policy_on)
        assert found.policy is not None
        assert found.findings == check_decision(case.decision, case.care_file, found.policy)


def test_a_start_that_came_too_late_is_told() -> None:
    late = care("02A02", nummer=1, gestart_op=day("2026-03-01"), **LONG)
    assert "NL-701" in codes(audited(late))[0]


def test_before_the_first_text_nothing_is_judged() -> None:
    [found] = audited(care("02A02", begin="2021-12-31"))
    assert (found.policy, found.findings) == (None, ())


def test_a_check_that_crashes_says_so_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: Any) -> Any:
        raise KeyError("999900006")

    checks = tuple(
        DecisionCheck(each.card, crash if each.card.code == "NL-101" else each.check) for each in decision_checks()
    )
    monkeypatch.setattr(audit_module, "decision_checks", lambda: checks)
    [found] = audited(care("02C02", **LONG))
    assert found.findings[0].code == "NL-101"
    assert "KeyError" in found.findings[0].explanation
    assert "999900006" not in found.findings[0].explanation
    assert "NL-301" in [each.code for each in found.findings]


@pytest.mark.parametrize(
    ("end", "stopped", "expected"),
    [(None, None, True), ("2026-05-31", None, False), ("2026-06-01", None, True), (None, "2026-05-31", False)],
)
def test_care_stands_until_its_last_day(end: str | None, stopped: str | None, expected: bool) -> None:
    gestopt_op = None if stopped is None else day(stopped)
    assert stands(care("02A02", end=end, gestopt_op=gestopt_op), day("2026-06-01")) is expected
