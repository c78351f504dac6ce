"""CD025: a Dutch address has a house number."""

import pytest

from gateway.messages.common import Adres, Huis
from tests.rules.judged import edited, finds, the_only
from tests.support.messages.messages import contact, relatie, wmo301


def address(adres):
    return wmo301(contactgegevens=(contact(adres=adres),))


@pytest.mark.parametrize(
    "adres",
    [
        Adres(huis=Huis(huisnummer="0"), postcode="5911AB", land_code="NL"),
        Adres(postcode="B-1000", land_code="BE"),
        Adres(),
        None,
    ],
    ids=["number 0", "abroad", "empty", "none"],
)
def test_passes_a_number_or_no_dutch_address(adres):
    assert finds("CD025", address(adres)) == []


def test_fails_a_dutch_address_without_house():
    finding = the_only("CD025", address(Adres(postcode="5911AB", land_code="NL")))
    assert finding.path == "/Bericht/Client/Contactgegevens/Contact/Adres/LandCode"
    assert finding.also_at == ()
    assert finding.explanation == "Bij een adres met LandCode NL ontbreekt het huisnummer."


def test_fails_for_a_relation_too():
    assert the_only("CD025", wmo301(relaties=(relatie(contact=contact(adres=Adres(land_code="NL"))),)))


def test_fails_a_number_that_a_comment_blanks():
    finding = the_only("CD025", edited(wmo301(), {"Huisnummer>12": "Huisnummer> <!-- -->12"}))
    assert finding.also_at == ("/Bericht/Client/Contactgegevens/Contact/Adres/Huis/Huisnummer",)
