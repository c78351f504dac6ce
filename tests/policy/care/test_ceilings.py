"""Ceilings: each unit of care counts on the day it begins, once, under the contract of that day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.policy.care.ceilings import (
    Amount,
    amount_under,
    ceiling_uses,
    contract_for,
    days_before_units,
    product_facts,
)
from gateway.policy.care_file import Care, CareFile, Commitment, Contract, Spending
from gateway.policy.loading.regions import load_region
from tests.support.policy.ceilings import CEILING, MONTHLY, TRAJECT
from tests.support.policy.decisions import care, changed, new, policy

TARIFFS = (TRAJECT, MONTHLY)
HALVES = [
    replace(CEILING, segment="vervoer", tot=date(2024, 6, 30)),
    replace(CEILING, segment="vervoer", vanaf=date(2024, 7, 1)),
]
IN_TOTAL = {"volume": 1, "eenheid": "82", "frequentie": "6", "aanbieder": CEILING.aanbieder}
A_MONTH = {**IN_TOTAL, "frequentie": "4"}


def under(contract: Contract, one: Care, *others: Contract) -> Amount:
    return amount_under(contract, one, [contract, *others], policy("2024-01-01"), TARIFFS)


def test_the_contract_for_a_product_goes_before_that_of_its_segment() -> None:
    own = replace(CEILING, product="10B01", vanaf=date(2024, 6, 1))
    for day, code, found in (
        (date(2024, 5, 31), "10B01", CEILING),
        (date(2024, 6, 1), "10B01", own),
        (date(2024, 6, 1), "10M01", CEILING),
        (date(2025, 1, 1), "10B01", None),
    ):
        for register in ([CEILING, own], [own, CEILING]):
            assert contract_for(register, "1B", code, day) == found
    one = care("10B01", "2024-06-01", "2024-12-31", **IN_TOTAL)
    assert under(CEILING, one, own) == Amount(0, complete=True)
    assert under(own, one, CEILING) == Amount(2_400_00, complete=True)


def test_months_count_under_the_contract_of_the_day_on_which_each_begins() -> None:
    ride = care("08V02", "2024-01-31", None, **A_MONTH)
    assert [under(each, ride).cents for each in HALVES] == [6 * 50_00, 6 * 50_00], "without end until the contract's"
    stopped = replace(ride, gestopt_op=date(2024, 7, 30))
    assert [under(each, stopped).cents for each in HALVES] == [6 * 50_00, 0]
    assert under(HALVES[1], replace(stopped, gestopt_op=date(2024, 7, 31))).cents == 50_00


def test_a_total_and_a_budget_count_on_the_first_day_whatever_follows() -> None:
    one = care("10B01", "2024-12-31", "2025-08-30", gestopt_op=date(2025, 1, 1), **IN_TOTAL)
    assert under(CEILING, one).cents == 2_400_00
    assert under(CEILING, replace(one, budget=7, volume=None, eenheid=None, frequentie=None)).cents == 7
    assert under(CEILING, replace(one, ingangsdatum=date(2025, 1, 1))).cents == 0


def test_extra_work_costs_its_traject_by_the_month() -> None:
    assert under(CEILING, care("10M01", "2024-09-01", "2024-12-31", **A_MONTH)).cents == 4 * 300_00


@pytest.mark.parametrize(
    "unknown", [{"eenheid": "14"}, {"volume": None}, {"frequentie": None}], ids=["unit", "volume", "frequency"]
)
def test_what_has_no_price_is_said_not_guessed(unknown: dict[str, str | None]) -> None:
    one = care("10B01", "2024-06-01", "2024-12-31", **{**IN_TOTAL, **unknown})
    assert under(CEILING, one) == Amount(0, complete=False)


@pytest.mark.parametrize("other", [{"code": "02A02"}, {"code": None}, {"aanbieder": "99990002"}])
def test_other_care_does_not_count(other: dict[str, str | None]) -> None:
    one = care(**{"code": "10B01", "begin": "2024-06-01", **IN_TOTAL, **other})  # type: ignore[arg-type]
    assert under(CEILING, one) == Amount(0, complete=True)


@given(first=st.integers(0, 700), months=st.integers(1, 40), cut=st.integers(1, 700))
def test_contracts_in_a_row_hold_together_what_one_would(first: int, months: int, cut: int) -> None:
    begin = date(2023, 6, 1)
    whole = replace(HALVES[0], vanaf=begin, tot=begin + timedelta(800))
    parts = [replace(whole, tot=begin + timedelta(cut - 1)), replace(whole, vanaf=begin + timedelta(cut))]
    day = begin + timedelta(first)
    ride = care("08V02", day, day + timedelta(30 * months), **A_MONTH)
    assert sum(under(each, ride).cents for each in parts) == under(whole, ride).cents


def uses(decision, cents=0, contract=CEILING):  # type: ignore[no-untyped-def]
    commitment = Commitment(contract=contract, cents=cents, unpriced=0)
    spending = Spending(commitments=(commitment,), tariffs=TARIFFS)
    return ceiling_uses(decision, CareFile(contracts=(contract,), spending=spending), policy("2024-01-01"))


def test_a_decision_adds_what_it_makes_of_what_was() -> None:
    asked = new("10B01", "2024-06-01", "2025-01-31", **IN_TOTAL)
    [use] = uses(asked, 1_000_00)
    assert (use.committed, use.added, use.left, use.complete) == (1_000_00, 2_400_00, 1_600_00, True)
    was = replace(asked.care, nummer=1)
    [use] = uses(changed(was, replace(was, volume=3)), 2_400_00)
    assert (use.added, use.left) == (4_800_00, -2_200_00)
    [use] = uses(changed(was, was, verwijderd=True), 2_400_00)
    assert (use.added, use.left) == (-2_400_00, 5_000_00)


def test_only_ceilings_that_hold_for_the_care_are_used() -> None:
    asked = new("10B01", "2024-06-01", "2025-01-31", **IN_TOTAL)
    for contract in (
        replace(CEILING, segment="1A1"),
        replace(CEILING, product="10M01"),
        replace(CEILING, aanbieder="99990002"),
        replace(CEILING, tot=date(2024, 5, 31)),
        replace(CEILING, vanaf=date(2025, 2, 1), tot=date(2025, 12, 31)),
    ):
        assert uses(asked, contract=contract) == []
    assert ceiling_uses(asked, CareFile(contracts=(CEILING,)), policy("2024-01-01")) == []


def test_the_days_before_units_are_those_on_which_the_amount_grows() -> None:
    ride = care("08V02", "2024-03-15", None, **A_MONTH)
    spending = Spending(commitments=(Commitment(contract=HALVES[0], cents=0, unpriced=0),), tariffs=())
    days = list(days_before_units(ride, CareFile(spending=spending)))
    assert days == [date(2024, 4, 14), date(2024, 5, 14), date(2024, 6, 14)]
    assert list(days_before_units(ride, CareFile())) == []


def test_each_day_has_one_fact_of_a_product() -> None:
    facts = product_facts(load_region("noord-limburg").versions)
    assert min(each.vanaf for each in facts) == date.min
    assert max(each.tot for each in facts) == date.max
    extra = [each for each in facts if each.code == "10M01"]
    assert [(each.segment, each.basis, each.maanden) for each in extra] == [("1B", None, None), ("1B", "10B01", 8)]
    assert [each.tot + timedelta(1) for each in extra[:-1]] == [each.vanaf for each in extra[1:]]
