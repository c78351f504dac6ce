"""Values as Dutch people read them: days and moments in words, local time, amounts with a comma."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from gateway.standard.calendar import DUTCH_TIME, dutch_day
from gateway.standard.channels import DeliveryState
from gateway.standard.codelists import meaning

NOTHING: Final = "–"
_ABBREVIATIONS: Final = ("bsn", "xsd", "id")
KINDS: Final[Mapping[str, str]] = {
    "WMO301": "toewijzing",
    "WMO302": "antwoord op toewijzing",
    "WMO305": "start",
    "WMO306": "antwoord op start",
    "WMO307": "stop",
    "WMO308": "antwoord op stop",
    "WMO315": "verzoek om toewijzing",
    "WMO316": "ontvangst van verzoek",
    "WMO317": "verzoek om wijziging",
    "WMO318": "ontvangst van verzoek om wijziging",
    "WMO319": "antwoord op verzoek",
    "WMO320": "ontvangst van antwoord",
    "WMO323": "declaratie",
    "WMO325": "antwoord op declaratie",
}
"""By kind of message what people call it."""
DELIVERIES: Final[Mapping[DeliveryState, str]] = {
    "wachtend": "wacht op de ontvanger",
    "onderweg": "wordt nu bezorgd",
    "opgegeven": "niet bezorgd, wacht in het postvak",
    "geleverd": "bezorgd",
    "stil": "bezorgd, en daarna te lang stil",
}
_TONES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("goedgekeurd", "geleverd", "afgehandeld", "toegekend", "verwerkt"), "success"),
    **dict.fromkeys(("afgekeurd", "opgegeven", "afkeur", "blokkade", "afgewezen"), "error"),
    **dict.fromkeys(("geparkeerd", "open", "in-onderzoek", "signaal", "stil"), "warning"),
}


def day(value: date | None) -> str:
    """Return the day as "3 maart 2026"."""
    return NOTHING if value is None else dutch_day(value)


def typed_day(value: date) -> str:
    """Return the day as a person types it in a field: "3-3-2026"."""
    return f"{value.day}-{value.month}-{value.year}"


def moment(value: datetime | None) -> str:
    """Return the moment in local time as "3 maart 2026, 14:05"."""
    if value is None:
        return NOTHING
    local = value.astimezone(DUTCH_TIME)
    return f"{day(local.date())}, {local:%H:%M}"


def short(value: datetime | None) -> str:
    """Return the moment in local time as "03-03-2026 14:05", for lists."""
    return NOTHING if value is None else f"{value.astimezone(DUTCH_TIME):%d-%m-%Y %H:%M}"


def kind(soort: str) -> str:
    """Return what people call this kind of message: "WMO305 (start)"."""
    return f"{soort} ({KINDS[soort]})" if soort in KINDS else soort


def tone(state: str | None) -> str:
    """Return the tone in which a state is shown: success, error, warning or neutral. Its word tells it too."""
    return _TONES.get(state or "", "neutral")


def label(element: str) -> str:
    """Return the name of an element of the XSD as people read it: "Toewijzing nummer", or "BSN"."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", element)
    return (
        begun(" ".join(each.upper() if each.lower() in _ABBREVIATIONS else each.lower() for each in words)) or element
    )


def last_name(place: str) -> str:
    """Return the last element or key of a path, without prefix or number: "Einddatum" of "/a:B/a:Einddatum[2]"."""
    return place.replace(".", "/").rpartition("/")[2].rpartition(":")[2].partition("[")[0]


def code(value: str, list_name: str) -> str:
    """Return what a code of this list means, with the code: "etmaal (14)"; the code alone when that isn't known."""
    told = meaning(list_name, value)
    return value if told is None else f"{told} ({value})"


def volume(number: int | str, eenheid: str, frequentie: str | None = None) -> str:
    """Return how much care it is, in words alone: "120 × minuut, per maand"."""
    coded = [("LDT_Eenheid", eenheid), *([("LDT_Frequentie", frequentie)] if frequentie else [])]
    return f"{number} × {', '.join((meaning(name, value) or value).lower() for name, value in coded)}"


def count(number: int, one: str, many: str) -> str:
    """Return the number with its noun: "1 bericht", "1.204 berichten"."""
    return f"{number:,} {one if number == 1 else many}".replace(",", ".")


def begun(text: str) -> str:
    """Return the text with a capital in front and the rest as it is: "WMO305" stays so."""
    return text[:1].upper() + text[1:]
