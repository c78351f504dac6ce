"""CD009: only a temporary address has a Periode."""

import pytest

from gateway.messages.common import OpenPeriode
from tests.rules.judged import finds, the_only
from tests.support.messages.messages import contact, relatie, wmo301

PERIODE = OpenPeriode(begindatum="2024-01-01")


def test_passes_a_period_of_a_temporary_address_and_others_without():
    assert finds("CD009", wmo301(contactgegevens=(contact(), contact(soort="04", periode=PERIODE)))) == []
    assert finds("CD009", wmo301(contactgegevens=(contact(soort="04"),))) == []


@pytest.mark.parametrize("soort", ["01", "02", "03"])
@pytest.mark.parametrize("periode", [PERIODE, OpenPeriode()], ids=["filled", "empty"])
def test_fails_a_period_of_another_address_even_an_empty_one(soort, periode):
    finding = the_only("CD009", wmo301(contactgegevens=(contact(soort=soort, periode=periode),)))
    assert finding.path == "/Bericht/Client/Contactgegevens/Contact/Periode"
    assert finding.also_at == ("/Bericht/Client/Contactgegevens/Contact/Soort",)
    assert f"Soort {soort} (" in finding.explanation


def test_fails_for_a_relation_too():
    assert the_only("CD009", wmo301(relaties=(relatie(contact=contact(periode=PERIODE)),)))
