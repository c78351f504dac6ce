"""A signal says who let it pass at the decision, and only when that was about the same care, check and days."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.policy.overruled import OverruledBlock, tell_override
from gateway.standard.findings import Finding, Severity
from tests.support.policy.decisions import day

FOUND = Finding(
    code="NL-706",
    level=5,
    severity=Severity.SIGNAAL,
    path="/Bericht",
    explanation="Dat gaat niet samen.",
    remedy="Vraag het na.",
    values={"Code": "02A02"},
    other_assignments=(11,),
    assignment=12,
    days=((day("2026-10-15"), day("2026-10-31")),),
    judged_as="NL-201",
)
BLOCK = OverruledBlock(
    nummer=12,
    code="NL-201",
    others=frozenset({11}),
    beside="02A02",
    days=[(day("2026-10-01"), day("2026-10-31"))],
    consulent="C. Proef",
    reden="Overdracht.",
)
BY_WHOM = "Dat gaat niet samen. Bij het besluit over toewijzing 12 liet C. Proef dit door, met als reden: Overdracht."


def test_it_says_by_whom_and_why_and_asks_nothing() -> None:
    told = tell_override(FOUND, [BLOCK])
    assert (told.explanation, told.overruled) == (BY_WHOM, True)
    assert told.remedy.startswith("Er is niets te doen")


def test_it_may_have_been_the_decision_on_the_other() -> None:
    assert tell_override(FOUND, [replace(BLOCK, nummer=11, others=frozenset({12}))]).overruled


@pytest.mark.parametrize(
    "other_block",
    [
        replace(BLOCK, code="NL-205"),
        replace(BLOCK, others=frozenset({13})),
        replace(BLOCK, nummer=13),
        replace(BLOCK, others=frozenset(), beside="02C02"),
        replace(BLOCK, nummer=13, others=frozenset()),
    ],
    ids=["another check", "another pair", "another decision", "another product", "a decision on other care"],
)
def test_another_override_is_none_of_its(other_block: OverruledBlock) -> None:
    assert tell_override(FOUND, [other_block]) is FOUND


def test_one_of_the_same_decision_is_known_by_its_product() -> None:
    assert tell_override(FOUND, [replace(BLOCK, others=frozenset())]).overruled


def test_for_other_days_it_stays_a_signal_and_names_nobody() -> None:
    told = tell_override(FOUND, [replace(BLOCK, days=[(day("2026-10-16"), day("2026-10-31"))])])
    assert not told.overruled
    assert told.remedy == FOUND.remedy
    assert told.explanation == (
        "Dat gaat niet samen. Bij het besluit over toewijzing 12 is dit doorgelaten, maar alleen van 2026-10-16 t/m "
        "2026-10-31."
    )


def test_two_decisions_may_cover_the_days_together() -> None:
    first = replace(BLOCK, days=[(day("2026-10-01"), day("2026-10-20"))])
    second = replace(BLOCK, days=[(day("2026-10-21"), day("2026-12-31"))], consulent="D. Proef", reden="Wacht nog")
    told = tell_override(FOUND, [first, second])
    assert told.overruled
    assert told.explanation.endswith("liet D. Proef dit door, met als reden: Wacht nog.")


def test_all_that_it_names_has_to_have_been_let_pass() -> None:
    both = replace(FOUND, other_assignments=(11, 13))
    assert tell_override(both, [BLOCK]) is both
    assert tell_override(both, [BLOCK, replace(BLOCK, others=frozenset({13}))]).overruled


def test_what_concerns_no_days_or_no_other_goes_by_the_assignment() -> None:
    alone = replace(FOUND, judged_as="NL-203", other_assignments=(14,))
    block = replace(BLOCK, code="NL-203", others=frozenset())
    assert tell_override(alone, [block]).overruled
    no_days = replace(FOUND, judged_as="NL-405", days=())
    assert tell_override(no_days, [replace(BLOCK, code="NL-405", days=[])]).overruled


@given(st.tuples(st.integers(1, 28), st.integers(1, 28)), st.tuples(st.integers(1, 28), st.integers(1, 28)))
def test_no_day_is_taken_as_let_pass_that_was_not(asked: tuple[int, int], kept: tuple[int, int]) -> None:
    (first, last), (begin, end) = sorted(asked), sorted(kept)
    days = ((day(f"2026-02-{first:02}"), day(f"2026-02-{last:02}")),)
    block = replace(BLOCK, days=[(day(f"2026-02-{begin:02}"), day(f"2026-02-{end:02}"))])
    assert tell_override(replace(FOUND, days=days), [block]).overruled is (begin <= first and last <= end)
