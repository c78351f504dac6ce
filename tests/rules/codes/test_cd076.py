"""CD076: an Omvang per week has an end date."""

import pytest

from gateway.messages.common import Omvang
from tests.rules.judged import finds, the_only
from tests.support.messages.messages import wmo301
from tests.support.messages.requests import nieuw_product, te_wijzigen_product, wmo315, wmo317


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


@pytest.mark.parametrize(
    ("message", "place", "told"),
    [
        (
            wmo315(toewijzing_einddatum=None),
            "Client/AangevraagdeProducten/AangevraagdProduct",
            "Aangevraagd product A1",
        ),
        (
            wmo317(te_wijzigen_producten=(te_wijzigen_product(einddatum=None),)),
            "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct",
            "De gevraagde wijziging van toewijzing 1",
        ),
        (
            wmo317(nieuwe_producten=(nieuw_product(einddatum=None),)),
            "Client/Verzoek/NieuweProducten/NieuwProduct",
            "Nieuw product 02A03",
        ),
    ],
    ids=["315", "317 changed", "317 new"],
)
def test_fails_per_week_without_end_date_in_a_request(message, place, told):
    finding = the_only("CD076", message)
    assert finding.path == f"/Bericht/{place}/Omvang/Frequentie"
    assert finding.explanation.startswith(f"{told} is per week (Frequentie 2), maar heeft geen ")


@pytest.mark.parametrize("message", [wmo315(), wmo317()])
def test_passes_a_request_in_order(message):
    assert finds("CD076", message) == []
