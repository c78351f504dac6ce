"""The whole matrix of stapeling, in both orders and for all positions of two periods.

The table in tests/support/policy/matrix.py repeats the policy text, apart from the data.
"""

import pytest

from tests.support.policy.decisions import OTHER_PROVIDER, care, findings, new, policy
from tests.support.policy.matrix import (
    DRAGERS,
    FIRST_CARE,
    POSITION,
    SEGMENTS,
    STAPELING,
    TABLE,
    about_carriers,
    expected,
    producten,
)

YEARS = pytest.mark.parametrize("by_policy", [policy("2022-01-01"), policy("2026-01-01")], ids=["2022", "2024"])
POSITIONS = pytest.mark.parametrize(("period", "intersect"), POSITION.values(), ids=POSITION)
CELLS = pytest.mark.parametrize(("row", "column"), TABLE, ids=[f"{row}-{column}" for row, column in TABLE])


def codes(by_policy, decision, *beside):
    """Return the codes of the findings on stapeling, with repeats."""
    found = findings(decision, *beside, by_policy=by_policy)
    return sorted(each.code for each in found if each.code in STAPELING)


def test_the_table_is_the_same_read_by_row_and_by_column():
    assert all(TABLE[row, column] == TABLE[column, row] for row, column in TABLE)
    assert len(TABLE) == 64


@YEARS
def test_the_policy_has_products_of_every_segment(by_policy):
    assert set(by_policy.segmenten) == set(SEGMENTS)
    assert all(producten(by_policy, segment) for segment in SEGMENTS)


@pytest.mark.no_cover
@pytest.mark.parametrize("elsewhere", [False, True], ids=["one provider", "two providers"])
@YEARS
@CELLS
def test_all_products_of_a_cell_share_days_or_not(by_policy, row, column, elsewhere):
    cell = TABLE[row, column]
    for one in producten(by_policy, row):
        for other in producten(by_policy, column):
            for period, intersect in POSITION.values():
                beside = care(other.code, *period, aanbieder=OTHER_PROVIDER) if elsewhere else care(other.code, *period)
                carried = period[0] <= FIRST_CARE[0] and (period[1] is None or FIRST_CARE[1] <= period[1])
                found = codes(by_policy, new(one.code, *FIRST_CARE), beside)
                if intersect:
                    belongs = expected(cell, one, other, elsewhere=elsewhere)
                    belongs += about_carriers(cell, one, other, elsewhere=elsewhere, carried=carried)
                else:
                    belongs = ["NL-203"] if one.soort == "vervoer" else []
                assert found == sorted(belongs), (one.code, other.code, period)


@YEARS
@POSITIONS
@pytest.mark.parametrize("segment", ["1A1", "3A", "logeren"])
def test_vervoer_beside_what_carries_none_is_looked_at_where_a_carrier_runs(by_policy, segment, period, intersect):
    belongs = ["NL-204"] if intersect else []
    for drager in DRAGERS:
        carried = care(producten(by_policy, drager)[0].code, "2020-01-01", nummer=9)
        if TABLE[segment, drager] != "ja":
            continue  # another cell covers those two
        for other in producten(by_policy, segment):
            for ride in producten(by_policy, "vervoer"):
                assert codes(by_policy, new(ride.code, *FIRST_CARE), carried, care(other.code, *period)) == belongs
                assert codes(by_policy, new(other.code, *FIRST_CARE), carried, care(ride.code, *period)) == belongs
