"""TR101: no two instances of a class with one logical key."""

from itertools import combinations

import pytest

from gateway.messages.common import Product
from tests.rules.judged import edited, finds, the_only
from tests.support.messages.claims import client, client_rejected, credit, prestatie, wmo323, wmo325
from tests.support.messages.messages import (
    BSN,
    BSN_2,
    contact,
    relatie,
    start_product,
    stop_product,
    toegewezen_product,
    wmo301,
    wmo305,
    wmo307,
)
from tests.support.messages.requests import (
    aangevraagd_product,
    nieuw_product,
    te_wijzigen_product,
    unchanged,
    wmo315,
    wmo317,
    wmo319,
)

STARTS = (
    {},
    {"toewijzing_nummer": "2"},
    {"toewijzing_nummer": None},
    {"product": Product(categorie="03", code="02A02")},
    {"product": Product(categorie="02", code="02A03")},
    {"product": Product(categorie="02")},
    {"product": None},
    {"begindatum": "2024-02-02"},
)
STOPS = (*STARTS, {"reden_beeindiging": "20"}, {"einddatum": "2024-02-27"})


@pytest.mark.parametrize(("one", "other"), [*combinations(STARTS, 2)])
def test_passes_starts_that_differ_in_any_part_of_the_key(one, other):
    assert finds("TR101", wmo305(start_producten=(start_product(**one), start_product(**other)))) == []


@pytest.mark.parametrize(("one", "other"), [*combinations(STOPS, 2)])
def test_passes_stops_that_differ_in_any_part_of_the_key(one, other):
    assert finds("TR101", wmo307(stop_producten=(stop_product(**one), stop_product(**other)))) == []


@pytest.mark.parametrize("key", STARTS)
def test_fails_starts_that_differ_in_what_is_no_part_of_the_key(key):
    twins = (
        start_product(**key),
        start_product(**key, toewijzing_ingangsdatum="2023-01-01", status_aanlevering="3"),
    )
    finding = the_only("TR101", wmo305(start_producten=twins))
    assert finding.path == "/Bericht/Client/StartProducten/StartProduct[2]"
    assert finding.also_at == ("/Bericht/Client/StartProducten/StartProduct[1]",)
    assert finding.values.keys() <= {"ToewijzingNummer", "Categorie", "Code", "Begindatum"}


@pytest.mark.parametrize("key", STOPS)
def test_fails_stops_that_differ_in_what_is_no_part_of_the_key(key):
    twins = (stop_product(**key), stop_product(**key, toewijzing_ingangsdatum=None, status_aanlevering="3"))
    finding = the_only("TR101", wmo307(stop_producten=twins))
    assert finding.path == "/Bericht/Client/StopProducten/StopProduct[2]"
    assert {"Begindatum", "RedenBeeindiging", "Einddatum"} <= finding.values.keys()


def test_passes_numbers_that_are_equal_but_not_written_alike():
    twins = (start_product(toewijzing_nummer="101"), start_product(toewijzing_nummer="0101"))
    assert finds("TR101", wmo305(start_producten=twins)) == []
    twins = (start_product(toewijzing_nummer="101"), start_product(toewijzing_nummer="102"))
    assert finds("TR101", edited(wmo305(start_producten=twins), {">102<": ">101 <"})) == []


def test_fails_once_for_a_group_however_large():
    group = tuple(start_product() for _ in range(40))
    finding = the_only("TR101", wmo305(start_producten=(*group, start_product(toewijzing_nummer="2"))))
    assert finding.path == "/Bericht/Client/StartProducten/StartProduct[40]"
    assert len(finding.also_at) == 10
    assert finding.explanation.startswith("40 keer StartProduct met dezelfde sleutel (ToewijzingNummer 1,")


def test_fails_once_for_each_group():
    group = tuple(start_product(toewijzing_nummer=number) for number in "1212")
    paths = [finding.path[-3:] for finding in finds("TR101", wmo305(start_producten=group))]
    assert paths == ["[3]", "[4]"]


def test_passes_contacts_relations_and_assignments_that_differ():
    message = wmo301(
        contactgegevens=(contact(), contact(soort="02")),
        relaties=(relatie(), relatie(nummer="2")),
        toegewezen_producten=(
            toegewezen_product(),
            toegewezen_product(toewijzing_nummer="2", ingangsdatum="2025-01-01", einddatum="2025-12-31"),
        ),
    )
    assert finds("TR101", message) == []


