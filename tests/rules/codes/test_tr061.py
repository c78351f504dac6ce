"""TR061: the client has an address of some standing."""

import pytest

from tests.rules.judged import finds, the_only
from tests.support.messages.messages import contact, relatie, wmo301


@pytest.mark.parametrize("soort", ["01", "02", "03"])
def test_passes_one_contact_of_standing_among_others(soort):
    assert finds("TR061", wmo301(contactgegevens=(contact(soort="04"), contact(soort=soort)))) == []


def test_fails_a_client_with_none_whatever_a_relation_has():
    message = wmo301(contactgegevens=(contact(soort="04"),), relaties=(relatie(contact=contact(soort="01")),))
    finding = the_only("TR061", message)
    assert finding.path == "/Bericht/Client/Contactgegevens"
    assert finding.also_at == ("/Bericht/Client/Contactgegevens/Contact",)
    assert finding.explanation == "Geen contact van de cliënt heeft Soort 01, 02 of 03 (wel: 04)."
