"""What a request asks, as lines by the names of the standard, with what a code or a day means."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, Final

from gateway.console.view.words import day, label
from gateway.console.view.xml_view import Line
from gateway.messages.common import Node
from gateway.messages.json_form import class_to_json
from gateway.standard.codelists import meaning

_LIST_OF: Final = {
    "eenheid": "LDT_Eenheid",
    "frequentie": "LDT_Frequentie",
    "categorie": "LDT_ProductCategorie",
    "redenVerzoek": "LDT_RedenVerzoek",
    "type": "LDT_TypeVerwijzer",
}
"""By key the code list of its values."""


def asked_lines(node: Node) -> list[Line]:
    """Return the lines of this class of a message."""
    return list(_lines(class_to_json(node), 0))


def _lines(tree: Mapping[str, Any], depth: int) -> Iterator[Line]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield Line(depth, label(key))
            yield from _lines(value, depth + 1)
        elif isinstance(value, list):
            for each in value:
                yield Line(depth, label(key))
                yield from _lines(each, depth + 1)
        else:
            yield Line(depth, label(key), str(value), _meaning(key, str(value)))


def _meaning(key: str, value: str) -> str | None:
    if key.lower().endswith("datum"):
        with suppress(ValueError):
            return day(date.fromisoformat(value))
    return meaning(_LIST_OF.get(key, ""), value)
