"""A finding on a report holds as long as its check says it of the care as it stands."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.policy import report as report_module
from gateway.policy.care_file import Care
from gateway.policy.model import Policy
from gateway.policy.report import ReportCheck, report_checks, still_holds
from gateway.policy.watch_file import ReportedDays, ReportFinding
from gateway.standard.findings import Finding
from tests.policy.test_report import care_files, days
from tests.support.examples import times
from tests.support.policy.decisions import OTHER_PROVIDER, PROVIDER, care, day, policy
from tests.support.policy.reports import reported, start, stop


def kept(finding: Finding, told: ReportedDays | None, code: str | None = None) -> ReportFinding:
    """Return the finding as it is read from the ledger."""
    return ReportFinding(
        bericht="b1",
        soort="WMO305",
        identificatie="S1",
        aanbieder=PROVIDER,
        day=day("2026-01-01"),
        code=code or finding.code,
        path=finding.path,
        text=finding.explanation,
        toewijzing=finding.assignment,
        others=frozenset(finding.other_assignments),
        reported=told,
    )


@settings(max_examples=times(1), deadline=None)
@given(all_care=care_files(), on=days, reden=st.sampled_from([None, "02", "19", "20", "23", "31", "39"]))
def test_what_was_just_found_holds(all_care: tuple[Care, ...], on: date, reden: str | None) -> None:
    first, *others = all_care
    on = max(on, first.ingangsdatum)
    begin = first.gestart_op or first.ingangsdatum
    if reden is None:
        first, told = replace(first, gestart_op=None), ReportedDays(begindatum=on)
        message: Any = start(first, on)
        booked = replace(first, gestart_op=on)
    else:
        told = ReportedDays(begindatum=begin, einddatum=on, reden=reden)
        message = stop(first, on, reden)
        booked = first if reden == "20" else replace(first, gestopt_op=on, reden_beeindiging=reden)
    for each in reported(message, first, *others):
        assert still_holds(kept(each, told), [booked, *others], policy), each
        if each.other_assignments and each.code != "NL-707":  # that one then waits for any carrier
            assert not still_holds(kept(each, told), [booked], policy), each


ACTIVITIES = care("07A02", "2026-01-01", "2026-12-31", nummer=1, gestart_op=day("2026-01-01"))
GUIDANCE = care("10B01", "2026-02-01", "2026-09-30", nummer=2, aanbieder=OTHER_PROVIDER)
TOLD = ReportedDays(begindatum=day("2026-01-01"))


@pytest.fixture
def stacked() -> Finding:
    (found,) = reported(start(ACTIVITIES, "2026-01-01"), replace(ACTIVITIES, gestart_op=None), GUIDANCE)
    assert found.code == "NL-706"
    return found


def test_another_cause_is_not_this_one(stacked: Finding) -> None:
    other = replace(GUIDANCE, nummer=3)
    assert still_holds(kept(stacked, TOLD), [ACTIVITIES, other, GUIDANCE], policy)
    assert not still_holds(kept(stacked, TOLD), [ACTIVITIES, other], policy)


def no_policy(valid: date) -> Policy | None:
    return None


@pytest.mark.parametrize(
    ("finding", "present", "by"),
    [
        ({"told": None}, [ACTIVITIES], policy),
        ({"told": TOLD, "code": "OP271"}, [ACTIVITIES], policy),
        ({"told": TOLD}, [], policy),
        ({"told": TOLD}, [ACTIVITIES], no_policy),
    ],
)
def test_what_cannot_be_judged_again_stays(stacked: Finding, finding: Any, present: list[Care], by: Any) -> None:
    assert still_holds(kept(stacked, **finding), present, by)


def test_a_check_that_crashes_ends_nothing(stacked: Finding, monkeypatch: pytest.MonkeyPatch) -> None:
    def crashing(*_: object) -> Iterator[Any]:
        raise ValueError

    [card] = [each.card for each in report_checks() if each.card.code == stacked.code]
    monkeypatch.setattr(report_module, "report_checks", lambda: (ReportCheck(card, crashing),))
    assert still_holds(kept(stacked, TOLD), [ACTIVITIES], policy)
