"""The registry tells the truth about each type."""

import pytest

from gateway.messages.plaats import classes
from gateway.messages.registry import REGISTRY, Bericht
from gateway.messages.vorm import velden
from gateway.standard.releases import IWMO_3_2
from tests.support.berichten import relatie, wmo301, wmo305, wmo307


def test_every_answered_type_has_its_answer() -> None:
    assert sorted(REGISTRY) == ["WMO301", "WMO302", "WMO305", "WMO306", "WMO307", "WMO308"]
    for naam, entry in REGISTRY.items():
        assert entry.soort is IWMO_3_2.berichten[naam]
        assert entry.klasse.soort is entry.soort
        assert (entry.soort.retour or entry.soort.heen) in REGISTRY


@pytest.mark.parametrize("bericht", [wmo301(relaties=(relatie(),)), wmo305(), wmo307()])
def test_key_parts_are_elements_of_their_class(bericht: Bericht) -> None:
    sleutels = REGISTRY[bericht.soort.naam].sleutels
    assert REGISTRY[bericht.soort.retour or ""].sleutels == sleutels
    gezien = set()
    for pad, klasse in classes(bericht):
        naam = pad.rpartition("/")[2]
        for eerste, *verder in sleutels.get(naam, ()):
            gezien.add(naam)
            veld = next(veld for veld in velden(type(klasse)) if veld.element == eerste)
            assert bool(verder) == (veld.klasse is not None)
            if veld.klasse is not None:
                assert verder[0] in [lid.element for lid in velden(veld.klasse)]
    assert gezien == set(sleutels)


def test_the_key_of_a_stop_has_the_end_of_it() -> None:
    assert REGISTRY["WMO307"].sleutels["StopProduct"] == (
        ("ToewijzingNummer",),
        ("Product", "Categorie"),
        ("Product", "Code"),
        ("Begindatum",),
        ("RedenBeeindiging",),
        ("Einddatum",),
    )
