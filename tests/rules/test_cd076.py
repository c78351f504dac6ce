"""CD076: an Omvang per week has an end date."""

import pytest

from gateway.messages.gedeeld import Omvang
from tests.rules.oordeel import finds, the_only
from tests.support.berichten import wmo301


def per(frequentie):
    return Omvang(volume="1", eenheid="01", frequentie=frequentie)


@pytest.mark.parametrize("frequentie", ["1", "4", "6"])
def test_passes_another_frequency_without_end_date(frequentie):
    assert finds("CD076", wmo301(omvang=per(frequentie), einddatum=None)) == []


def test_passes_per_week_with_end_date_and_no_omvang_at_all():
    assert finds("CD076", wmo301(omvang=per("2"))) == []
    assert finds("CD076", wmo301(omvang=None, einddatum=None)) == []


def test_fails_per_week_without_end_date():
    finding = the_only("CD076", wmo301(omvang=per("2"), einddatum=None))
    assert finding.path == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Omvang/Frequentie"
