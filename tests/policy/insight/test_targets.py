"""Targets are inclusive and compared without rounding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.policy.insight.targets import Target
from gateway.policy.loading.regions import load_region


def target(minstens: int | None = None, hoogstens: int | None = None) -> Target:
    return Target(meting="start", segment="1B", minstens=minstens, hoogstens=hoogstens, bron="proef")


@pytest.mark.parametrize(
    ("bounds", "counted", "among", "given_with"),
    [
        ({"minstens": 60}, 6, 10, True),
        ({"minstens": 60}, 599, 1000, False),
        ({"hoogstens": 5}, 1, 20, True),
        ({"hoogstens": 5}, 51, 1000, False),
        ({"hoogstens": 0}, 0, 7, True),
        ({"minstens": 100}, 7, 7, True),
    ],
)
def test_both_bounds_are_inclusive(bounds: dict[str, int], counted: int, among: int, given_with: bool) -> None:
    assert target(**bounds).is_met(counted, among) is given_with


@given(st.integers(0, 100), st.integers(1, 500), st.data())
def test_what_is_below_a_bound_is_not_above_it(bound: int, among: int, data: st.DataObject) -> None:
    counted = data.draw(st.integers(0, among))
    below, above = target(hoogstens=bound).is_met(counted, among), target(minstens=bound).is_met(counted, among)
    assert below or above
    assert (below and above) is (100 * counted == bound * among)


def test_noord_limburg_has_the_targets_of_the_contracts() -> None:
    for policy in load_region("noord-limburg").versions:
        rules = policy.indicatoren
        assert rules is not None
        found = rules.target("doorstroom", "1A1")
        assert found is not None
        assert found.minstens == 60
        assert rules.target("doorstroom", "1A2") is None
        assert rules.gebonden == {"strategisch-regionaal"}
