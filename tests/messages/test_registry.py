"""The registry tells the truth about each type."""

import pytest

from gateway.messages.place import classes
from gateway.messages.registry import REGISTRY, Message
from gateway.messages.shape import fields_of
from gateway.standard.releases import IWMO_3_2
from tests.support.messages.claims import client_rejected, prestatie, wmo323, wmo325
from tests.support.messages.messages import relatie, wmo301, wmo305, wmo307
from tests.support.messages.requests import wmo315, wmo317, wmo319


def test_every_type_of_the_standard_is_there() -> None:
    assert list(REGISTRY) == list(IWMO_3_2.kinds)
    for name, entry in REGISTRY.items():
        assert entry.soort is IWMO_3_2.kinds[name]
        assert entry.message_class.soort is entry.soort


@pytest.mark.parametrize(
    "message",
    [
        wmo301(relaties=(relatie(),)),
        wmo305(),
        wmo307(),
        wmo315(),
        wmo317(),
        wmo319(),
        wmo323(),
        wmo325(clienten=(client_rejected(prestatie()),)),
    ],
    ids=lambda message: message.soort.name,
)
def test_key_parts_are_elements_of_their_class(message: Message) -> None:
    keys = REGISTRY[message.soort.name].keys
    gezien = set()
    for path, node in classes(message):
        name = path.rpartition("/")[2]
        for first, *advance in keys.get(name, ()):
            gezien.add(name)
            field = next(field for field in fields_of(type(node)) if field.element == first)
            assert bool(advance) == (field.node_class is not None)
            if field.node_class is not None:
                assert advance[0] in [item.element for item in fields_of(field.node_class)]
    assert gezien == set(keys)


@pytest.mark.parametrize("name", [name for name, entry in REGISTRY.items() if entry.soort.answered_by])
def test_a_return_message_has_the_keys_of_what_it_answers_and_a_decision_on_a_claim_those_below_it(name: str) -> None:
    forward, retour = (REGISTRY[each].keys for each in (name, REGISTRY[name].soort.answered_by or ""))
    if name == "WMO323":
        assert retour.items() - forward.items() == {("DeclaratieAntwoord", forward["Declaratie"])}
    else:
        assert retour == forward


def test_the_key_of_a_stop_has_the_end_of_it() -> None:
    assert REGISTRY["WMO307"].keys["StopProduct"] == (
        ("ToewijzingNummer",),
        ("Product", "Categorie"),
        ("Product", "Code"),
        ("Begindatum",),
        ("RedenBeeindiging",),
        ("Einddatum",),
    )
