"""CD005: Postcode and LandCode go together."""

import pytest

from gateway.messages.common import Adres, Huis
from tests.rules.judged import edited, finds, the_only
from tests.support.messages.messages import contact, relatie, wmo301


def address(**parts):
    return wmo301(contactgegevens=(contact(adres=Adres(huis=Huis(huisnummer="1"), **parts)),))


@pytest.mark.parametrize("parts", [{"postcode": "5911AB", "land_code": "NL"}, {}])
def test_passes_both_or_neither(parts):
    assert finds("CD005", address(**parts)) == []


def test_passes_a_contact_without_address():
    assert finds("CD005", wmo301(contactgegevens=(contact(adres=None),))) == []


@pytest.mark.parametrize(
    ("parts", "element"), [({"postcode": "5911AB"}, "Postcode"), ({"land_code": "BE"}, "LandCode")]
)
def test_fails_one_without_the_other(parts, element):
    finding = the_only("CD005", address(**parts))
    assert finding.path == f"/Bericht/Client/Contactgegevens/Contact/Adres/{element}"
    assert finding.also_at == ()
    assert finding.explanation.startswith(f"{element} ")


def test_fails_for_a_relation_too():
    kin = relatie(contact=contact(adres=Adres(postcode="5911AB")))
    assert the_only("CD005", wmo301(relaties=(kin,))).path.startswith("/Bericht/Client/Relaties/Relatie/Contact/")


def test_fails_when_a_comment_leaves_only_white_space():
    finding = the_only("CD005", edited(wmo301(), {">5911AB<": "> <!-- -->5911AB<"}))
    assert finding.path.endswith("/Adres/Postcode")
    assert finding.also_at[0].endswith("/Adres/LandCode")
    assert "is gevuld zonder Postcode" in finding.explanation
