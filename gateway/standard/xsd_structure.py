"""What is wrong with the structure of a message, in Dutch: elements, text or attributes that don't belong there."""

import difflib
from typing import Final, NamedTuple

from lxml import etree

from gateway.standard.identifiers import mask_in_text
from gateway.standard.releases import BASIS_NAMESPACE
from gateway.standard.xsd_model import Child, Complex

_LONGEST_NAME: Final = 80


class Words(NamedTuple):
    """What is wrong, and what to do about it."""

    explanation: str
    remedy: str


def name_of(element: etree._Element) -> str:
    """The local name of an element, fit to be shown."""
    return _shown(etree.QName(element).localname)


def _shown(name: str) -> str:
    return mask_in_text(name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…")


def next_place(kind: Complex, last: int, tag: str) -> int | None:
    """The place in the sequence of an element that follows the one at place `last`; None when it may not follow."""
    place = kind.places.get(tag)
    if place is None or place < last:
        return None
    if place == last:
        return place if kind.children[place].unbounded else None
    return None if any(child.required for child in kind.children[last + 1 : place]) else place


def _expected(kind: Complex, last: int) -> str:
    """The elements that may follow the one at place `last`, as a sentence."""
    names = [kind.children[last].name] if last >= 0 and kind.children[last].unbounded else []
    for child in kind.children[last + 1 :]:
        names.append(child.name)
        if child.required:
            break
    else:
        names.append(f"het einde van {kind.name}")
    head, tail = ", ".join(names[:-1]), names[-1]
    return f"Verwacht: {head} of {tail}." if head else f"Verwacht: {tail}."


def misplaced(element: etree._Element, kind: Complex, last: int) -> Words:
    """Why an element may not follow the one at place `last` of its parent's sequence."""
    name, expected = name_of(element), _expected(kind, last)
    place = kind.places.get(element.tag)
    if place is None:
        return _unknown(element, kind, expected)
    if place > last:
        missing = next(child for child in kind.children[last + 1 :] if child.required)
        if next(element.itersiblings(missing.tag), None) is not None:
            return Words(f"{name} staat te vroeg: eerst hoort {missing.name}. {expected}", _move(missing.name, name))
        return Words(
            f"Verplicht element {missing.name} ontbreekt; het hoort vóór {name}. {expected}",
            f"Voeg {missing.name} toe vóór {name}.",
        )
    if next(element.itersiblings(element.tag, preceding=True), None) is not None:
        return Words(f"{name} staat er vaker dan de ene keer die mag. {expected}", f"Laat één {name} staan.")
    passed = next(child.name for child in kind.children[place + 1 :] if _before(element, child))
    return Words(f"{name} staat te laat: het hoort vóór {passed}. {expected}", _move(name, passed))


def _before(element: etree._Element, child: Child) -> bool:
    return next(element.itersiblings(child.tag, preceding=True), None) is not None


def _move(name: str, before: str) -> str:
    return f"Zet {name} vóór {before}."


def _unknown(element: etree._Element, kind: Complex, expected: str) -> Words:
    """Words for an element that has no place in the sequence at all."""
    name = name_of(element)
    namesake = next((child for child in kind.children if child.name == name), None)
    if namesake:
        right = etree.QName(namesake.tag).namespace or ""
        owner = "het basisschema" if right == BASIS_NAMESPACE else "het bericht"
        given = etree.QName(element).namespace
        return Words(
            f"{name} staat in {'namespace ' + _shown(given) if given else 'geen namespace'}, maar hoort in die van"
            f" {owner} ({right}). {expected}",
            f"Gebruik bij {name} de prefix van namespace {right}.",
        )
    near = difflib.get_close_matches(name, [child.name for child in kind.children], n=1)
    advice = f"Bedoelt u {near[0]}?" if near else f"Verwijder {name}, of zet het waar het hoort."
    return Words(f"{name} hoort niet in {kind.name}. {expected}", advice)


def unfinished(element: etree._Element, kind: Complex, last: int) -> Words:
    """Why an element may not end after the child at place `last`."""
    missing = next(child.name for child in kind.children[last + 1 :] if child.required)
    return Words(
        f"In {name_of(element)} ontbreekt verplicht element {missing}. {_expected(kind, last)}",
        f"Voeg {missing} toe aan {name_of(element)}.",
    )


def stray_text(element: etree._Element) -> Words:
    """Text between the elements of a class."""
    return Words(
        f"In {name_of(element)} staat losse tekst; er mogen alleen elementen in staan.",
        "Verwijder de tekst of zet haar in het element waar zij hoort.",
    )


def elements_in_value(element: etree._Element) -> Words:
    """Elements where a value belongs."""
    return Words(
        f"In {name_of(element)} staat een element; er mag alleen een waarde in staan.",
        f"Zet de waarde zelf in {name_of(element)}.",
    )


def attribute(element: etree._Element, attribute_name: str) -> Words:
    """An attribute; the standard has none."""
    name = _shown(etree.QName(attribute_name).localname)
    return Words(f"Attribuut {name} mag niet bij {name_of(element)}.", f"Verwijder attribuut {name}.")


def nil(element: etree._Element) -> Words:
    """An xsi:nil; no element of the standard may be nil."""
    name = name_of(element)
    return Words(f"Attribuut xsi:nil mag niet bij {name}.", f"Geef {name} een waarde, of laat het element weg.")


def other_type(element: etree._Element, given: str, type_name: str) -> Words:
    """An xsi:type that is not the type of the element."""
    return Words(
        f"Attribuut xsi:type noemt bij {name_of(element)} het type {_shown(given)}; het is {type_name}.",
        "Verwijder attribuut xsi:type.",
    )
