"""Assignments that may stand together may be decided on in any order.

A set of assignments is allowed when each of them is, given all others. Two things are by nature in order and left out:
what needs a traject (an extension, extra work) is decided on after that traject and belongs to the latest one, so no
traject is slipped in before it; and NL-601 is about the way to decide, whether care goes on by a stretch or anew.
"""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.policy.care_file import Care, Decision
from gateway.policy.engine import blocking
from gateway.policy.loading.regions import load_region
from gateway.policy.model import Policy
from tests.support.policy.decisions import VENLO, changed, findings, policy
from tests.support.policy.strategies import coherent_care, sensible_care

NOW = policy("2026-01-01")
LEFT_OUT = ("NL-601",)
SOME_CODES = ["02A02", "02C02", "10B01", "10M01", "10B02", "01B04"]
"""Products that may stand together, products that may not, and two with their extension or extra work."""
STAPELING = {"NL-201", "NL-206", "NL-207"}

many_examples = settings(max_examples=60, deadline=None)


def blocked_by(decision: Decision, *beside: Care, by_policy: Policy = NOW, begin: str = "NL-") -> set[str]:
    """Return the codes of the findings that block this decision."""
    found = blocking(findings(decision, *beside, by_policy=by_policy))
    return {each.code for each in found if each.code.startswith(begin) and each.code not in LEFT_OUT}


def may_stand(care: Care, *beside: Care, begin: str = "NL-") -> bool:
    """Return True when the care may be issued beside those."""
    decision = Decision(gemeente=VENLO, decision_day=care.besloten_op, care=care, ground="levensgebeurtenis")
    return not blocked_by(decision, *beside, begin=begin)


def without(all_care: list[Care], one: Care) -> list[Care]:
    return [each for each in all_care if each is not one]


def base_code_of(care: Care) -> str | None:
    return NOW.producten[care.code or ""].basis


def slips_in_before(care: Care, standing: list[Care]) -> bool:
    """Return True for a traject when an extension of or extra work on such a traject is there already."""
    return any(base_code_of(each) == care.code for each in standing)


def order_needed(care: Care) -> int:
    """Return the place in the order: trajects first, then extensions and extra work, then vervoer."""
    return 2 if care.code is not None and care.code.startswith("08") else 1 if base_code_of(care) else 0


def admitted(candidates: list[Care]) -> list[Care]:
    """Return the candidates that may be issued one after another."""
    standing: list[Care] = []
    for new in candidates:
        if not slips_in_before(new, standing) and may_stand(new, *standing):
            standing.append(new)
    return standing


@many_examples
@given(coherent_care(), st.lists(sensible_care(), max_size=3))
def test_what_is_let_in_makes_nothing_forbidden_that_was_allowed(first_ones, later):
    standing = admitted([*first_ones, *later])
    for count in range(len(standing)):
        present = standing[: count + 1]
        for one in present:
            assert may_stand(one, *without(present, one)), one


@many_examples
@given(coherent_care(), st.randoms(use_true_random=False))
def test_an_allowed_set_can_be_built_in_any_order_that_puts_first_what_others_need(candidates, chance):
    order = admitted(candidates)
    chance.shuffle(order)
    order.sort(key=order_needed)
    for count, new in enumerate(order):
        assert may_stand(new, *order[:count]), new


@many_examples
@given(sensible_care(SOME_CODES), sensible_care(SOME_CODES))
def test_of_two_without_vervoer_both_orders_say_the_same(one, other):
    one_way = blocked_by(Decision(gemeente=VENLO, decision_day=one.besloten_op, care=one), other)
    way_back = blocked_by(Decision(gemeente=VENLO, decision_day=one.besloten_op, care=other), one)
    assert one_way & STAPELING == way_back & STAPELING


@many_examples
@given(sensible_care(SOME_CODES), sensible_care(SOME_CODES))
def test_both_orders_say_the_same_when_one_began_under_the_first_text(one, other):
    early = replace(one, ingangsdatum=date(2023, 12, 1))
    later = replace(other, ingangsdatum=max(date(2024, 1, 1), other.ingangsdatum - timedelta(days=731)))
    then = load_region("noord-limburg").policy_on(early.ingangsdatum)
    one_way = blocked_by(Decision(gemeente=VENLO, decision_day=date(2026, 1, 1), care=early), later, by_policy=then)
    way_back = blocked_by(Decision(gemeente=VENLO, decision_day=date(2026, 1, 1), care=later), early)
    assert one_way & STAPELING == way_back & STAPELING


@many_examples
@given(
    sensible_care(), st.none() | st.dates(date(2025, 12, 1), date(2027, 12, 31)), st.lists(sensible_care(), max_size=5)
)
def test_a_stretch_is_allowed_just_when_the_added_days_are(was, end, beside):
    becomes = replace(was, einddatum=end)
    if becomes.last_day < was.last_day:
        assert blocked_by(changed(was, becomes), *beside, begin="NL-2") == set()
        assert blocked_by(changed(was, becomes), *beside, begin="NL-1") == set()
    else:
        whole = may_stand(becomes, *beside, begin="NL-2")
        assert whole == (
            may_stand(was, *beside, begin="NL-2") and not blocked_by(changed(was, becomes), *beside, begin="NL-2")
        )


@many_examples
@given(sensible_care(), st.integers(0, 99), st.lists(sensible_care(), max_size=5))
def test_another_volume_and_a_removal_are_never_stopped_by_what_runs_beside_it(was, volume, beside):
    for decision in (changed(was, replace(was, volume=volume)), changed(was, was, verwijderd=True)):
        codes = {each.code for each in findings(decision, *beside, contracts=())}
        assert not {code for code in codes if code.startswith(("NL-1", "NL-2"))}
