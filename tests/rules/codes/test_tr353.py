"""TR353: a request for change asks for something."""

import pytest

from tests.rules.judged import finds, the_only
from tests.support.messages.requests import unchanged, wmo317


@pytest.mark.parametrize("changes", [{"te_wijzigen_producten": ()}, {"nieuwe_producten": ()}, {}])
def test_passes_either_of_the_two(changes):
    assert finds("TR353", wmo317(**changes)) == []


def test_fails_unchanged_products_alone():
    message = wmo317(ongewijzigde_producten=unchanged("1"), te_wijzigen_producten=(), nieuwe_producten=())
    finding = the_only("TR353", message)
    assert finding.path == "/Bericht/Client/Verzoek"
    assert finding.explanation == "Verzoek W1 heeft geen TeWijzigenProduct en geen NieuwProduct."
