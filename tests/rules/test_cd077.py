"""CD077: with a Budget there is no Omvang."""

import pytest

from tests.rules.oordeel import codes, edited, finds, the_only
from tests.support.berichten import wmo301


@pytest.mark.parametrize("changes", [{}, {"omvang": None, "budget": "500"}, {"omvang": None}])
def test_passes_one_of_them_or_neither(changes):
    assert finds("CD077", wmo301(**changes)) == []


def test_fails_a_budget_beside_an_omvang():
    finding = the_only("CD077", wmo301(budget="0"))
    assert finding.path == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Omvang"
    assert finding.also_at == ("/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Budget",)


def test_passes_a_budget_that_a_comment_blanks_where_cd078_fails():
    assert codes(edited(wmo301(budget="500"), {">500<": "> <!-- -->500<"})) == {"CD078"}
