"""CD075: a Budget has an end date."""

import pytest

from tests.rules.oordeel import finds, the_only
from tests.support.berichten import wmo301


@pytest.mark.parametrize("changes", [{"budget": "500"}, {"einddatum": None}, {}])
def test_passes_an_end_date_or_no_budget(changes):
    assert finds("CD075", wmo301(**changes)) == []


@pytest.mark.parametrize("budget", ["500", "0"])
def test_fails_a_budget_without_end_date(budget):
    finding = the_only("CD075", wmo301(omvang=None, budget=budget, einddatum=None))
    assert finding.path == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Budget"
    assert f"Budget {budget}" in finding.explanation
