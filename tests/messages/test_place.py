"""Paths in the form of the official report."""

from typing import Any

import pytest
from hypothesis import given
from lxml import etree

from gateway.messages.place import classes, line, path
from gateway.messages.registry import Message
from tests.support.messages.messages import as_read, contact, relatie, start_product, wmo301, wmo305
from tests.support.messages.strategies import all_messages

TWO_STARTS = as_read(wmo305(start_producten=(start_product(), start_product(product=None))))
CLIENT = as_read(
    wmo301(
        relaties=(relatie(), relatie(nummer="2", contact=contact(soort="02"))),
        contactgegevens=(contact(), contact(soort="03")),
    )
).client


def _official(element: Any) -> str:
    """Return the path as level2.md words it: local names, a position only beside another child of that name."""
    parts = []
    while element is not None:
        name = etree.QName(element).localname
        parent = element.getparent()
        namen = [] if parent is None else [k for k in parent if etree.QName(k).localname == name]
        parts.append(f"/{name}[{namen.index(element) + 1}]" if len(namen) > 1 else f"/{name}")
        element = parent
    return "".join(reversed(parts))


@given(all_messages)
def test_every_class_has_its_official_path(message: Message) -> None:
    gezien = as_read(message)
    gebouwd = [pad for pad, _ in classes(message)]
    assert [pad for pad, _ in classes(gezien)] == gebouwd
    for pad, node in classes(gezien):
        assert node.element is not None
        assert path(node) == pad == _official(node.element)


@pytest.mark.parametrize(
    ("at", "names", "expected"),
    [
        (TWO_STARTS, (), "/Bericht"),
        (
            TWO_STARTS.header,
            ("BerichtIdentificatie", "Dagtekening"),
            "/Bericht/Header/BerichtIdentificatie/Dagtekening",
        ),
        (TWO_STARTS.client, ("Geboortedatum", "Datum"), "/Bericht/Client/Geboortedatum/Datum"),
        (TWO_STARTS.client, ("StartProducten",), "/Bericht/Client/StartProducten"),
        (TWO_STARTS.client, ("StartProducten", "StartProduct"), "/Bericht/Client/StartProducten/StartProduct[1]"),
        (
            TWO_STARTS.client.start_producten[1],
            ("Begindatum",),
            "/Bericht/Client/StartProducten/StartProduct[2]/Begindatum",
        ),
        (
            TWO_STARTS.client.start_producten[1],
            ("Product", "Code"),
            "/Bericht/Client/StartProducten/StartProduct[2]/Product/Code",
        ),
        (CLIENT.relaties[1].contact, ("Soort",), "/Bericht/Client/Relaties/Relatie[2]/Contact/Soort"),
        (CLIENT.contactgegevens[1].adres.huis, (), "/Bericht/Client/Contactgegevens/Contact[2]/Adres/Huis"),
        (CLIENT.toegewezen_producten[0], (), "/Bericht/Client/ToegewezenProducten/ToegewezenProduct"),
    ],
)
def test_path(at: Any, names: tuple[str, ...], expected: str) -> None:
    assert path(at, *names) == expected


def test_line_is_that_of_the_element_or_of_what_is_around_it() -> None:
    second = TWO_STARTS.client.start_producten[1]
    assert line(second, "Begindatum") == second.element.find("{*}Begindatum").sourceline
    assert line(second, "Product", "Code") == line(second) == second.element.sourceline
    assert line(TWO_STARTS.client, "Geboortedatum", "Datum") == TWO_STARTS.client.element.sourceline + 3
    assert line(wmo305().client) is None


def test_a_built_class_has_no_place() -> None:
    with pytest.raises(ValueError, match="StartClient is not read"):
        path(wmo305().client)
