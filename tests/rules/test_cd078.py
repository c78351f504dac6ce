"""CD078: with an Omvang there is no Budget."""

import pytest

from tests.rules.oordeel import codes, finds, the_only
from tests.support.berichten import wmo301


@pytest.mark.parametrize("changes", [{}, {"omvang": None, "budget": "500"}, {"omvang": None}])
def test_passes_one_of_them_or_neither(changes):
    assert finds("CD078", wmo301(**changes)) == []


def test_fails_an_omvang_beside_a_budget_together_with_cd077():
    finding = the_only("CD078", wmo301(budget="500"))
    assert finding.path == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Budget"
    assert finding.also_at == ("/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Omvang",)
    assert codes(wmo301(budget="500")) == {"CD077", "CD078"}
