"""TR341: a Prestatie is in a unit that fits the assignment."""

import pytest

from tests.rules.claim_files import LINE, assigned, claimed
from tests.rules.judged import finds, the_only
from tests.support.messages.claims import credit, wmo323

HOURS = {"eenheid": "04", "geleverd_volume": "2", "product_tarief": "3000"}


@pytest.mark.parametrize(("line", "size"), [({}, "10x04/2"), ({}, "600x01/2"), (HOURS, "10x04/2"), (HOURS, "B99999")])
def test_passes_the_assigned_unit_minutes_of_hours_and_any_of_a_budget(line, size):
    assert finds("TR341", wmo323(**line), claimed(assigned(size=size))) == []


def test_passes_a_credit():
    assert finds("TR341", wmo323(prestaties=(credit(**HOURS),)), claimed(assigned(size="600x01/2"))) == []


@pytest.mark.parametrize("size", ["600x01/2", "10x14/2"])
def test_fails_k019_hours_of_minutes_and_another_unit(size):
    finding = the_only("TR341", wmo323(**HOURS), claimed(assigned(size=size)))
    assert finding.retourcode == "9341"
    assert finding.path == f"{LINE}/Eenheid"
