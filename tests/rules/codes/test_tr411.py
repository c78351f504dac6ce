"""TR411: the Omvang is given for an assignment of a product with a Code."""

from tests.rules.case_files import requested, toewijzing
from tests.rules.judged import finds, the_only
from tests.support.messages.requests import te_wijzigen_product, wmo317

WITHOUT = wmo317(te_wijzigen_producten=(te_wijzigen_product(omvang=None),))


def test_passes_with_an_omvang_and_without_a_code():
    assert finds("TR411", wmo317(), requested()) == []
    assert finds("TR411", WITHOUT, requested(toewijzing(1, code=None))) == []


def test_fails_without_an_omvang():
    finding = the_only("TR411", WITHOUT, requested())
    assert finding.retourcode == "9411"
    assert finding.class_path == "/Bericht/Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct"
