"""CS050: NaamGebruik fits the names that are given."""

import pytest

from gateway.messages.common import Achternaam, VolledigeNaam
from tests.rules.judged import codes, finds, the_only
from tests.support.messages.messages import relatie, wmo301


def name(gebruik, partner=None):
    return VolledigeNaam(
        geslachtsnaam=Achternaam(achternaam="Proefpersoon"),
        partnernaam=partner and Achternaam(achternaam=partner),
        naam_gebruik=gebruik,
    )


@pytest.mark.parametrize("gebruik", ["1", "2", "3", "4"])
def test_passes_every_order_of_two_names(gebruik):
    assert finds("CS050", wmo301(naam=name(gebruik, "Partner"))) == []


def test_passes_the_own_name_alone():
    assert finds("CS050", wmo301(naam=name("1"))) == []


@pytest.mark.parametrize("gebruik", ["5", "6"])
def test_fails_other_uses_of_two_names(gebruik):
    finding = the_only("CS050", wmo301(naam=name(gebruik, "Partner")))
    assert finding.path == "/Bericht/Client/Naam/NaamGebruik"
    assert finding.also_at == ("/Bericht/Client/Naam/Partnernaam",)
    assert finding.explanation.endswith(") past niet bij een naam met Partnernaam.")


@pytest.mark.parametrize("gebruik", ["2", "3", "4", "5", "6"])
def test_fails_any_other_use_of_one_name_with_no_other_code(gebruik):
    finding = the_only("CS050", wmo301(naam=name(gebruik)))
    assert finding.also_at == ()
    assert finding.explanation.endswith("past niet bij een naam zonder Partnernaam.")
    assert codes(wmo301(naam=name(gebruik))) == {"CS050"}


def test_fails_for_a_relation_too():
    finding = the_only("CS050", wmo301(relaties=(relatie(naam=name("2")),)))
    assert finding.path == "/Bericht/Client/Relaties/Relatie/Naam/NaamGebruik"
