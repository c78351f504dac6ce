"""The dataclasses say what the schemas say: same elements, same order, same obligations."""

import pytest
from lxml import etree

from gateway.messages.common import Composite, Header, Node
from gateway.messages.registry import REGISTRY
from gateway.messages.shape import Field, fields_of
from gateway.standard.resources import bundled

XS = "{http://www.w3.org/2001/XMLSchema}"
RETURN_ONLY = {"IdentificatieRetour", "DagtekeningRetour", "XsltVersie", "XsdVersieRetour", "RetourCodes"}


def _types(schema: str) -> dict[str, etree._Element]:
    root = etree.parse(bundled("xsd") / "iwmo-3.2" / schema).getroot()
    return {kind.get("name", ""): kind for kind in root.iterchildren(f"{XS}complexType")}


BASIS = _types("basisschema.xsd")


def _elements(types: dict[str, etree._Element], naam: str) -> list[tuple[str, str, str, str]]:
    """Return name, type, minOccurs and maxOccurs of the elements of a complex type."""
    return [
        (e.get("name", ""), e.get("type", ""), e.get("minOccurs", "1"), e.get("maxOccurs", "1"))
        for e in types[naam].iter(f"{XS}element")
    ]


def _compare(node: type[Node], types: dict[str, etree._Element], naam: str, *, retour: bool) -> int:
    """Compare the class, and the classes in it, with the complex type; return the number of classes."""
    known = {field.element: field for field in fields_of(node)}
    elementen = _elements(types, naam)
    expected = [name for name, *_ in elementen]
    assert [n for n in known if retour or n not in RETURN_ONLY] == expected
    gezien = 1
    for name, soort, minimum, maximum in elementen:
        assert maximum == "1"
        field = known[name]
        if node is not Header or name not in RETURN_ONLY:
            assert field.required == (minimum == "1" and name != "RetourCodes"), f"{naam}/{name}"
        gezien += _compare_child(field, types, soort, retour=retour)
    return gezien


def _compare_child(field: Field, types: dict[str, etree._Element], soort: str, *, retour: bool) -> int:
    prefix, _, naam = soort.rpartition(":")
    daar = BASIS if prefix == "iwmo" else types
    if naam not in daar:
        assert field.node_class is None, soort
        return 0
    if field.item is not None:
        [(item, item_soort, minimum, maximum)] = _elements(daar, naam)
        assert (item, minimum, maximum) == (field.item, "1", "unbounded")
        naam = item_soort.rpartition(":")[2]
    if field.node_class is None:
        return 0
    assert issubclass(field.node_class, Composite) == (prefix == "iwmo"), soort
    return _compare(field.node_class, daar, naam, retour=retour)


@pytest.mark.parametrize("naam", sorted(REGISTRY))
def test_a_message_class_has_the_elements_of_its_schema(naam: str) -> None:
    entry = REGISTRY[naam]
    types = _types(entry.soort.schema)
    assert _compare(entry.message_class, types, "Root", retour=entry.soort.is_answer) >= 5
