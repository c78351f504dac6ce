"""Paths in the form of the official report."""

from typing import Any

import pytest
from hypothesis import given
from lxml import etree

from gateway.messages.place import classes, line, path
from gateway.messages.registry import Message
from tests.support.messages.messages import contact, gelezen, relatie, start_product, wmo301, wmo305
from tests.support.messages.strategies import alle_berichten

TWEE_STARTS = gelezen(wmo305(start_producten=(start_product(), start_product(product=None))))
CLIENT = gelezen(
    wmo301(
        relaties=(relatie(), relatie(nummer="2", contact=contact(soort="02"))),
        contactgegevens=(contact(), contact(soort="03")),
    )
).client


def _official(element: Any) -> str:
    """Return the path as level2.md words it: local names, a position only beside another child of that name."""
    delen = []
    while element is not None:
        naam = etree.QName(element).localname
        ouder = element.getparent()
        namen = [] if ouder is None else [k for k in ouder if etree.QName(k).localname == naam]
        delen.append(f"/{naam}[{namen.index(element) + 1}]" if len(namen) > 1 else f"/{naam}")
        element = ouder
    return "".join(reversed(delen))


@given(alle_berichten)
def test_every_class_has_its_official_path(bericht: Message) -> None:
    gezien = gelezen(bericht)
    gebouwd = [pad for pad, _ in classes(bericht)]
    assert [pad for pad, _ in classes(gezien)] == gebouwd
    for pad, klasse in classes(gezien):
        assert klasse.element is not None
        assert path(klasse) == pad == _official(klasse.element)


@pytest.mark.parametrize(
    ("at", "names", "verwacht"),
    [
        (TWEE_STARTS, (), "/Bericht"),
        (
            TWEE_STARTS.header,
            ("BerichtIdentificatie", "Dagtekening"),
            "/Bericht/Header/BerichtIdentificatie/Dagtekening",
        ),
        (TWEE_STARTS.client, ("Geboortedatum", "Datum"), "/Bericht/Client/Geboortedatum/Datum"),
        (TWEE_STARTS.client, ("StartProducten",), "/Bericht/Client/StartProducten"),
        (TWEE_STARTS.client, ("StartProducten", "StartProduct"), "/Bericht/Client/StartProducten/StartProduct[1]"),
        (
            TWEE_STARTS.client.start_producten[1],
            ("Begindatum",),
            "/Bericht/Client/StartProducten/StartProduct[2]/Begindatum",
        ),
        (
            TWEE_STARTS.client.start_producten[1],
            ("Product", "Code"),
            "/Bericht/Client/StartProducten/StartProduct[2]/Product/Code",
        ),
        (CLIENT.relaties[1].contact, ("Soort",), "/Bericht/Client/Relaties/Relatie[2]/Contact/Soort"),
        (CLIENT.contactgegevens[1].adres.huis, (), "/Bericht/Client/Contactgegevens/Contact[2]/Adres/Huis"),
        (CLIENT.toegewezen_producten[0], (), "/Bericht/Client/ToegewezenProducten/ToegewezenProduct"),
    ],
)
def test_path(at: Any, names: tuple[str, ...], verwacht: str) -> None:
    assert path(at, *names) == verwacht


def test_line_is_that_of_the_element_or_of_what_is_around_it() -> None:
    tweede = TWEE_STARTS.client.start_producten[1]
    assert line(tweede, "Begindatum") == tweede.element.find("{*}Begindatum").sourceline
    assert line(tweede, "Product", "Code") == line(tweede) == tweede.element.sourceline
    assert line(TWEE_STARTS.client, "Geboortedatum", "Datum") == TWEE_STARTS.client.element.sourceline + 3
    assert line(wmo305().client) is None


def test_a_built_class_has_no_place() -> None:
    with pytest.raises(ValueError, match="StartClient is not read"):
        path(wmo305().client)
