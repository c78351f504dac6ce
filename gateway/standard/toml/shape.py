"""The shape of a file in TOML, and the Dutch text of a fault in it."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Strict, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
Day = Annotated[date, Strict()]
Name = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]+(-[0-9A-Za-z]+)*$")]
MunicipalityCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
ProductCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{1,5}$")]


class StrictTable(BaseModel):
    """A table of the file, without unknown or missing keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


_FAULT_TEXTS: Final[Mapping[str, str]] = {
    "missing": "ontbreekt",
    "extra_forbidden": "is een sleutel die hier niet hoort",
    "model_type": "moet een tabel zijn",
    "dict_type": "moet een tabel zijn",
    "tuple_type": "moet een lijst zijn",
    "string_type": "moet tekst zijn, tussen aanhalingstekens",
    "string_too_short": "is leeg",
    "int_type": "moet een geheel getal zijn",
    "bool_type": "moet true of false zijn",
    "date_type": "moet een datum zijn, zoals 2024-01-01 zonder aanhalingstekens",
    "greater_than_equal": "moet minstens {ge} zijn",
    "less_than_equal": "mag hoogstens {le} zijn",
    "enum": "moet een van {expected} zijn",
    "too_short": "is leeg",
}
_PATTERN_TEXTS: Final[Mapping[str, str]] = {
    r"\S": "is leeg",
    r"^[0-9]{4}$": "moet een gemeentecode van vier cijfers zijn",
    r"^[0-9A-Z]{1,5}$": "moet een productcode zijn: een tot vijf cijfers en hoofdletters",
    r"^[0-9A-Za-z]+(-[0-9A-Za-z]+)*$": "moet een naam zijn van letters, cijfers en streepjes",
}
_SHOWABLE: Final = (str, int, float, date)


def fault_text(fault: Mapping[str, Any]) -> str:
    """Return the Dutch text of this error of pydantic, without its path."""
    context = dict(fault.get("ctx", {}))
    if "expected" in context:
        context["expected"] = str(context["expected"]).replace(" or ", " of ")
    if fault["type"] == "string_pattern_mismatch":
        text = _PATTERN_TEXTS[context["pattern"]]
    else:
        text = _FAULT_TEXTS.get(fault["type"], "heeft een waarde die hier niet kan").format_map(context)
    value = fault.get("input")
    if fault["type"] in ("missing", "extra_forbidden") or value == "" or not isinstance(value, _SHOWABLE):
        return text
    return f"{text}, en is {_shown(value)}"


def _shown(value: str | int | float | date) -> str:
    """Return the value as TOML writes it, cut off after 60 characters."""
    if isinstance(value, bool):
        return str(value).lower()
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
