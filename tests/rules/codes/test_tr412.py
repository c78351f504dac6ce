"""TR412: no Omvang on an assignment without a Code."""

from dataclasses import replace
from datetime import date

from tests.rules.case_files import requested, toewijzing
from tests.rules.judged import finds, the_only
from tests.support.messages.requests import te_wijzigen_product, wmo317


def test_passes_with_a_code_and_without_omvang():
    assert finds("TR412", wmo317(), requested()) == []
    without = wmo317(te_wijzigen_producten=(te_wijzigen_product(omvang=None),))
    assert finds("TR412", without, requested(toewijzing(1, code=None))) == []


def test_fails_an_omvang_of_a_whole_category():
    finding = the_only("TR412", wmo317(), requested(toewijzing(1, code=None)))
    assert (finding.retourcode, finding.path.rpartition("/")[2]) == ("9412", "Omvang")


def test_passes_without_a_product_which_is_for_tr375():
    assert finds("TR412", wmo317(), requested(toewijzing(1, categorie=None, code=None))) == []


def test_passes_what_ended_in_2020():
    old = toewijzing(1, code=None, ingangsdatum=date(2020, 1, 1), einddatum=date(2020, 12, 31))
    assert finds("TR412", wmo317(dagtekening="2020-11-01"), requested(old)) == []
    assert the_only("TR412", wmo317(dagtekening="2020-11-01"), requested(replace(old, einddatum=date(2021, 1, 1))))
