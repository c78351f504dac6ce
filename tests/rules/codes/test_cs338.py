"""CS338: some units go with some frequencies only."""

import pytest

from gateway.messages.common import Omvang
from tests.rules.judged import finds, the_only
from tests.support.messages.messages import wmo301
from tests.support.messages.requests import nieuw_product, te_wijzigen_product, wmo315, wmo317


def omvang(eenheid, frequentie, **changes):
    return wmo301(omvang=Omvang(volume="1", eenheid=eenheid, frequentie=frequentie), **changes)


@pytest.mark.parametrize("eenheid", ["14", "16", "83", "84"])
@pytest.mark.parametrize("frequentie", ["2", "4", "6"])
def test_passes_frequencies_that_go_with_a_bound_unit(eenheid, frequentie):
    assert finds("CS338", omvang(eenheid, frequentie)) == []


@pytest.mark.parametrize("eenheid", ["01", "04", "82"])
def test_passes_free_units_per_day(eenheid):
    assert finds("CS338", omvang(eenheid, "1")) == []


def test_passes_what_ended_by_2020_and_what_has_no_omvang():
    assert finds("CS338", omvang("14", "1", ingangsdatum="2020-01-01", einddatum="2020-12-31")) == []
    assert finds("CS338", wmo301(omvang=None)) == []


@pytest.mark.parametrize("eenheid", ["14", "16", "83", "84"])
@pytest.mark.parametrize("einddatum", ["2021-01-01", None])
def test_fails_a_bound_unit_per_day(eenheid, einddatum):
    finding = the_only("CS338", omvang(eenheid, "1", ingangsdatum="2020-06-01", einddatum=einddatum))
    assert finding.path == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Omvang/Eenheid"
    expected = ["Omvang/Frequentie"] if einddatum is None else ["Omvang/Frequentie", "Einddatum"]
    parent = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct"
    assert finding.also_at == tuple(f"{parent}/{name}" for name in expected)
    assert f"Eenheid {eenheid} (" in finding.explanation
    assert "Frequentie 1 (Per dag)" in finding.explanation


def per_day(make):
    return make(omvang=Omvang(volume="1", eenheid="14", frequentie="1"))


def test_passes_in_a_request_what_goes_together():
    assert finds("CS338", wmo317()) == []


@pytest.mark.parametrize(
    ("message", "place"),
    [
        (
            wmo317(te_wijzigen_producten=(per_day(te_wijzigen_product),)),
            "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct",
        ),
        (wmo317(nieuwe_producten=(per_day(nieuw_product),)), "Client/Verzoek/NieuweProducten/NieuwProduct"),
    ],
    ids=["changed", "new"],
)
def test_fails_a_bound_unit_per_day_in_a_request(message, place):
    finding = the_only("CS338", message)
    assert finding.path == f"/Bericht/{place}/Omvang/Eenheid"
    assert finding.also_at[1:] == (f"/Bericht/{place}/Einddatum",)


def test_passes_a_315_which_has_a_rule_of_its_own():
    assert finds("CS338", per_day(wmo315)) == []
