"""What is wrong with the structure of a message, in Dutch: elements, text or attributes that don't belong there."""

import difflib
from typing import Final, NamedTuple

from lxml import etree

from gateway.standard.identifiers import mask_in_text
from gateway.standard.releases import BASIS_NAMESPACE
from gateway.standard.xsd.model import Child, Complex, Model
from gateway.standard.xsd.spot import Trail, empty, may_go

_MAX_NAME_CHARS: Final = 80
_MAX_HOMES: Final = 3


class Words(NamedTuple):
    """What is wrong, and what to do about it."""

    explanation: str
    remedy: str


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace; etree.QName takes ten times as long."""
    name: str = element.tag.rpartition("}")[2]
    return name


def name_of(element: etree._Element) -> str:
    """Return the local name of an element, fit to be shown."""
    return _shown(local_name(element))


def _shown(name: str) -> str:
    return mask_in_text(name if len(name) <= _MAX_NAME_CHARS else name[:_MAX_NAME_CHARS] + "…")


def next_place(kind: Complex, last: int, tag: str) -> int | None:
    """Return the place in the sequence of an element after place `last`; None when it may not stand there."""
    place = kind.places.get(tag)
    if place is None or place < last:
        return None
    if place == last:
        return place if kind.children[place].unbounded else None
    return None if kind.needed[place] > last else place


def _expected(kind: Complex, last: int) -> str:
    """Return the elements that may follow the one at place `last`, as a sentence."""
    names = [kind.children[last].name] if last >= 0 and kind.children[last].unbounded else []
    for child in kind.children[last + 1 :]:
        names.append(child.name)
        if child.required:
            break
    else:
        names.append(f"het einde van {kind.name}")
    head, tail = ", ".join(names[:-1]), names[-1]
    return f"Verwacht: {head} of {tail}." if head else f"Verwacht: {tail}."


def misplaced(element: etree._Element, kind: Complex, last: int, model: Model) -> Words:
    """Return why an element may not follow the one at place `last` of its parent's sequence."""
    name, expected = name_of(element), _expected(kind, last)
    place = kind.places.get(element.tag)
    if place is None:
        return _unknown(element, kind, last, expected, model)
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


def _unknown(element: etree._Element, kind: Complex, last: int, expected: str, model: Model) -> Words:
    """Return the words for an element that has no place in the sequence at all."""
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
    return Words(f"{name} hoort niet in {kind.name}. {expected}", _elsewhere(name, kind, last, model))


def _elsewhere(name: str, kind: Complex, last: int, model: Model) -> str:
    """Return what to do with an element that has no place here: rename, move or remove it."""
    ahead = [child.name for child in kind.children[max(last, 0) :]]
    same = next((each for each in ahead if each.casefold() == name.casefold()), None)
    near = [same] if same else difflib.get_close_matches(name, ahead, n=1, cutoff=0.7)
    homes = homes_of(model, name)
    if homes and not same:
        return f"{name} hoort in {' of '.join(homes)}: zet het daar, of laat het weg."
    if near:
        return f"Bedoelt u {near[0]}?"
    return f"Verwijder {name}: dit bericht kent het niet."


def homes_of(model: Model, name: str) -> list[str]:
    """Return the elements of the message, at most three, in which an element of this name may stand."""
    homes: dict[str, None] = {}
    seen: set[str] = set()
    todo: list[tuple[str, Complex]] = [("Bericht", model.root)]
    while todo and len(homes) < _MAX_HOMES:
        home, kind = todo.pop(0)
        for child in kind.children:
            if child.name == name:
                homes[home] = None
            if isinstance(child.type, Complex) and child.name not in seen:
                seen.add(child.name)
                todo.append((child.name, child.type))
    return list(homes)


def unfinished(element: etree._Element, kind: Complex, last: int, trail: Trail) -> Words:
    """Return why an element may not end after the child at place `last`."""
    missing = next(child.name for child in kind.children[last + 1 :] if child.required)
    name = name_of(element)
    remedy = f"Voeg {missing} toe aan {name}."
    gone = may_go(trail) if empty(element) else None
    if gone is not None:
        remedy = f"Laat {'heel ' if gone != name else ''}{gone} weg, of voeg {missing} toe aan {name}."
    return Words(f"In {name} ontbreekt verplicht element {missing}. {_expected(kind, last)}", remedy)


def stray_text(element: etree._Element) -> Words:
    """Return the words for text between the elements of a class."""
    return Words(
        f"In {name_of(element)} staat losse tekst; er mogen alleen elementen in staan.",
        "Verwijder de tekst of zet haar in het element waar zij hoort.",
    )


def elements_in_value(element: etree._Element) -> Words:
    """Return the words for an element where a value belongs."""
    return Words(
        f"In {name_of(element)} staat een element; er mag alleen een waarde in staan.",
        f"Zet de waarde zelf in {name_of(element)}.",
    )


def attribute(element: etree._Element, attribute_name: str) -> Words:
    """Return the words for an attribute; the standard has none."""
    name = _shown(etree.QName(attribute_name).localname)
    return Words(f"Attribuut {name} mag niet bij {name_of(element)}.", f"Verwijder attribuut {name}.")


def nil(element: etree._Element, trail: Trail) -> Words:
    """Return the words for an xsi:nil; no element of the standard may be nil."""
    name = name_of(element)
    gone = may_go(trail) if empty(element) else None
    less = "" if gone is None else f", of laat {'het element' if gone == name else f'heel {gone}'} weg"
    return Words(f"Attribuut xsi:nil mag niet bij {name}.", f"Geef {name} een waarde zonder xsi:nil{less}.")


def other_type(element: etree._Element, given: str, type_name: str) -> Words:
    """Return the words for an xsi:type that is not the type of the element."""
    return Words(
        f"Attribuut xsi:type noemt bij {name_of(element)} het type {_shown(given)}; het is {type_name}.",
        "Verwijder attribuut xsi:type.",
    )
