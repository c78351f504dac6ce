"""TR352: a request for change says what becomes of what is assigned."""

import pytest

from tests.rules.judged import finds, the_only
from tests.support.messages.requests import nieuw_product, te_wijzigen_product, unchanged, wmo317


@pytest.mark.parametrize("changes", [{"ongewijzigde_producten": ()}, {"te_wijzigen_producten": ()}, {}])
def test_passes_either_of_the_two(changes):
    assert finds("TR352", wmo317(**changes)) == []


def test_fails_new_products_alone():
    message = wmo317(ongewijzigde_producten=(), te_wijzigen_producten=(), nieuwe_producten=(nieuw_product(),))
    finding = the_only("TR352", message)
    assert finding.path == "/Bericht/Client/Verzoek"
    assert finding.explanation == "Verzoek W1 heeft geen OngewijzigdProduct en geen TeWijzigenProduct."


def test_passes_an_unchanged_and_a_changed_product():
    message = wmo317(ongewijzigde_producten=unchanged("1"), te_wijzigen_producten=(te_wijzigen_product(),))
    assert finds("TR352", message) == []
