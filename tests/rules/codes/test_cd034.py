"""CD034: a home address has a Postcode."""

import pytest

from gateway.messages.common import Adres, Huis, Telefoon, Telefoonnummers
from tests.rules.judged import finds, the_only
from tests.support.messages.messages import contact, relatie, wmo301

TELEFOON = Telefoonnummers(telefoon01=Telefoon(telefoonnummer="0770000000", landnummer="31"))


def test_passes_a_postcode_and_other_kinds_of_contact_without():
    assert finds("CD034", wmo301()) == []
    others = (contact(), contact(soort="02", adres=None, telefoon=TELEFOON), contact(soort="04", adres=Adres()))
    assert finds("CD034", wmo301(contactgegevens=others)) == []


@pytest.mark.parametrize("soort", ["01", "03"])
@pytest.mark.parametrize("adres", [None, Adres(huis=Huis(huisnummer="1"))], ids=["no address", "no postcode"])
def test_fails_a_home_address_without_postcode(soort, adres):
    message = wmo301(contactgegevens=(contact(soort=soort, adres=adres, telefoon=TELEFOON),))
    finding = the_only("CD034", message)
    assert finding.path == "/Bericht/Client/Contactgegevens/Contact/Soort"


def test_fails_for_a_relation_too():
    assert the_only("CD034", wmo301(relaties=(relatie(contact=contact(adres=None, telefoon=TELEFOON)),)))
