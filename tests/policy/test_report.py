"""The engine for reports runs all checks, and shows a provider only findings on its own assignment."""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.policy import report as report_module
from gateway.policy.care_file import Care
from gateway.policy.codes import REPORTS, check_codes
from gateway.policy.report import MAX_FINDINGS_PER_CHECK, ReportCheck, report_checks
from gateway.standard.findings import Severity
from tests.support.examples import times
from tests.support.policy.decisions import OTHER_PROVIDER, PROVIDER, care, day, policy
from tests.support.policy.reports import reported, start, stop

CODES = ("02A02", "02C02", "07A02", "08V02", "10B01", "10M01", "10B02", "01B04", "04A01")
days = st.dates(day("2025-10-01"), day("2026-10-01"))


@st.composite
def care_files(draw: st.DrawFn) -> tuple[Care, ...]:
    """Generate care of one client, of which the first is the usual provider's and was started."""
    found = []
    for nummer in range(1, draw(st.integers(2, 5)) + 1):
        begin = draw(days)
        end = draw(st.none() | st.dates(begin, day("2027-06-30")))
        started = begin if nummer == 1 else draw(st.none() | st.dates(begin, day("2026-12-31")))
        aanbieder = PROVIDER if nummer == 1 else draw(st.sampled_from([PROVIDER, OTHER_PROVIDER]))
        found.append(
            care(draw(st.sampled_from(CODES)), begin, end, nummer=nummer, aanbieder=aanbieder, gestart_op=started)
        )
    return tuple(found)


@settings(max_examples=times(1.5), deadline=None)
@given(
    all_care=care_files(),
    on=days,
    reden=st.sampled_from(["02", "19", "20", "23", "31", "38", "39"]),
    is_start=st.booleans(),
)
def test_what_a_provider_sees_is_the_same_whatever_the_client_has_elsewhere(
    all_care: tuple[Care, ...], on: Any, reden: str, is_start: bool
) -> None:
    first, *_ = all_care
    if is_start:
        first = replace(first, gestart_op=None)
        bericht: Any = start(first, max(on, first.ingangsdatum))
    else:
        bericht = stop(first, max(on, first.ingangsdatum), reden)
    seen = [each for each in reported(bericht, first, *all_care[1:]) if each.visible_to_provider]
    alone = [each for each in reported(bericht, first) if each.visible_to_provider]
    assert seen == alone
    assert all(not each.other_assignments and OTHER_PROVIDER not in each.explanation for each in seen)


def test_every_check_is_found_and_only_signals() -> None:
    assert [each.card.code for each in report_checks()] == sorted(check_codes(REPORTS))
    late = care("02A02", "2026-01-01", "2026-12-31")
    (found,) = reported(start(late, "2026-06-01"), late)
    assert (found.severity, found.level, found.source) == (
        Severity.SIGNAAL,
        5,
        policy().toetsen["NL-701"].bron,
    )


def test_a_check_that_is_switched_off_says_nothing() -> None:
    here = policy()
    merged = replace(here.toetsen["NL-701"], gevolg=None)
    by_policy = replace(here, toetsen=MappingProxyType({**here.toetsen, "NL-701": merged}))
    late = care("02A02", "2026-01-01", "2026-12-31")
    assert reported(start(late, "2026-06-01"), late, by_policy=by_policy) == ()


def test_the_text_in_force_on_the_ingangsdatum_governs() -> None:
    basis = care("02A02", "2022-01-01", "2022-12-31", nummer=1)
    verlenging = care("02C02", "2023-06-01", "2023-08-31", nummer=2)
    assert reported(start(verlenging, "2023-06-01"), basis, verlenging) == ()


def test_a_check_that_crashes_hides_no_other_and_tells_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Iterator[Any]:
        raise KeyError("999900006")
        yield

    first, *rest = report_checks()
    monkeypatch.setattr(report_module, "report_checks", lambda: (ReportCheck(rest[0].card, broken), first))
    late = care("02A02", "2026-01-01", "2026-12-31")
    crash, usual_finding = reported(start(late, "2026-06-01"), late)
    assert (crash.code, usual_finding.code) == ("NL-702", "NL-701")
    assert "KeyError" in crash.explanation
    assert "9999" not in crash.explanation
    assert not crash.visible_to_provider


def test_one_check_does_not_flood_a_message() -> None:
    all_care = [care("02A02", "2026-01-01", "2026-12-31", nummer=n) for n in range(1, MAX_FINDINGS_PER_CHECK + 11)]
    found = [each.code for each in reported([start(each, "2026-06-01") for each in all_care], *all_care)]
    assert {code: found.count(code) for code in found} == dict.fromkeys(("NL-701", "NL-706"), MAX_FINDINGS_PER_CHECK)


def test_what_is_assigned_to_another_provider_is_not_judged() -> None:
    elsewhere = care("02A02", "2026-01-01", "2026-12-31", aanbieder=OTHER_PROVIDER)
    assert reported(start(elsewhere, "2026-06-01"), elsewhere) == ()
