"""TR378: the municipality exists."""

from datetime import date

import pytest

from gateway.standard.municipalities import Municipality
from tests.rules.judged import finds, the_only
from tests.support.messages.claims import wmo323, wmo325
from tests.support.messages.messages import start_product, toegewezen_product, wmo301, wmo305, wmo307
from tests.support.messages.requests import aangevraagd_product, wmo315, wmo317, wmo319

UDEN = "0856"  # went into Maashorst on 2022-01-01
TODAY = date(2024, 3, 1)


def until(code: str, last: date | None) -> Municipality:
    """Return a municipality that ends with this day; None: it doesn't."""
    return Municipality(code, "Proefdorp", None, last, ())


@pytest.mark.parametrize(
    "message",
    [
        wmo301(),
        wmo305(),
        wmo307(),
        wmo315(),
        wmo317(),
        wmo319(),
        wmo323(),
        wmo325(),
        wmo305(ontvanger="0983"),
        wmo301(ingangsdatum="2015-01-01", afzender="1991"),
    ],
    ids=[
        "301",
        "305",
        "307",
        "315",
        "317",
        "319",
        "323",
        "325",
        "Venlo",
        "an older assignment of a younger municipality",
    ],
)
def test_passes_a_municipality_of_today(message):
    assert finds("TR378", message, today=TODAY) == []


@pytest.mark.parametrize(
    "message",
    [
        wmo301(afzender=UDEN, ingangsdatum="2021-12-31"),
        wmo305(ontvanger=UDEN, toewijzing_ingangsdatum="2021-12-31", begindatum="2022-02-01"),
        wmo307(ontvanger=UDEN, toewijzing_ingangsdatum=None, begindatum="2021-12-31"),
        wmo315(ontvanger=UDEN, toewijzing_ingangsdatum="2021-12-31"),
        wmo317(ontvanger=UDEN),
        wmo319(afzender=UDEN, dagtekening="2021-12-31"),
        wmo323(ontvanger=UDEN),
    ],
    ids=["301", "305", "307", "315", "317", "319", "323"],
)
def test_passes_an_ended_municipality_for_what_began_under_it(message):
    assert finds("TR378", message, today=TODAY) == []


@pytest.mark.parametrize(
    ("message", "element"),
    [
        (wmo301(afzender="9999"), "Afzender"),
        (wmo305(ontvanger="0000"), "Ontvanger"),
        (wmo307(ontvanger="9999"), "Ontvanger"),
        (wmo323(ontvanger="9999"), "Ontvanger"),
        (wmo325(afzender="9999"), "Afzender"),
        (wmo315(ontvanger="9999"), "Ontvanger"),
        (wmo317(ontvanger="9999"), "Ontvanger"),
        (wmo319(afzender="9999"), "Afzender"),
        (wmo315(ontvanger=UDEN, toewijzing_ingangsdatum="2022-01-01"), "Ontvanger"),
        (wmo319(afzender=UDEN, dagtekening="2022-01-01"), "Afzender"),
        (wmo301(afzender=UDEN, ingangsdatum="2022-01-01"), "Afzender"),
        (wmo305(ontvanger=UDEN, toewijzing_ingangsdatum=None, begindatum="2022-01-01"), "Ontvanger"),
        (wmo307(ontvanger=UDEN, toewijzing_ingangsdatum="2022-01-01"), "Ontvanger"),
    ],
)
def test_fails_an_unknown_municipality_and_one_that_had_ended(message, element):
    finding = the_only("TR378", message, today=TODAY)
    assert finding.retourcode == "S300"
    assert finding.class_path == "/Bericht/Header"
    assert finding.path == f"/Bericht/Header/{element}"


def test_fails_when_one_of_several_assignments_began_too_late():
    old = toegewezen_product(ingangsdatum="2021-01-01", einddatum="2021-12-31")
    new = toegewezen_product(toewijzing_nummer="2", ingangsdatum="2022-06-01")
    finding = the_only("TR378", wmo301(afzender=UDEN, toegewezen_producten=(old, new)), today=TODAY)
    assert "2022-06-01" in finding.explanation
    starts = (start_product(), start_product(toewijzing_nummer="2", toewijzing_ingangsdatum="2021-06-01"))
    assert the_only("TR378", wmo305(ontvanger=UDEN, start_producten=starts), today=TODAY)


def test_fails_when_one_of_several_requested_products_begins_too_late():
    old = aangevraagd_product(toewijzing_ingangsdatum="2021-12-31", toewijzing_einddatum="2022-05-31")
    new = aangevraagd_product(referentie_aanbieder="A2", toewijzing_ingangsdatum="2022-06-01")
    message = wmo315(ontvanger=UDEN, aangevraagde_producten=(old, new))
    assert "2022-06-01" in the_only("TR378", message, today=TODAY).explanation


def test_passes_and_fails_by_another_list():
    own = {"9999": until("9999", None), "0983": until("0983", date(2023, 12, 31))}
    assert finds("TR378", wmo305(ontvanger="9999"), gemeenten=own) == []
    assert the_only("TR378", wmo305(ontvanger="0983"), gemeenten=own)
    assert finds("TR378", wmo305(ontvanger="0983", toewijzing_ingangsdatum="2023-12-31"), gemeenten=own) == []
    for last, found in ((date(2020, 12, 31), 1), (date(2021, 1, 1), 0)):
        before_claims = {"0983": until("0983", last)}
        assert len(finds("TR378", wmo323(ontvanger="0983"), gemeenten=before_claims)) == found


def test_fails_a_municipality_that_will_have_ended_by_the_time_the_assignment_begins():
    ends = {"1507": until("1507", date(2024, 12, 31))}
    assert finds("TR378", wmo301(ingangsdatum="2024-12-31"), gemeenten=ends) == []
    assert the_only("TR378", wmo301(ingangsdatum="2025-01-01", einddatum="2025-06-30"), gemeenten=ends)
