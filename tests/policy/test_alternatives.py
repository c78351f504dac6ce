"""Alternatives are just those that the checks let pass."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.policy.alternatives import find_alternatives
from gateway.policy.care_file import CareFile
from gateway.policy.engine import blocking, check_decision
from gateway.policy.loading.regions import Region, load_region
from tests.support.examples import times
from tests.support.policy.decision_strategies import DAYS, care_files, changed_decisions, new_decisions
from tests.support.policy.decisions import OTHER_PROVIDER, care, changed, contract, day, new

PROVIDER = load_region("noord-limburg")
VERVOER = ["08V02", "08V03", "08V04"]
TRAJECT_1B = care("10B01", "2026-01-01", "2026-08-31", nummer=1, gestart_op=day("2026-01-05"))


def alternatives_to(decision, *beside, contracts=None):
    return find_alternatives(decision, CareFile(care=beside, contracts=contracts), PROVIDER)


def codes(decision, *beside, **changes):
    return {each.code for each in alternatives_to(decision, *beside, **changes).producten}


def meerwerk(begin="2026-09-01", end="2026-12-31", **changes):
    return new("10M01", begin, end, decision_day=day("2026-05-01"), **changes)


def test_another_product_may_stand_where_the_asked_one_may_not():
    running_days = care("10B02", "2026-01-01", "2026-12-31", nummer=4)
    asked = new("02A02", "2026-03-01", "2026-08-31")
    assert codes(asked, running_days) == {"01B04", "04A01", *VERVOER}
    assert codes(asked) == {"02A02", "07A02", "10B01", "10B02", "10A06", "01B04", "04A01"}


def test_extra_work_is_named_when_only_its_ground_is_missing():
    (found,) = [each for each in alternatives_to(meerwerk(), TRAJECT_1B).producten if each.code == "10M01"]
    assert found.needs_ground
    assert found.naam == "Begeleiding 1B, meerwerk"
    assert "10M01" not in codes(meerwerk(end="2027-01-31"), TRAJECT_1B)


def test_a_product_comes_with_what_to_look_at():
    logeren = care("04A01", "2026-01-01", nummer=8)
    producten = {
        each.code: each for each in alternatives_to(new("07A02", "2026-01-01", "2026-06-30"), logeren).producten
    }
    assert {each.code for each in producten["07A02"].signals} == {"NL-202"}
    assert producten["10B02"].signals == ()


def test_instead_of_a_stretch_a_new_assignment_on_the_added_days_by_the_text_of_those_days():
    was = care("02M02", "2023-09-01", "2024-02-29", nummer=3)
    longer = care("02M02", "2023-09-01", "2024-05-31", nummer=3)
    traject = care("02A02", "2022-09-01", "2023-08-31", nummer=1)
    found = alternatives_to(changed(was, longer, decision_day=day("2024-02-01")), traject)
    assert "02C02" in {each.code for each in found.producten}
    assert "02M02" not in {each.code for each in found.producten}
    assert (found.einddatum, found.open_ended, found.months) == (day("2024-02-29"), False, None)


def test_instead_of_a_stretch_what_may_follow_the_assignment_itself():
    was = care("02A02", "2025-01-01", "2025-12-31", nummer=1)
    longer = changed(was, care("02A02", "2025-01-01", "2026-03-31", nummer=1), decision_day=day("2025-11-01"))
    possible = {each.code for each in alternatives_to(longer).producten}
    assert "02C02" in possible
    assert "07C02" not in possible
    assert "02A02" not in possible


@pytest.mark.parametrize(
    ("decision", "beside", "einddatum", "open_einde"),
    [
        (new("10A06"), [], date.max, True),
        (new("10A06", budget=5), [], date.max, False),
        (new("10B01", end="2027-06-30"), [], day("2026-12-31"), False),
        (new("10B02"), [care("10A06", "2026-05-15")], day("2026-05-14"), False),
        (new("08V03"), [care("10A06", "2025-01-01", "2026-09-30")], day("2026-09-30"), False),
        (new("10B02"), [care("10A06", "2025-01-01")], None, False),
        (
            new("02C02", "2026-01-31"),
            [care("02A02", "2025-01-01", "2026-01-30"), care("10B02", "2026-03-01")],
            day("2026-02-28"),
            False,
        ),
        (
            new("02C02"),
            [care("02A02", "2025-01-01", "2025-12-31"), care("10B02", "2026-03-15")],
            day("2026-02-28"),
            False,
        ),
        (new("02C02"), [care("02A02", "2025-01-01", "2025-12-31"), care("10B02", "2026-01-15")], None, False),
    ],
    ids=[
        "open",
        "budget",
        "1B",
        "before another",
        "with its carrier",
        "forbidden",
        "end of a short month",
        "whole months",
        "no whole month",
    ],
)
def test_the_latest_last_day(decision, beside, einddatum, open_einde):
    found = alternatives_to(decision, *beside)
    assert (found.einddatum, found.open_ended) == (einddatum, open_einde)


def test_the_latest_last_day_of_a_contract():
    found = alternatives_to(new("10B02"), contracts=(contract("2A", tot="2026-10-31"),))
    assert (found.einddatum, found.open_ended) == (day("2026-10-31"), True)


@pytest.mark.parametrize(
    ("decision", "beside", "months"),
    [
        (meerwerk(), [TRAJECT_1B], 4),
        (meerwerk(), [TRAJECT_1B, care("10B02", "2026-11-15")], 2),
        (meerwerk(), [], 0),
        (new("02C02", "2026-01-31"), [care("02A02", "2025-01-01", "2026-01-30")], 12),
        (new("02A02"), [], None),
        (new("02M02"), [], None),
    ],
    ids=["all", "up to other care", "none", "from the last of a month", "traject", "extra work without a most"],
)
def test_the_months_there_may_be(decision, beside, months):
    assert alternatives_to(decision, *beside).months == months


def test_the_months_left_of_an_extension_that_runs():
    was = care("02C02", "2026-01-01", "2026-05-31", nummer=2)
    longer = care("02C02", "2026-01-01", "2026-12-31", nummer=2)
    traject = care("02A02", "2025-01-01", "2025-12-31", nummer=1)
    decision = changed(was, longer, decision_day=day("2026-05-01"))
    assert (alternatives_to(decision, traject).einddatum, alternatives_to(decision, traject).months) == (
        day("2026-12-31"),
        7,
    )
    too_late = replace(decision, decision_day=day("2026-06-01"))
    assert (alternatives_to(too_late, traject).einddatum, alternatives_to(too_late, traject).months) == (
        day("2026-05-31"),
        0,
    )


def test_care_that_stopped_keeps_its_last_day_and_an_open_end_stays_open():
    stopped = care("10B02", "2026-01-01", "2026-12-31", gestopt_op=day("2026-06-30"))
    assert alternatives_to(changed(stopped, replace(stopped, einddatum=day("2027-12-31")))).einddatum == day(
        "2026-12-31"
    )
    open_end = care("10A06", "2026-01-01")
    found = alternatives_to(changed(open_end, care("10A06", "2026-01-01", "2026-12-31")))
    assert (found.einddatum, found.open_ended, found.producten) == (date.max, True, ())


def test_whole_months_without_a_most_have_no_latest_end():
    earlier = care("02C02", "2023-10-01", "2023-10-01")
    decision = changed(earlier, earlier, decision_day=day("2023-10-01"))
    assert alternatives_to(decision).einddatum == date.max


def test_a_removal_leaves_nothing_to_allow_and_before_the_first_text_there_is_no_policy():
    was = care("10A06", "2026-01-01")
    assert alternatives_to(changed(was, was, verwijderd=True)).einddatum is None
    found = alternatives_to(new("10A06", "2021-12-31"))
    assert (found.producten, found.einddatum, found.open_ended) == ((), date.max, True)
    later = Region("later", tuple(replace(each, geldig_vanaf=day("2026-06-01")) for each in PROVIDER.versions[-1:]))
    short = changed(care("10A06", "2026-05-01", "2026-05-10"), care("10A06", "2026-05-01", "2026-05-20"))
    assert find_alternatives(short, CareFile(), later).producten == ()


def may_end(decision, end, care_file):
    attempt = replace(decision, care=replace(decision.care, einddatum=end), ground="levensgebeurtenis")
    return not blocking(check_decision(attempt, care_file, PROVIDER.policy_on(decision.care.ingangsdatum)))


@settings(max_examples=times(1))
@given(
    new_decisions(DAYS) | changed_decisions(DAYS),
    care_files(DAYS),
    st.lists(st.integers(1, 800), min_size=20, max_size=20),
)
def test_the_latest_last_day_is_allowed_and_no_later_one_is(decision, care_file, later):
    begin, was = decision.care.ingangsdatum, decision.was
    if was is None:
        decision = replace(decision, care=replace(decision.care, gestopt_op=None))
    end = find_alternatives(decision, care_file, PROVIDER).einddatum
    # Without a limit there may still be a demand for whole months, one of which ends in any 32 days.
    latest = [date.max - timedelta(n) for n in range(1, 33)] if end == date.max else [end]
    assert end is None or any(may_end(decision, each, care_file) for each in latest)
    if end == date.max or (was is not None and (was.einddatum is None or was.gestopt_op is not None)):
        return
    vanaf = max(begin - timedelta(1) if was is None else was.einddatum, end or date.min)
    assert not any(may_end(decision, vanaf + timedelta(n), care_file) for n in (*later, *range(1, 35)))


@settings(max_examples=times(0.5))
@given(new_decisions(DAYS), care_files(DAYS))
def test_a_product_is_named_just_when_the_checks_let_it_pass(decision, care_file):
    named = {each.code for each in find_alternatives(decision, care_file, PROVIDER).producten}
    here = PROVIDER.policy_on(decision.care.ingangsdatum)
    if decision.care.last_day < decision.care.ingangsdatum:
        assert named == set()
        return
    for code in here.producten:
        changes = replace(decision.care, code=code, categorie=code[:2], gestart_op=None, gestopt_op=None)
        end = None if decision.care.last_day == date.max else decision.care.last_day
        changes = replace(changes, einddatum=end)
        attempt = replace(decision, care=changes, ground="levensgebeurtenis")
        assert (code in named) is (not blocking(check_decision(attempt, care_file, here)))


def test_a_carrier_of_another_provider_carries_no_vervoer_here():
    assert not codes(new("08V03"), care("10A06", "2025-01-01", aanbieder=OTHER_PROVIDER)) & set(VERVOER)
