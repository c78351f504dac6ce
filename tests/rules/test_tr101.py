"""TR101: no two instances of a class with one logical key."""

from itertools import combinations

import pytest

from gateway.messages.gedeeld import Product
from tests.rules.oordeel import edited, finds, the_only
from tests.support.berichten import (
    contact,
    relatie,
    start_product,
    stop_product,
    toegewezen_product,
    wmo301,
    wmo305,
    wmo307,
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
