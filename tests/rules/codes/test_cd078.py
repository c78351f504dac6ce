"""CD078: with an Omvang there is no Budget."""

import pytest

from tests.rules.judged import codes, finds, the_only
from tests.support.messages.messages import wmo301
from tests.support.messages.requests import nieuw_product, te_wijzigen_product, wmo315, wmo317


@pytest.mark.parametrize("changes", [{}, {"omvang": None, "budget": "500"}, {"omvang": None}])
def test_passes_one_of_them_or_neither(changes):
    assert finds("CD078", wmo301(**changes)) == []


def test_fails_an_omvang_beside_a_budget_together_with_cd077():
    finding = the_only("CD078", wmo301(budget="500"))
    assert finding.path == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Budget"
    assert finding.also_at == ("/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Omvang",)
    assert codes(wmo301(budget="500")) == {"CD077", "CD078"}


@pytest.mark.parametrize(
    ("message", "place", "told"),
    [
        (
            wmo315(budget="500"),
            "Client/AangevraagdeProducten/AangevraagdProduct",
            "Aangevraagd product A1",
        ),
        (
            wmo317(te_wijzigen_producten=(te_wijzigen_product(budget="500"),)),
            "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct",
            "De gevraagde wijziging van toewijzing 1",
        ),
        (
            wmo317(nieuwe_producten=(nieuw_product(budget="500"),)),
            "Client/Verzoek/NieuweProducten/NieuwProduct",
            "Nieuw product 02A03",
        ),
    ],
    ids=["315", "317 changed", "317 new"],
)
def test_fails_an_omvang_beside_a_budget_in_a_request(message, place, told):
    finding = the_only("CD078", message)
    assert finding.path == f"/Bericht/{place}/Budget"
    assert finding.explanation == f"{told} heeft een Omvang en ook een Budget."


@pytest.mark.parametrize("message", [wmo315(), wmo317(), wmo315(budget="0", omvang=None)])
def test_passes_a_request_in_order(message):
    assert finds("CD078", message) == []
