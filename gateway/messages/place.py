"""Where something stands in a message, in the form of the official report.

A path is absolute and of local names. A position ("[2]") is there only when the parent has another child of
that name, and counts those: "/Bericht/Client/StartProducten/StartProduct[2]/Begindatum".
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from gateway.messages.common import Knoop
from gateway.messages.shape import Veld, velden
from gateway.standard.xml.places import line_of

HEADER = "/Bericht/Header"


def path(at: Knoop, *names: str) -> str:
    """Return the path of a class that was read, or of what the names lead to below it.

    Names need not exist: what is absent gets the path it would have. Raises ValueError for a class that was
    built, for it does not know where it stands.
    """
    if not at.pad:
        raise ValueError(f"{type(at).__name__} is not read from a message, so it has no path")
    pad, element = at.pad, at.bron
    for naam in names:
        kinderen = [] if element is None else _children(element, naam)
        pad += f"/{naam}[1]" if len(kinderen) > 1 else f"/{naam}"
        element = kinderen[0] if kinderen else None
    return pad


def line(at: Knoop, *names: str) -> int | None:
    """Return the line of what the names lead to, or of the nearest class around it that exists; None when built."""
    element = at.bron
    if element is None:
        return None
    for naam in names:
        kinderen = _children(element, naam)
        if not kinderen:
            break
        element = kinderen[0]
    return line_of(element) if at.lines is None else at.lines.of(element)


def classes(message: Knoop) -> Iterator[tuple[str, Knoop]]:
    """Return every class of a message with its path, a class before what is in it; of a built message too."""
    return _classes("/Bericht", message)


def _classes(pad: str, knoop: Knoop) -> Iterator[tuple[str, Knoop]]:
    yield pad, knoop
    for veld in velden(type(knoop)):
        if veld.klasse is not None:
            for onder, lid in below(veld, getattr(knoop, veld.naam), pad):
                yield from _classes(onder, lid)


def below(veld: Veld, inhoud: Any, pad: str) -> Iterator[tuple[str, Knoop]]:
    """Return the classes that a field of the class at `pad` holds, each with its path."""
    pad = f"{pad}/{veld.element}"
    if inhoud is None:
        return
    if veld.item is None:
        yield pad, inhoud
    elif len(inhoud) == 1:
        yield f"{pad}/{veld.item}", inhoud[0]
    else:
        for nummer, lid in enumerate(inhoud, 1):
            yield f"{pad}/{veld.item}[{nummer}]", lid


def _children(element: etree._Element, naam: str) -> list[etree._Element]:
    return list(element.iterchildren(f"{{*}}{naam}"))