@pytest.mark.parametrize(
    ("twins", "place", "key"),
    [
        ({"contactgegevens": (contact(), contact())}, "Contactgegevens/Contact[2]", "Soort 01"),
        ({"relaties": (relatie(), relatie(contact=contact(soort="02")))}, "Relaties/Relatie[2]", "Nummer 1"),
        (
            {"toegewezen_producten": (toegewezen_product(), toegewezen_product(ingangsdatum="2024-03-01"))},
            "ToegewezenProducten/ToegewezenProduct[2]",
            "ToewijzingNummer 1",
        ),
    ],
    ids=["contact", "relation", "assignment"],
)
def test_fails_contacts_relations_and_assignments_with_one_key(twins, place, key):
    finding = the_only("TR101", wmo301(**twins))
    assert finding.path == f"/Bericht/Client/{place}"
    assert finding.explanation.endswith(f"met dezelfde sleutel ({key}).")


NEW = (
    {},
    {"product": Product(categorie="02", code="02A04")},
    {"product": Product(categorie="03", code="02A03")},
    {"product": Product(categorie="02")},
    {"product": None},
    {"gewenste_ingangsdatum": "2024-04-02"},
)


@pytest.mark.parametrize(("one", "other"), [*combinations(NEW, 2)])
def test_passes_new_products_that_differ_in_any_part_of_the_key(one, other):
    assert finds("TR101", wmo317(nieuwe_producten=(nieuw_product(**one), nieuw_product(**other)))) == []


@pytest.mark.parametrize(
    ("message", "place", "key"),
    [
        (
            wmo315(aangevraagde_producten=(aangevraagd_product(), aangevraagd_product(product=None))),
            "Client/AangevraagdeProducten/AangevraagdProduct",
            "ReferentieAanbieder A1",
        ),
        (
            wmo317(ongewijzigde_producten=unchanged("7", "7")),
            "Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct",
            "ToewijzingNummer 7",
        ),
        (
            wmo317(te_wijzigen_producten=(te_wijzigen_product(), te_wijzigen_product(omvang=None))),
            "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct",
            "ToewijzingNummer 1",
        ),
        (
            wmo317(nieuwe_producten=(nieuw_product(), nieuw_product(einddatum=None))),
            "Client/Verzoek/NieuweProducten/NieuwProduct",
            "Categorie 02, Code 02A03, GewensteIngangsdatum 2024-04-01",
        ),
        (
            wmo323(prestaties=(prestatie("P1"), prestatie("P1", bedrag="1"))),
            "Declaratie/Clienten/Client/Prestaties/Prestatie",
            "ReferentieNummer P1",
        ),
        (
            wmo325(clienten=(client_rejected(credit("P1", "P0"), credit("P1", "P0", bedrag="1")),)),
            "DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie",
            "ReferentieNummer P1, VorigReferentieNummer P0",
        ),
    ],
    ids=["315", "317 unchanged", "317 changed", "317 new", "323", "325"],
)
def test_fails_parts_of_requests_and_claims_with_one_key(message, place, key):
    finding = the_only("TR101", message)
    assert finding.path == f"/Bericht/{place}[2]"
    assert finding.also_at == (f"/Bericht/{place}[1]",)
    assert finding.explanation.endswith(f"met dezelfde sleutel ({key}).")


def test_passes_one_number_in_different_classes_of_a_request_and_under_different_clients():
    assert finds("TR101", wmo317(ongewijzigde_producten=unchanged("1", "2"))) == []
    assert finds("TR101", wmo323(clienten=(client(prestatie("P1")), client(prestatie("P1"), bsn=BSN_2)))) == []
    assert finds("TR101", wmo323(prestaties=(prestatie("P1"), credit("P1", "P0")))) == []


def test_passes_different_references_in_a_request():
    asked = (aangevraagd_product(), aangevraagd_product(referentie_aanbieder="A2"))
    assert finds("TR101", wmo315(aangevraagde_producten=asked)) == []


def test_passes_an_answer_to_a_request_and_a_decision_without_clients():
    assert finds("TR101", wmo319()) == []
    assert finds("TR101", wmo325(declaratie_antwoord=None)) == []


def test_fails_one_client_twice_in_a_claim_and_shows_only_the_end_of_the_number():
    finding = the_only("TR101", wmo323(clienten=(client(prestatie("P1")), client(prestatie("P2")))))
    assert finding.path == "/Bericht/Declaratie/Clienten/Client[2]"
    assert finding.explanation == "2 keer Client met dezelfde sleutel (Bsn ******006)."
    assert BSN not in repr(finding)
