"""CS339: what is counted in euros amounts to its number of euros."""

import pytest

from tests.rules.judged import edited, finds, the_only
from tests.support.messages.claims import prestatie, total, wmo323

PRESTATIE = "/Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie"


def in_euros(bedrag, volume, eenheid="83"):
    line = prestatie(bedrag=bedrag, geleverd_volume=volume, eenheid=eenheid, product_tarief=None)
    return wmo323(prestaties=(line,), total=total("1"))


@pytest.mark.parametrize(("bedrag", "volume"), [("120", "120"), ("0120", " 120"), ("0", "00")])
def test_passes_equal_numbers_however_written(bedrag, volume):
    assert finds("CS339", in_euros(bedrag, volume)) == []


@pytest.mark.parametrize("eenheid", ["01", "82", "84"])
def test_passes_other_units(eenheid):
    assert finds("CS339", in_euros("121", "120", eenheid)) == []


@pytest.mark.parametrize(("bedrag", "volume"), [("121", "120"), ("120", "121")])
def test_fails_unequal_numbers(bedrag, volume):
    finding = the_only("CS339", in_euros(bedrag, volume))
    assert finding.path == f"{PRESTATIE}/IngediendBedrag/Bedrag"
    assert finding.also_at == (f"{PRESTATIE}/GeleverdVolume",)
    told = f"Bedrag {bedrag} van prestatie P1 is niet GeleverdVolume {volume}"
    assert finding.explanation == f"{told}, terwijl de Eenheid euro’s is."


@pytest.mark.parametrize(("bedrag", "volume"), [("+120", "120"), ("+120", "+120"), ("121", "+120"), ("+1", " +2")])
def test_passes_numbers_that_the_kit_can_not_read(bedrag, volume):
    assert finds("CS339", in_euros(bedrag, volume)) == []


@pytest.mark.parametrize("cut", ["1<!-- -->20", "<?x?>120", "12<!-- -->0<!-- -->"])
def test_passes_and_fails_by_the_whole_of_amount_and_volume(cut):
    message = in_euros("120", "120")
    assert finds("CS339", edited(message, {"Bedrag>120</iwmo:Bedrag": f"Bedrag>{cut}</iwmo:Bedrag"})) == []
    assert finds("CS339", edited(message, {"GeleverdVolume>120<": f"GeleverdVolume>{cut}<"})) == []
    assert the_only("CS339", edited(in_euros("120", "121"), {"GeleverdVolume>121<": f"GeleverdVolume>{cut}1<"}))
