"""The form of a message class, derived from its dataclass once: which child fills which field."""

from dataclasses import MISSING, dataclass, fields
from types import NoneType
from typing import get_args, get_origin

from gateway.messages.common import Node

_OF_THE_PLACE = frozenset({"element", "path", "lines", "uncut"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a message class and the child element it stands for."""

    name: str
    """Name of the field: "toewijzing_nummer"."""
    element: str
    """Name of the element: "ToewijzingNummer"; of a list: its wrapper."""
    key: str
    """Name in JSON: "toewijzingNummer"."""
    required: bool
    node_class: type[Node] | None
    """Class of the child, or of each item of a list; None for text."""
    item: str | None
    """Element name of the items of a list; None when the field is no list."""


_FIELDS: dict[type[Node], tuple[Field, ...]] = {}


def fields_of(node_class: type[Node]) -> tuple[Field, ...]:
    """Return the fields of a message class in the order of the schema."""
    known = _FIELDS.get(node_class)
    if known is None:
        known = _FIELDS[node_class] = tuple(
            _field(field.name, field.type, required=field.default is MISSING)
            for field in fields(node_class)
            if field.name not in _OF_THE_PLACE
        )
    return known


def _field(name: str, annotation: object, *, required: bool) -> Field:
    element = "".join(part[0].upper() + part[1:] for part in name.split("_"))
    parts = [part for part in get_args(annotation) if part not in (NoneType, Ellipsis)] or [annotation]
    content = parts[0]
    node_class = content if isinstance(content, type) and issubclass(content, Node) else None
    item = None
    if get_origin(annotation) is tuple:
        item = node_class.__name__ if node_class else element.removesuffix("s")
    return Field(
        name=name,
        element=element,
        key=element[0].lower() + element[1:],
        required=required,
        node_class=node_class,
        item=item,
    )
