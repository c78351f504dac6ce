"""TR006: a contact can be reached."""

import pytest

from gateway.messages.common import Adres, Huis, Telefoon, Telefoonnummers
from tests.rules.judged import finds
from tests.support.messages.messages import contact, relatie, wmo301

TELEFOON = Telefoonnummers(telefoon01=Telefoon(telefoonnummer="0770000000", landnummer="31"))
HUIS = Huis(huisnummer="1")


def reached(**parts):
    return wmo301(contactgegevens=(contact(soort="02", **parts),))


@pytest.mark.parametrize(
    "parts",
    [
        {"adres": Adres(huis=HUIS, postcode="5911AB", land_code="NL")},
        {"adres": None, "telefoon": TELEFOON},
        {"adres": Adres(), "telefoon": TELEFOON},
    ],
    ids=["address", "telephone", "telephone and empty address"],
)
def test_passes_a_telephone_or_a_full_address(parts):
    assert finds("TR006", reached(**parts)) == []


@pytest.mark.parametrize(
    ("adres", "lacking"),
    [
        (Adres(huis=HUIS), ["Postcode"]),
        (Adres(postcode="5911AB", land_code="BE"), ["Huis"]),
        (Adres(), ["Huis", "Postcode"]),
        (None, ["Huis", "Postcode"]),
    ],
)
def test_fails_for_each_part_of_the_address_that_lacks(adres, lacking):
    findings = finds("TR006", reached(adres=adres, emailadres="jo@example.nl"))
    assert [finding.path for finding in findings] == ["/Bericht/Client/Contactgegevens/Contact"] * len(lacking)
    assert all(f"mist {part} in" in finding.explanation for part, finding in zip(lacking, findings, strict=True))


def test_fails_for_a_relation_too():
    kin = relatie(contact=contact(soort="02", adres=None))
    assert len(finds("TR006", wmo301(relaties=(kin,)))) == 2
