"""CS003: a period doesn't end before it begins."""

import pytest

from gateway.messages.common import OpenPeriode
from tests.rules.judged import edited, finds, the_only
from tests.support.messages.messages import contact, relatie, wmo301
from tests.support.messages.requests import nieuw_product, te_wijzigen_product, wmo315, wmo317


def temporary(**periode):
    return contact(soort="04", periode=OpenPeriode(**periode))


@pytest.mark.parametrize("einddatum", ["2024-01-01", "2024-01-02", None])
def test_passes_an_end_on_or_after_the_begin(einddatum):
    assert finds("CS003", wmo301(einddatum=einddatum)) == []


@pytest.mark.parametrize(
    "periode",
    [
        {},
        {"begindatum": "2024-01-01"},
        {"begindatum": "2024-01-01", "einddatum": "2024-01-01"},
        {"begindatum": "2024-01-01", "einddatum": "2025-01-01"},
    ],
)
def test_passes_a_contact_with_a_period_in_order(periode):
    assert finds("CS003", wmo301(contactgegevens=(contact(), temporary(**periode)))) == []


def test_fails_an_assignment_that_ends_before_it_begins():
    finding = the_only("CS003", wmo301(einddatum="2023-12-31"))
    assert finding.path == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Einddatum"
    assert finding.also_at == ("/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Ingangsdatum",)
    assert finding.explanation == "Einddatum 2023-12-31 ligt voor Ingangsdatum 2024-01-01."


def test_fails_a_contact_and_a_relation_whose_period_ends_before_it_begins():
    wrong = temporary(begindatum="2024-01-02", einddatum="2024-01-01")
    paths = [
        finding.path
        for finding in finds("CS003", wmo301(contactgegevens=(contact(), wrong), relaties=(relatie(contact=wrong),)))
    ]
    assert paths == [
        "/Bericht/Client/Relaties/Relatie/Contact/Periode/Einddatum",
        "/Bericht/Client/Contactgegevens/Contact[2]/Periode/Einddatum",
    ]


def test_fails_a_period_with_nothing_but_an_end():
    finding = the_only("CS003", wmo301(contactgegevens=(contact(), temporary(einddatum="2024-01-01"))))
    assert finding.also_at == ()
    assert finding.explanation == "Einddatum 2024-01-01 is gevuld zonder Begindatum."


def test_fails_an_end_with_white_space_before_it_and_passes_it_behind():
    assert the_only("CS003", edited(wmo301(), {"Einddatum>2024-12-31": "Einddatum> 2024-12-31"}))
    assert finds("CS003", edited(wmo301(), {"2024-12-31</": "2024-12-31 </"})) == []
    assert finds("CS003", edited(wmo301(), {"Ingangsdatum>2024-01-01": "Ingangsdatum> 2024-01-01"})) == []


def test_passes_an_end_that_a_comment_leaves_without_number():
    assert finds("CS003", edited(wmo301(), {"Einddatum>2024-12-31": "Einddatum> <!-- -->2024-12-31"})) == []


def request(end):
    return (
        wmo315(toewijzing_ingangsdatum="2024-04-02", toewijzing_einddatum=end),
        wmo317(te_wijzigen_producten=(te_wijzigen_product(gewenste_ingangsdatum="2024-04-02", einddatum=end),)),
        wmo317(nieuwe_producten=(nieuw_product(gewenste_ingangsdatum="2024-04-02", einddatum=end),)),
    )


@pytest.mark.parametrize("message", [*request("2024-04-02"), *request(None)])
def test_passes_a_request_in_order(message):
    assert finds("CS003", message) == []


@pytest.mark.parametrize(
    ("message", "place", "begin", "end"),
    [
        (
            request("2024-04-01")[0],
            "Client/AangevraagdeProducten/AangevraagdProduct",
            "ToewijzingIngangsdatum",
            "ToewijzingEinddatum",
        ),
        (
            request("2024-04-01")[1],
            "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct",
            "GewensteIngangsdatum",
            "Einddatum",
        ),
        (
            request("2024-04-01")[2],
            "Client/Verzoek/NieuweProducten/NieuwProduct",
            "GewensteIngangsdatum",
            "Einddatum",
        ),
    ],
    ids=["315", "317 changed", "317 new"],
)
def test_fails_a_request_that_ends_before_it_begins(message, place, begin, end):
    finding = the_only("CS003", message)
    assert finding.path == f"/Bericht/{place}/{end}"
    assert finding.also_at == (f"/Bericht/{place}/{begin}",)
    assert finding.explanation == f"{end} 2024-04-01 ligt voor {begin} 2024-04-02."


def test_passes_a_period_of_a_contact_with_a_begin_alone():
    begun = contact(soort="04", periode=OpenPeriode(begindatum="2024-01-01", einddatum=None))
    assert finds("CS003", wmo301(contactgegevens=(contact(), begun))) == []
