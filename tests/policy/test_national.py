"""What the standard itself says of a decision, whatever policy the municipality chose."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.national import check_national
from gateway.standard.findings import Finding, Proposal, Severity
from tests.support.policy.decisions import care, changed, day, findings, new

TODAY = date(2026, 6, 1)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def found(decision: Decision, *beside: Care) -> list[Finding]:
    return list(check_national(replace(decision, decision_day=TODAY), CareFile(care=beside)))


def codes(decision: Decision, *beside: Care) -> list[str]:
    return [each.code for each in found(decision, *beside)]


@given(DAYS, DAYS, DAYS, DAYS)
def test_op259_one_product_twice_over_days_of_an_ended_assignment(a: date, b: date, c: date, d: date) -> None:
    first, last = sorted((a, b))
    begin, end = sorted((c, d))
    other = care("02A02", first, last)
    overlap = first <= end and begin <= last
    blocked = [each.severity for each in found(new("02A02", begin, end), other) if each.code == "OP259"]
    assert blocked == ([Severity.BLOKKADE] if overlap and last < TODAY else [])


def test_op259_is_about_one_provider_and_one_product_and_is_not_said_twice() -> None:
    ended = care("02A02", "2026-01-01", "2026-04-30")
    assert codes(new("02A02", "2026-04-30", "2026-12-31"), ended) == ["OP259"]
    assert codes(new("02A02", "2026-04-30", "2026-12-31"), replace(ended, aanbieder="87654321")) == []
    assert codes(new("07A02", "2026-04-30", "2026-12-31"), ended) == []
    [finding] = found(new("02A02", "2026-04-30", "2026-12-31"), ended)
    by_policy = replace(finding, code="NL-207")
    decision = replace(new("02A02", "2026-04-30", "2026-12-31"), decision_day=TODAY)
    assert list(check_national(decision, CareFile(care=(ended,)), (by_policy,))) == []


NO_AMOUNT = {"volume": None, "eenheid": None, "frequentie": None}
AMOUNT = {"volume": 4, "eenheid": "04", "frequentie": "2"}


@pytest.mark.parametrize(
    ("begin", "changes", "other", "expected"),
    [
        ("2026-07-01", AMOUNT, AMOUNT, True),
        ("2026-07-01", {}, {}, True),
        ("2026-07-02", AMOUNT, AMOUNT, False),
        ("2026-07-01", {**AMOUNT, "volume": 5}, AMOUNT, False),
        ("2026-07-01", {**AMOUNT, "frequentie": "6"}, {**AMOUNT, "frequentie": "6"}, False),
    ],
    ids=["adjacent", "without Omvang", "a day between", "another volume", "Frequentie 6"],
)
def test_op380_proposes_to_extend(begin: str, changes: dict[str, Any], other: dict[str, Any], expected: bool) -> None:
    standing = care("02A02", "2026-01-01", "2026-06-30", **{**NO_AMOUNT, **other})
    asked = new("02A02", begin, "2026-12-31", **{**NO_AMOUNT, **changes})
    said = [each for each in found(asked, standing) if each.code == "OP380"]
    assert bool(said) is expected
    if said:
        assert said[0].severity is Severity.SIGNAAL
        assert "tot en met 2026-12-31" in said[0].remedy


def test_op380_asks_nothing_once_the_old_one_is_over_or_stopped() -> None:
    over = care("02A02", "2026-01-01", TODAY - timedelta(days=1), **NO_AMOUNT)
    asked = new("02A02", TODAY, "2026-12-31", **NO_AMOUNT)
    assert codes(asked, over) == []
    today = replace(over, einddatum=TODAY)
    tomorrow = replace(asked, care=replace(asked.care, ingangsdatum=TODAY + timedelta(days=1)))
    assert codes(tomorrow, today) == ["OP380"]
    assert codes(tomorrow, replace(today, gestopt_op=TODAY)) == []


@pytest.mark.parametrize("begin", [date.min, TODAY, date.max])
def test_op380_asks_nothing_beside_care_until_the_last_day_of_the_calendar(begin: date) -> None:
    for_good = care("02A02", "2026-01-01", date.max, **NO_AMOUNT)
    assert codes(new("02A02", begin, date.max, **NO_AMOUNT), for_good) == []


@given(DAYS)
def test_op362_an_end_before_the_reported_stop_is_told(end: date) -> None:
    was = replace(care("02A02", "2026-01-01", "2026-12-31"), gestopt_op=date(2026, 5, 15))
    decision = changed(was, replace(was, einddatum=end))
    assert ("OP362" in codes(decision)) is (end < date(2026, 5, 15))
    assert "OP362" not in codes(replace(decision, verwijderd=True))


@given(DAYS)
def test_op186_an_end_in_the_past_asks_for_the_consent_of_the_provider(end: date) -> None:
    was = care("02A02", "2026-01-01", "2026-12-31")
    decision = changed(was, replace(was, einddatum=end))
    assert ("OP186" in codes(decision)) is (end < TODAY)
    assert "OP186" not in codes(replace(decision, verwijderd=True))
    assert "OP186" not in codes(replace(decision, provider_consent=True))
    assert "OP186" not in codes(replace(decision, reden_wijziging="12"))
    assert ("OP186" in codes(replace(decision, provider_consent=False, reden_wijziging="07"))) is (end < TODAY)


def test_op186_asks_nothing_when_the_provider_said_so_itself_or_nothing_is_taken_away() -> None:
    was = care("02A02", "2026-01-01", "2026-12-31")
    shorter = replace(was, einddatum=date(2026, 5, 15))
    stopped = replace(was, gestopt_op=date(2026, 5, 15))
    assert codes(changed(was, shorter)) == ["OP186"]
    assert codes(changed(replace(was, einddatum=None), shorter)) == ["OP186"]
    assert codes(changed(stopped, replace(shorter, gestopt_op=stopped.gestopt_op))) == []
    assert codes(changed(replace(was, einddatum=date(2026, 4, 30)), shorter)) == [], "longer"
    [finding] = found(changed(was, shorter))
    assert (finding.severity, finding.path) == (Severity.SIGNAAL, "einddatum")
    assert "2026-05-15" in finding.explanation


TOTAL = {"volume": 40, "eenheid": "04", "frequentie": "6"}


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        (TOTAL, {**TOTAL, "volume": 39}, ["OP298"]),
        (TOTAL, {**TOTAL, "volume": 41}, []),
        (AMOUNT, {**AMOUNT, "volume": 3}, []),
        ({"budget": 90_000}, {"budget": 89_999}, ["OP299"]),
        ({"budget": 90_000}, {"budget": 90_001}, []),
        ({"budget": 90_000}, {"budget": None}, []),
        ({**TOTAL, "budget": 2}, {**TOTAL, "volume": 1, "budget": 1}, ["OP298", "OP299"]),
    ],
)
def test_op298_and_op299_less_asks_for_the_consent_of_the_provider(
    was: dict[str, Any], now: dict[str, Any], expected: list[str]
) -> None:
    standing = care("02A02", "2026-01-01", "2026-12-31", **{**NO_AMOUNT, **was})
    decision = changed(standing, replace(standing, **now))
    assert codes(decision) == expected
    assert codes(replace(decision, provider_consent=False)) == expected
    for agreed in ({"provider_consent": True}, {"reden_wijziging": "12"}, {"verwijderd": True}):
        assert codes(replace(decision, **agreed)) == []
    said = tuple(replace(each, code="NL-604") for each in found(decision))
    later = replace(decision, decision_day=TODAY)
    assert not expected or list(check_national(later, CareFile(), said)) == []


def test_op299_names_the_amounts() -> None:
    standing = care("02A02", "2026-01-01", "2026-12-31", **NO_AMOUNT, budget=90_000)
    [finding] = found(replace(changed(standing, replace(standing, budget=30_000)), provider_consent=False))
    assert (finding.severity, finding.path) == (Severity.SIGNAAL, "budget")
    assert "€ 900,00 naar € 300,00" in finding.explanation
    assert finding.explanation.endswith("Volgens het besluit stemt hij niet in.")


def test_iv097_a_reference_without_a_request_is_told() -> None:
    asked = replace(new("02A02", "2026-07-01", "2026-12-31"), referentie_aanbieder="REF-1")
    [finding] = found(asked)
    assert (finding.code, finding.severity, finding.values) == (
        "IV097",
        Severity.SIGNAAL,
        {"ReferentieAanbieder": "REF-1"},
    )


def test_says_no_stretch_again_that_policy_said():
    monthly: dict[str, Any] = {"volume": 1, "eenheid": "82", "frequentie": "4"}
    running = care("10B02", "2026-01-01", "2026-06-30", nummer=9, **monthly)
    sequel = new("10B02", "2026-07-01", "2026-12-31", decision_day=day("2026-06-15"), **monthly)
    assert "OP380" in {each.code for each in check_national(sequel, CareFile(care=(running,)))}
    said = findings(sequel, running)
    assert "NL-601" in {each.code for each in said}
    assert "OP380" not in {each.code for each in check_national(sequel, CareFile(care=(running,)), said)}


@given(DAYS, DAYS, DAYS, DAYS, st.booleans())
def test_what_is_proposed_for_one_product_twice_is_no_more_twice(
    a: date, b: date, c: date, d: date, is_change: bool
) -> None:
    first, last = sorted((a, b))
    begin, end = sorted((c, d))
    other, asked = care("02A02", first, last), new("02A02", begin, end)
    if is_change:
        was = replace(asked.care, einddatum=begin)
        asked = changed(was, asked.care)
    for each in found(asked, other):
        if each.code == "OP259":
            assert str(other.nummer) in each.remedy
        if each.code == "OP259" and each.proposal is not None:
            period = (each.proposal.ingangsdatum or begin, each.proposal.einddatum or end)
            assert begin <= period[0] <= period[1] <= end
            assert not is_change or (each.proposal.ingangsdatum is None and period[1] > begin)
            better = replace(asked, care=replace(asked.care, ingangsdatum=period[0], einddatum=period[1]))
            assert "OP259" not in codes(better, other)


def test_a_stretch_is_proposed_unless_only_one_has_a_budget() -> None:
    standing = care("02A02", "2026-01-01", "2026-06-30", **NO_AMOUNT, nummer=9)
    for asked, had, proposed in ((None, None, True), (5, 7, True), (None, 7, False)):
        decision = new("02A02", "2026-07-01", None, **NO_AMOUNT, budget=asked)
        [said] = [each for each in found(decision, replace(standing, budget=had)) if each.code == "OP380"]
        budget = None if asked is None or had is None else asked + had
        expected = Proposal(stretch=9, open_ended=True, budget=budget) if proposed else None
        assert said.proposal == expected
