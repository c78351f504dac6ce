"""CS343: in a request too, some units go with some frequencies only."""

import pytest

from gateway.messages.common import Omvang
from tests.rules.judged import finds, the_only
from tests.support.messages.requests import wmo315

PRODUCT = "/Bericht/Client/AangevraagdeProducten/AangevraagdProduct"


def omvang(eenheid, frequentie, **changes):
    return wmo315(omvang=Omvang(volume="1", eenheid=eenheid, frequentie=frequentie), **changes)


@pytest.mark.parametrize(("eenheid", "frequentie"), [("14", "2"), ("16", "4"), ("83", "6"), ("01", "1"), ("82", "1")])
def test_passes_what_goes_together(eenheid, frequentie):
    assert finds("CS343", omvang(eenheid, frequentie)) == []


def test_passes_what_ended_by_2020():
    dates = {"toewijzing_ingangsdatum": "2020-01-01", "toewijzing_einddatum": "2020-12-31"}
    assert finds("CS343", omvang("14", "1", **dates)) == []


@pytest.mark.parametrize("eenheid", ["14", "16", "83", "84"])
@pytest.mark.parametrize("einddatum", ["2021-01-01", None])
def test_fails_a_bound_unit_per_day(eenheid, einddatum):
    dates = {"toewijzing_ingangsdatum": "2020-06-01", "toewijzing_einddatum": einddatum}
    finding = the_only("CS343", omvang(eenheid, "1", **dates))
    assert finding.path == f"{PRODUCT}/Omvang/Eenheid"
    assert finding.also_at[0] == f"{PRODUCT}/Omvang/Frequentie"
    assert finding.also_at[1:] == (() if einddatum is None else (f"{PRODUCT}/ToewijzingEinddatum",))
