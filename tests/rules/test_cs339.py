"""CS339: what is counted in euros amounts to its number of euros."""

import pytest

from tests.rules.oordeel import finds, the_only
from tests.support.declaraties import prestatie, totaal, wmo323

PRESTATIE = "/Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie"


def in_euros(bedrag, volume, eenheid="83"):
    line = prestatie(bedrag=bedrag, geleverd_volume=volume, eenheid=eenheid, product_tarief=None)
    return wmo323(prestaties=(line,), totaal=totaal("1"))


@pytest.mark.parametrize(("bedrag", "volume"), [("120", "120"), ("0120", " 120"), ("0", "00")])
def test_passes_equal_numbers_however_written(bedrag, volume):
    assert finds("CS339", in_euros(bedrag, volume)) == []


@pytest.mark.parametrize("eenheid", ["01", "82", "84"])
def test_passes_other_units(eenheid):
    assert finds("CS339", in_euros("121", "120", eenheid)) == []


@pytest.mark.parametrize(("bedrag", "volume"), [("121", "120"), ("+120", "120"), ("+120", "+120")])
def test_fails_unequal_numbers_and_those_that_can_not_be_read(bedrag, volume):
    finding = the_only("CS339", in_euros(bedrag, volume))
    assert finding.path == f"{PRESTATIE}/IngediendBedrag/Bedrag"
    assert finding.also_at == (f"{PRESTATIE}/GeleverdVolume",)
    told = f"Bedrag {bedrag} van prestatie P1 is niet GeleverdVolume {volume}"
    assert finding.explanation == f"{told}, terwijl de Eenheid euro’s is."
