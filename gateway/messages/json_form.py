"""A message as JSON and back: the same classes and the same texts, keys in camelCase ("toewijzingNummer").

What is absent has no key (null is the same); a list has no wrapper of its own. Every value is a string, so
that leading zeros and odd spellings survive; where the standard has a whole number, a JSON number will do
too. What the type and its release decide in the header (berichtCode, berichtVersie, berichtSubversie,
xsdVersie) may be left out.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from gateway.messages.common import BaseHeader, Node, fixed
from gateway.messages.registry import REGISTRY, Message
from gateway.messages.shape import Field, fields_of
from gateway.standard.identifiers import mask_bsn, mask_in_start
from gateway.standard.releases import MessageKind

MAX_FAULTS: Final = 50

_NUMBERS: Final = frozenset(
    {
        "Bedrag",
        "BerichtSubversie",
        "BerichtVersie",
        "BeschikkingNummer",
        "Budget",
        "GeleverdVolume",
        "Huisnummer",
        "ProductTarief",
        "ToewijzingNummer",
        "TotaalBedrag",
        "Volgorde",
        "Volume",
    }
)
_WHOLE_NUMBER: Final = "een geheel getal, als getal of als tekst"
_MAX_NUMBER_BITS: Final = 64
"""In bits; a number beyond it is a mistake that is not worth writing out."""
_MAX_SHOWN_CHARS: Final = 60
NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFault:
    """One fault that keeps JSON from being a message, in Dutch."""

    key: str
    """Path of keys from the top: "client.startProducten[0].begindatum"; "" is the whole."""
    value: str | None
    """What stands there, cut and with any BSN masked; None when nothing does, and for an unknown key."""
    expected: str
    text: str


class JsonFormError(ValueError):
    """The JSON is no message of its type: `faults` tell why, MAX_FAULTS of them at most."""

    def __init__(self, faults: Iterable[FormFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.text for fault in self.faults))


def to_json(message: Message) -> dict[str, Any]:
    """Return the message as what `json.dumps` takes."""
    return _object(message)


def class_to_json(node: Node) -> dict[str, Any]:
    """Return one class of a message as what `json.dumps` takes."""
    return _object(node)


def _object(node: Node) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for field in fields_of(type(node)):
        content = getattr(node, field.name)
        if isinstance(content, Node):
            out[field.key] = _object(content)
        elif isinstance(content, tuple):
            if content or field.required:
                out[field.key] = [_object(item) if isinstance(item, Node) else item for item in content]
        elif content is not None:
            out[field.key] = content
    return out


def from_json(soort: str, data: object) -> Message:
    """Return the message of the type ("WMO305") that parsed JSON holds; raises JsonFormError with every fault.

    Values are not held against the schema; writing the message does that.
    """
    entry = REGISTRY.get(soort)
    if entry is None:
        expected = _choice(soort, REGISTRY)
        text = f"onbekende berichtsoort {_shown(soort)}; {expected}"
        raise JsonFormError([FormFault(key="", value=_shown(soort), expected=expected, text=text)])
    reader = _Reader(entry.soort)
    message: Message = reader.read_class(entry.message_class, data, "")
    if reader.faults:
        raise JsonFormError(reader.faults)
    return message


class _Reader:
    """Reads JSON into classes and keeps the problems it meets; use what it returns when there are none."""

    def __init__(self, soort: MessageKind) -> None:
        self.soort = soort
        self.faults: list[FormFault] = []

    def read_class(self, node_class: type[Node], data: object, path: str) -> Any:
        known = {field.key: field for field in fields_of(node_class)}
        if not isinstance(data, Mapping):
            self._add_mismatch(path, data, f"een object met de sleutels {', '.join(known)}")
            return None
        faults_before = len(self.faults)
        values: dict[str, Any] = fixed(self.soort) if issubclass(node_class, BaseHeader) else {}
        for key, content in data.items():
            field = known.get(key)
            if field is None:
                self._add_unknown_key(path, str(key), known)
            elif content is not None:
                values[field.name] = self._field(field, content, _below(path, field.key))
        for field in known.values():
            if field.required and field.name not in values:
                self._add_mismatch(_below(path, field.key), None, _expected(field))
        return node_class(**values) if len(self.faults) == faults_before else None

    def _field(self, field: Field, content: object, path: str) -> Any:
        if field.item is None:
            return self._item(field, content, path)
        if not isinstance(content, list | tuple):
            self._add_mismatch(path, content, _expected(field))
            return None
        return tuple(self._item(field, item, f"{path}[{number}]") for number, item in enumerate(content))

    def _item(self, field: Field, content: object, path: str) -> Any:
        if field.node_class is not None:
            return self.read_class(field.node_class, content, path)
        if isinstance(content, str):
            return self._text(content, path)
        if isinstance(content, int) and not isinstance(content, bool):
            if field.element in _NUMBERS and content.bit_length() <= _MAX_NUMBER_BITS:
                return str(content)
            if field.element not in _NUMBERS:
                self._add_mismatch(path, content, "tekst, tussen aanhalingstekens (voorloopnullen tellen mee)")
                return None
        self._add_mismatch(path, content, _WHOLE_NUMBER if field.element in _NUMBERS else "tekst")
        return None

    def _text(self, content: str, path: str) -> str:
        misplaced = NOT_IN_XML.search(content)
        if misplaced is not None:
            self._add_mismatch(
                path, content, f"tekst zonder teken U+{ord(misplaced[0]):04X}, dat niet in XML kan staan"
            )
        return content

    def _add_unknown_key(self, path: str, key: str, known: Mapping[str, Field]) -> None:
        place = _below(path, _cut(mask_in_start(key, _MAX_SHOWN_CHARS + 1)))
        expected = _choice(key, known)
        self._add(place, None, expected, f"onbekende sleutel {place}; {expected}")

    def _add_mismatch(self, path: str, content: object, expected: str) -> None:
        value = None if content is None else _shown(content, is_bsn=path.endswith("bsn"))
        told = f"ontbreekt; verwacht: {expected}" if value is None else f"is {value}; verwacht: {expected}"
        self._add(path, value, expected, f"{path or 'het bericht'} {told}")

    def _add(self, path: str, value: str | None, expected: str, text: str) -> None:
        self.faults.append(FormFault(key=path, value=value, expected=expected, text=text))
        if len(self.faults) >= MAX_FAULTS:
            raise JsonFormError(self.faults)


def _below(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _expected(field: Field) -> str:
    if field.item is not None:
        return "een lijst van objecten" if field.node_class else "een lijst van teksten"
    if field.node_class is not None:
        return f"een object met de sleutels {', '.join(item.key for item in fields_of(field.node_class))}"
    return _WHOLE_NUMBER if field.element in _NUMBERS else "tekst"


def _choice(given: str, possible: Iterable[str]) -> str:
    """Return the name that was probably meant, or else all there are to choose from (Dutch)."""
    names = {_plain(name): name for name in possible}
    close = get_close_matches(_plain(given), names, n=1)
    return f"bedoelt u {names[close[0]]}?" if close else f"mogelijk zijn {', '.join(names.values())}"


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()[:_MAX_SHOWN_CHARS]


def _shown(content: object, *, is_bsn: bool = False) -> str:
    """Return a value as it may be shown: cut, never the inside of an object or a list, never a whole BSN."""
    if isinstance(content, Mapping):
        return "een object"
    if isinstance(content, list | tuple):
        return "een lijst"
    if isinstance(content, bool):
        return "true" if content else "false"
    if isinstance(content, int) and content.bit_length() > _MAX_NUMBER_BITS:
        return "een heel groot getal"
    text = mask_bsn(str(content)) if is_bsn else mask_in_start(str(content), _MAX_SHOWN_CHARS + 1)
    return f'"{_cut(text)}"' if isinstance(content, str) else _cut(text)


def _cut(text: str) -> str:
    text = NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
    return text if len(text) <= _MAX_SHOWN_CHARS else f"{text[:_MAX_SHOWN_CHARS]}…"
