"""TR373: another Budget or total holds for the whole term."""

import pytest

from gateway.messages.common import Omvang
from tests.rules.case_files import RUNNING, requested, toewijzing
from tests.rules.judged import finds, the_only
from tests.support.messages.requests import te_wijzigen_product, wmo317

BUDGET = toewijzing(1, code=None, budget=1000)
TOTAL = toewijzing(1, volume=80, eenheid="04", frequentie="6")


def changed(**changes):
    return wmo317(te_wijzigen_producten=(te_wijzigen_product(**{"einddatum": "2024-12-31", **changes}),))


def total(volume):
    return Omvang(volume=volume, eenheid="04", frequentie="6")


def test_passes_another_size_a_week_from_a_later_day():
    assert finds("TR373", changed(omvang=Omvang(volume="99", eenheid="01", frequentie="2")), requested()) == []


def test_passes_another_last_day_of_a_budget_from_a_later_day():
    assert finds("TR373", changed(omvang=None, einddatum="2025-06-30"), requested(BUDGET)) == []


@pytest.mark.parametrize(
    ("assigned", "changes"),
    [
        (BUDGET, {"omvang": None, "budget": "2000", "gewenste_ingangsdatum": "2024-01-01"}),
        (BUDGET, {"omvang": None, "budget": "1000"}),
        (TOTAL, {"omvang": total("90"), "gewenste_ingangsdatum": "2024-01-01"}),
        (TOTAL, {"omvang": total("080")}),
    ],
)
def test_passes_from_the_first_day_and_what_does_not_change(assigned, changes):
    assert finds("TR373", changed(**changes), requested(assigned)) == []


@pytest.mark.parametrize(
    ("assigned", "changes"),
    [
        (BUDGET, {"omvang": None, "budget": "2000"}),
        (TOTAL, {"omvang": total("90")}),
        (TOTAL, {"omvang": Omvang(volume="80", eenheid="04", frequentie="2")}),
        (RUNNING[0], {"omvang": total("120")}),
    ],
    ids=["budget", "total", "from a total", "to a total"],
)
def test_fails_from_a_later_day(assigned, changes):
    finding = the_only("TR373", changed(**changes), requested(assigned))
    assert (finding.retourcode, finding.path.rpartition("/")[2]) == ("9373", "GewensteIngangsdatum")
