"""The whole matrix of stapeling, in both orders and for all positions of two periods.

The table repeats the policy text, apart from the data: a row is the assignment decided on, a column the other one.
"""

from datetime import date

import pytest

from tests.support.policy.decisions import OTHER_PROVIDER, care, findings, new, policy

SEGMENTS = ("1A1", "1A2", "1B", "2A", "2B", "3A", "logeren", "vervoer")
MATRIX = """
    1A1     =   ja   nee  nee  nee  ja     ja       drager
    1A2     ja  =    nee  nee  nee  ja     strijdig ja
    1B      nee nee  =    nee  nee  ja     ja       nee
    2A      nee nee  nee  =    nee  ja     ja       ja
    2B      nee nee  nee  nee  =    ja     ja       ja
    3A      ja  ja   ja   ja   ja   =      ja       drager
    logeren ja  strijdig ja ja ja   ja     =        drager
    vervoer drager ja nee ja   ja   drager drager   =
"""
TABLE = {
    (row.split()[0], column): cell
    for row in MATRIX.strip().splitlines()
    for column, cell in zip(SEGMENTS, row.split()[1:], strict=True)
}
DRAGERS = ("1A2", "2A", "2B")
STAPELING = ("NL-201", "NL-202", "NL-203", "NL-204", "NL-205", "NL-206", "NL-207", "NL-208")

FIRST_CARE = (date(2026, 1, 1), date(2026, 6, 30))
POSITION = {
    "one day at the end": ((date(2026, 6, 30), date(2026, 12, 31)), True),
    "one day at the start": ((date(2025, 7, 1), date(2026, 1, 1)), True),
    "one day within": ((date(2026, 3, 1), date(2026, 3, 1)), True),
    "around it without end": ((date(2025, 1, 1), None), True),
    "touching afterwards": ((date(2026, 7, 1), date(2026, 12, 31)), False),
    "touching before": ((date(2025, 7, 1), date(2025, 12, 31)), False),
    "far away": ((date(2028, 1, 1), None), False),
}
YEARS = pytest.mark.parametrize("by_policy", [policy("2022-01-01"), policy("2026-01-01")], ids=["2022", "2024"])
POSITIONS = pytest.mark.parametrize(("period", "intersect"), POSITION.values(), ids=POSITION)
CELLS = pytest.mark.parametrize(("row", "column"), TABLE, ids=[f"{row}-{column}" for row, column in TABLE])


def codes(by_policy, decision, *beside):
    """Return the codes of the findings on stapeling, with repeats."""
    found = findings(decision, *beside, by_policy=by_policy)
    return sorted(each.code for each in found if each.code in STAPELING)


def producten(by_policy, segment):
    return [each for each in by_policy.producten.values() if each.segment == segment]


def expected(cell, one, other, *, elsewhere):
    """Return the codes for two products of this cell on a shared day, leaving out those about carriers."""
    if one.code == other.code and not elsewhere:
        return ["NL-207"]
    if other.code == one.basis or one.code == other.basis:
        return ["NL-206"]
    message = {"ja": [], "nee": ["NL-201"], "strijdig": ["NL-202"], "=": ["NL-208"]}
    return message.get(cell, [] if one.soort == "vervoer" else ["NL-201"])


def vervoer(cell, one, other, *, elsewhere, carried):
    """Return the codes about carriers: vervoer without one, or with one of another provider."""
    other_carries = other.segment in DRAGERS and cell == "ja"
    wrong = ["NL-205"] if elsewhere and (other_carries or one.segment in DRAGERS) else []
    if one.soort != "vervoer":
        return wrong if other.soort == "vervoer" else []
    return wrong if other_carries and carried else ["NL-203", *wrong]


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
                    belongs += vervoer(cell, one, other, elsewhere=elsewhere, carried=carried)
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
