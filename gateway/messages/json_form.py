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

from gateway.messages.common import Knoop, Kop
from gateway.messages.header_facts import fixed
from gateway.messages.registry import REGISTRY, Bericht
from gateway.messages.shape import Veld, velden
from gateway.standard.identifiers import mask_bsn, mask_in_start
from gateway.standard.releases import MessageKind

MAX_FAULTS: Final = 50

_GETALLEN: Final = frozenset(
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
_GEHEEL_GETAL: Final = "een geheel getal, als getal of als tekst"
_LANGSTE_GETAL: Final = 64
"""In bits; a number beyond it is a mistake that is not worth writing out."""
_LANGSTE_WAARDE: Final = 60
NIET_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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


def to_json(message: Bericht) -> dict[str, Any]:
    """Return the message as what `json.dumps` takes."""
    return _object(message)


def _object(knoop: Knoop) -> dict[str, Any]:
    uit: dict[str, Any] = {}
    for veld in velden(type(knoop)):
        inhoud = getattr(knoop, veld.naam)
        if isinstance(inhoud, Knoop):
            uit[veld.key] = _object(inhoud)
        elif isinstance(inhoud, tuple):
            if inhoud or veld.verplicht:
                uit[veld.key] = [_object(lid) if isinstance(lid, Knoop) else lid for lid in inhoud]
        elif inhoud is not None:
            uit[veld.key] = inhoud
    return uit


def from_json(soort: str, data: object) -> Bericht:
    """Return the message of the type ("WMO305") that parsed JSON holds; raises JsonFormError with every fault.

    Values are not held against the schema; writing the message does that.
    """
    entry = REGISTRY.get(soort)
    if entry is None:
        expected = _keus(soort, REGISTRY)
        text = f"onbekende berichtsoort {_toon(soort)}; {expected}"
        raise JsonFormError([FormFault(key="", value=_toon(soort), expected=expected, text=text)])
    lezer = _Lezer(entry.soort)
    bericht: Bericht = lezer.klasse(entry.klasse, data, "")
    if lezer.faults:
        raise JsonFormError(lezer.faults)
    return bericht


class _Lezer:
    """Reads JSON into classes and keeps the problems it meets; use what it returns when there are none."""

    def __init__(self, soort: MessageKind) -> None:
        self.soort = soort
        self.faults: list[FormFault] = []

    def klasse(self, klasse: type[Knoop], data: object, pad: str) -> Any:
        bekend = {veld.key: veld for veld in velden(klasse)}
        if not isinstance(data, Mapping):
            self._mis(pad, data, f"een object met de sleutels {', '.join(bekend)}")
            return None
        begin = len(self.faults)
        waarden: dict[str, Any] = fixed(self.soort) if issubclass(klasse, Kop) else {}
        for key, inhoud in data.items():
            veld = bekend.get(key)
            if veld is None:
                self._onbekend(pad, str(key), bekend)
            elif inhoud is not None:
                waarden[veld.naam] = self._veld(veld, inhoud, _onder(pad, veld.key))
        for veld in bekend.values():
            if veld.verplicht and veld.naam not in waarden:
                self._mis(_onder(pad, veld.key), None, _verwacht(veld))
        return klasse(**waarden) if len(self.faults) == begin else None

    def _veld(self, veld: Veld, inhoud: object, pad: str) -> Any:
        if veld.item is None:
            return self._lid(veld, inhoud, pad)
        if not isinstance(inhoud, list | tuple):
            self._mis(pad, inhoud, _verwacht(veld))
            return None
        return tuple(self._lid(veld, lid, f"{pad}[{nummer}]") for nummer, lid in enumerate(inhoud))

    def _lid(self, veld: Veld, inhoud: object, pad: str) -> Any:
        if veld.klasse is not None:
            return self.klasse(veld.klasse, inhoud, pad)
        if isinstance(inhoud, str):
            return self._tekst(inhoud, pad)
        if isinstance(inhoud, int) and not isinstance(inhoud, bool):
            if veld.element in _GETALLEN and inhoud.bit_length() <= _LANGSTE_GETAL:
                return str(inhoud)
            if veld.element not in _GETALLEN:
                self._mis(pad, inhoud, "tekst, tussen aanhalingstekens (voorloopnullen tellen mee)")
                return None
        self._mis(pad, inhoud, _GEHEEL_GETAL if veld.element in _GETALLEN else "tekst")
        return None

    def _tekst(self, inhoud: str, pad: str) -> str:
        mis = NIET_IN_XML.search(inhoud)
        if mis is not None:
            self._mis(pad, inhoud, f"tekst zonder teken U+{ord(mis[0]):04X}, dat niet in XML kan staan")
        return inhoud

    def _onbekend(self, pad: str, key: str, bekend: Mapping[str, Veld]) -> None:
        onder = _onder(pad, _kort(mask_in_start(key, _LANGSTE_WAARDE + 1)))
        expected = _keus(key, bekend)
        self._meld(onder, None, expected, f"onbekende sleutel {onder}; {expected}")

    def _mis(self, pad: str, inhoud: object, expected: str) -> None:
        value = None if inhoud is None else _toon(inhoud, is_bsn=pad.endswith("bsn"))
        bevinding = f"ontbreekt; verwacht: {expected}" if value is None else f"is {value}; verwacht: {expected}"
        self._meld(pad, value, expected, f"{pad or 'het bericht'} {bevinding}")

    def _meld(self, pad: str, value: str | None, expected: str, text: str) -> None:
        self.faults.append(FormFault(key=pad, value=value, expected=expected, text=text))
        if len(self.faults) >= MAX_FAULTS:
            raise JsonFormError(self.faults)


def _onder(pad: str, key: str) -> str:
    return f"{pad}.{key}" if pad else key


def _verwacht(veld: Veld) -> str:
    if veld.item is not None:
        return "een lijst van objecten" if veld.klasse else "een lijst van teksten"
    if veld.klasse is not None:
        return f"een object met de sleutels {', '.join(lid.key for lid in velden(veld.klasse))}"
    return _GEHEEL_GETAL if veld.element in _GETALLEN else "tekst"


def _keus(gegeven: str, mogelijk: Iterable[str]) -> str:
    """Return the name that was probably meant, or else all there are to choose from (Dutch)."""
    namen = {_vlak(naam): naam for naam in mogelijk}
    dichtbij = get_close_matches(_vlak(gegeven), namen, n=1)
    return f"bedoelt u {namen[dichtbij[0]]}?" if dichtbij else f"mogelijk zijn {', '.join(namen.values())}"


def _vlak(naam: str) -> str:
    return naam.replace("_", "").replace("-", "").lower()[:_LANGSTE_WAARDE]


def _toon(inhoud: object, *, is_bsn: bool = False) -> str:
    """Return a value as it may be shown: cut, never the inside of an object or a list, never a whole BSN."""
    if isinstance(inhoud, Mapping):
        return "een object"
    if isinstance(inhoud, list | tuple):
        return "een lijst"
    if isinstance(inhoud, bool):
        return "true" if inhoud else "false"
    if isinstance(inhoud, int) and inhoud.bit_length() > _LANGSTE_GETAL:
        return "een heel groot getal"
    tekst = mask_bsn(str(inhoud)) if is_bsn else mask_in_start(str(inhoud), _LANGSTE_WAARDE + 1)
    return f'"{_kort(tekst)}"' if isinstance(inhoud, str) else _kort(tekst)


def _kort(tekst: str) -> str:
    tekst = NIET_IN_XML.sub("\N{REPLACEMENT CHARACTER}", tekst)
    return tekst if len(tekst) <= _LANGSTE_WAARDE else f"{tekst[:_LANGSTE_WAARDE]}…"
