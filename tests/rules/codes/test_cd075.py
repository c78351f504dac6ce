"""CD075: a Budget has an end date."""

import pytest

from tests.rules.judged import finds, the_only
from tests.support.messages.messages import wmo301
from tests.support.messages.requests import nieuw_product, te_wijzigen_product, wmo315, wmo317


@pytest.mark.parametrize("changes", [{"budget": "500"}, {"einddatum": None}, {}])
def test_passes_an_end_date_or_no_budget(changes):
    assert finds("CD075", wmo301(**changes)) == []


@pytest.mark.parametrize("budget", ["500", "0"])
def test_fails_a_budget_without_end_date(budget):
    finding = the_only("CD075", wmo301(omvang=None, budget=budget, einddatum=None))
    assert finding.path == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Budget"
    assert f"Budget {budget}" in finding.explanation


@pytest.mark.parametrize(
    ("message", "place", "told"),
    [
        (
            wmo315(budget="500", omvang=None, toewijzing_einddatum=None),
            "Client/AangevraagdeProducten/AangevraagdProduct",
            "Aangevraagd product A1",
        ),
        (
            wmo317(te_wijzigen_producten=(te_wijzigen_product(budget="500", omvang=None, einddatum=None),)),
            "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct",
            "De gevraagde wijziging van toewijzing 1",
        ),
        (
            wmo317(nieuwe_producten=(nieuw_product(budget="500", omvang=None, einddatum=None),)),
            "Client/Verzoek/NieuweProducten/NieuwProduct",
            "Nieuw product 02A03",
        ),
    ],
    ids=["315", "317 changed", "317 new"],
)
def test_fails_a_budget_without_end_date_in_a_request(message, place, told):
    finding = the_only("CD075", message)
    assert finding.path == f"/Bericht/{place}/Budget"
    assert finding.explanation.startswith(f"{told} heeft Budget 500, maar geen ")
    assert finding.explanation.endswith("ToewijzingEinddatum." if "Aangevraagd" in told else " Einddatum.")


@pytest.mark.parametrize("message", [wmo315(), wmo317(), wmo315(budget="0", omvang=None)])
def test_passes_a_request_in_order(message):
    assert finds("CD075", message) == []
