"""CS089: a Dutch Postcode has the Dutch form."""

import pytest

from gateway.messages.common import Adres, Huis
from tests.rules.judged import codes, finds, the_only
from tests.support.messages.messages import contact, relatie, wmo301


def postcode(text, land="NL"):
    adres = Adres(huis=Huis(huisnummer="1"), postcode=text, land_code=land)
    return wmo301(contactgegevens=(contact(adres=adres),))


@pytest.mark.parametrize("text", ["5911AB", "1000aa", "9999Zz", "1234SS"])
def test_passes_four_digits_and_two_letters(text):
    assert finds("CS089", postcode(text)) == []


def test_passes_anything_abroad():
    assert finds("CS089", postcode("B-1000", "BE")) == []
    assert finds("CS089", wmo301(contactgegevens=(contact(adres=None),))) == []


@pytest.mark.parametrize(
    "text",
    [
        "0911AB",
        "5911 AB",
        "5911AB ",
        " 5911AB",
        "5911",
        "59110",
        "5911A1",
        "A911AB",
        "5911ABC",
        "591\u0661AB",
        "5911ÄB",
    ],
)
def test_fails_every_other_form(text):
    finding = the_only("CS089", postcode(text))
    assert finding.path == "/Bericht/Client/Contactgegevens/Contact/Adres/Postcode"
    assert finding.also_at == ("/Bericht/Client/Contactgegevens/Contact/Adres/LandCode",)


def test_fails_a_missing_postcode_together_with_others():
    assert the_only("CS089", postcode(None)).path.endswith("/LandCode")
    assert codes(postcode(None)) == {"CD005", "CD034", "CS089", "TR006"}


def test_fails_for_a_relation_too():
    kin = relatie(contact=contact(adres=Adres(huis=Huis(huisnummer="1"), postcode="0000AA", land_code="NL")))
    assert the_only("CS089", wmo301(relaties=(kin,)))
