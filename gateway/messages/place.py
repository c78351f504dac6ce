"""Where something stands in a message, in the form of the official report.

A path is absolute and of local names. A position ("[2]") is there only when the parent has another child of
that name, and counts those: "/Bericht/Client/StartProducten/StartProduct[2]/Begindatum".
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from gateway.messages.common import Node
from gateway.messages.shape import Field, fields_of
from gateway.standard.xml.places import line_of

HEADER = "/Bericht/Header"


def path(at: Node, *names: str) -> str:
    """Return the path of a class that was read, or of what the names lead to below it.

    Names need not exist: what is absent gets the path it would have. Raises ValueError for a class that was
    built, for it does not know where it stands.
    """
    if not at.path:
        raise ValueError(f"{type(at).__name__} is not read from a message, so it has no path")
    base, element = at.path, at.element
    for name in names:
        children = [] if element is None else _children(element, name)
        base += f"/{name}[1]" if len(children) > 1 else f"/{name}"
        element = children[0] if children else None
    return base


def line(at: Node, *names: str) -> int | None:
    """Return the line of what the names lead to, or of the nearest class around it that exists; None when built."""
    element = at.element
    if element is None:
        return None
    for name in names:
        children = _children(element, name)
        if not children:
            break
        element = children[0]
    return line_of(element) if at.lines is None else at.lines.of(element)


def classes(message: Node) -> Iterator[tuple[str, Node]]:
    """Return every class of a message with its path, a class before what is in it; of a built message too."""
    return _classes("/Bericht", message)


def _classes(base: str, node: Node) -> Iterator[tuple[str, Node]]:
    yield base, node
    for field in fields_of(type(node)):
        if field.node_class is not None:
            for child_path, item in below(field, getattr(node, field.name), base):
                yield from _classes(child_path, item)


def below(field: Field, content: Any, base: str) -> Iterator[tuple[str, Node]]:
    """Return the classes that a field of the class at `base` holds, each with its path."""
    base = f"{base}/{field.element}"
    if content is None:
        return
    if field.item is None:
        yield base, content
    elif len(content) == 1:
        yield f"{base}/{field.item}", content[0]
    else:
        for number, item in enumerate(content, 1):
            yield f"{base}/{field.item}[{number}]", item


def _children(element: etree._Element, name: str) -> list[etree._Element]:
    return list(element.iterchildren(f"{{*}}{name}"))
