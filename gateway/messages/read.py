"""From a parsed document to a message: one pass over the children of each element."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NoReturn

from lxml import etree

from gateway.messages.common import Knoop, Samengesteld, new_instance
from gateway.messages.place import classes
from gateway.messages.registry import REGISTRY, Bericht
from gateway.messages.shape import Veld, velden
from gateway.standard.releases import BASIS_NAMESPACE
from gateway.standard.xml.parse import Document
from gateway.standard.xml.places import LAST_EXACT_LINE


class ReadError(ValueError):
    """The document does not have the form of its type; one that its schema accepts always has."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """How to read a class in one namespace."""

    klasse: type[Knoop]
    verplicht: tuple[str, ...]
    """Names of the fields that have to be there."""
    stappen: Mapping[str, "_Stap"]
    """By Clark name of the child."""


@dataclass(frozen=True, slots=True)
class _Stap:
    """What to do with one child."""

    naam: str
    plan: _Plan | None
    """None when the child holds text, or a list of texts."""
    item: str | None
    """Clark name of the items when the child is a list."""
    onder: str
    """What this child adds to a path."""


def read(document: Document) -> Bericht:
    """Return the message that a schema-valid document holds, each class with its element and its path.

    Comments and processing instructions are passed over; of a text that one of them cuts in two the first
    part counts, as it does for most official rules. `whole` of a class has all of such a text, and
    `document.without_comments()` reads as if nothing were cut.
    Raises ReadError when the document can't have passed its schema.
    """
    bericht: Bericht = _knoop(document.root, _plan_of_type(document.soort.name), "/Bericht")
    if len(document.text) > LAST_EXACT_LINE and (lines := document.lines) is not None:
        for _, knoop in classes(bericht):
            knoop.__dict__["lines"] = lines
    if document.has_comments:
        _keep_uncut(bericht)
    return bericht


@cache
def _plan_of_type(naam: str) -> _Plan:
    entry = REGISTRY[naam]
    return _plan(entry.klasse, entry.soort.namespace)


def _plan(klasse: type[Knoop], namespace: str) -> _Plan:
    eigen = BASIS_NAMESPACE if issubclass(klasse, Samengesteld) else namespace
    return _Plan(
        klasse,
        tuple(veld.naam for veld in velden(klasse) if veld.verplicht),
        {f"{{{eigen}}}{veld.element}": _stap(veld, namespace) for veld in velden(klasse)},
    )


def _stap(veld: Veld, namespace: str) -> _Stap:
    plan = _plan(veld.klasse, namespace) if veld.klasse else None
    item = veld.item and f"{{{namespace}}}{veld.item}"
    return _Stap(veld.naam, plan, item, f"/{veld.element}/{veld.item}" if veld.item else f"/{veld.element}")


def _knoop(element: etree._Element, plan: _Plan, pad: str) -> Any:
    knoop: Any = new_instance(plan.klasse)
    waarden = knoop.__dict__
    waarden["bron"] = element
    waarden["pad"] = pad
    stappen = plan.stappen
    # All children at once cost lxml three quarters of what they cost one by one; its stubs know nothing of slices.
    for kind in element[:]:  # type: ignore[index]
        stap = stappen.get(kind.tag)
        if stap is None:
            _pass_over(kind, pad)
        elif stap.item is not None:
            waarden[stap.naam] = _lijst(kind, stap.plan, stap.item, pad + stap.onder)
        elif stap.plan is not None:
            waarden[stap.naam] = _knoop(kind, stap.plan, pad + stap.onder)
        else:
            tekst = kind.text
            waarden[stap.naam] = _late_tekst(kind) if tekst is None else tekst
    for naam in plan.verplicht:
        if naam not in waarden:
            _refuse_incomplete(plan, waarden, pad)
    return knoop


def _lijst(wikkel: etree._Element, deel: _Plan | None, item: str, pad: str) -> tuple[Any, ...]:
    kinderen = [kind for kind in wikkel if kind.tag == item]
    if deel is None:
        return tuple([_late_tekst(kind) if kind.text is None else kind.text for kind in kinderen])
    if len(kinderen) == 1:
        return (_knoop(kinderen[0], deel, pad),)
    return tuple([_knoop(kind, deel, f"{pad}[{n}]") for n, kind in enumerate(kinderen, 1)])


def _late_tekst(element: etree._Element) -> str:
    """Return the first text of an element that doesn't begin with text: it may come after a comment."""
    return next((knoop.tail for knoop in element if knoop.tail), "")


def _keep_uncut(bericht: Bericht) -> None:
    """Give every class with a text that is cut in two its `uncut` twin."""
    by_element = {knoop.bron: knoop for _, knoop in classes(bericht)}
    assert bericht.bron is not None
    cuts = bericht.bron.iter(etree.Comment, etree.ProcessingInstruction)
    for leaf in {cut.getparent(): None for cut in cuts}:
        knoop = None if leaf is None else by_element.get(leaf.getparent())
        if knoop is None or leaf is None:
            continue
        text = (leaf.text or "") + "".join([cut.tail or "" for cut in leaf])
        name = _text_field(type(knoop), etree.QName(leaf).localname)
        if name is not None and text != knoop.__dict__[name]:
            twin = knoop.uncut
            if twin is None:
                twin = new_instance(type(knoop))
                twin.__dict__.update(knoop.__dict__)
                knoop.__dict__["uncut"] = twin
            twin.__dict__[name] = text


def _text_field(klasse: type[Knoop], element: str) -> str | None:
    """Return the field that holds the text of this child; None for a child that holds classes or a list."""
    texts = (veld for veld in velden(klasse) if veld.klasse is None and veld.item is None)
    return next((veld.naam for veld in texts if veld.element == element), None)


def _pass_over(knoop: etree._Element, pad: str) -> None:
    if isinstance(knoop.tag, str):
        raise ReadError(f"{pad} heeft een onbekend element {etree.QName(knoop).localname}")


def _refuse_incomplete(plan: _Plan, waarden: Mapping[str, Any], pad: str) -> NoReturn:
    mist = [veld.element for veld in velden(plan.klasse) if veld.verplicht and veld.naam not in waarden]
    raise ReadError(f"{pad} mist {', '.join(mist)}")
