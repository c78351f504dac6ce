"""TR375: no Omvang on an assignment without Product."""

from datetime import date

from tests.rules.case_files import requested, toewijzing
from tests.rules.judged import codes, finds, the_only
from tests.support.messages.requests import te_wijzigen_product, wmo317

GENERIC = {"categorie": None, "code": None, "budget": 1000}


def test_passes_with_a_product_and_without_omvang():
    assert finds("TR375", wmo317(), requested()) == []
    without = wmo317(te_wijzigen_producten=(te_wijzigen_product(omvang=None),))
    assert finds("TR375", without, requested(toewijzing(1, **GENERIC))) == []


def test_passes_what_ended_in_2020():
    old = toewijzing(1, **GENERIC, ingangsdatum=date(2020, 1, 1), einddatum=date(2020, 12, 31))
    message = wmo317(dagtekening="2020-11-01")
    assert finds("TR375", message, requested(old)) == []


def test_fails_an_omvang_without_product_and_leaves_it_to_one_rule():
    case = requested(toewijzing(1, **GENERIC))
    finding = the_only("TR375", wmo317(), case)
    assert (finding.retourcode, finding.path.rpartition("/")[2]) == ("9375", "Omvang")
    assert "TR412" not in codes(wmo317(), case)
