"""The shape of a policy file, and the Dutch text of a fault in it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, Strict, StringConstraints

from gateway.policy.model import EndDateUse, Permission, ProductKind

Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
Day = Annotated[date, Strict()]
Count = Annotated[int, Strict(), Field(ge=0, le=1200)]
Percentage = Annotated[int, Strict(), Field(ge=0, le=100)]
Months = Annotated[int, Strict(), Field(ge=1, le=1200)]
Years = Annotated[int, Strict(), Field(ge=1, le=120)]
Name = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]+(-[0-9A-Za-z]+)*$")]
MunicipalityCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
ProductCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{1,5}$")]


class Effect(StrEnum):
    """The effect of a check, as the file spells it."""

    BLOKKADE = "blokkade"
    SIGNAAL = "signaal"
    UIT = "uit"


class StrictTable(BaseModel):
    """A table of the file, without unknown or missing keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SegmentShape(StrictTable):
    """[segmenten.1A1]"""

    naam: Text
    drager: Annotated[bool, Strict()]
    leeftijd: Years | None = None
    bron: Text


class ProductShape(StrictTable):
    """[producten.02A02]"""

    naam: Text
    segment: str
    soort: ProductKind
    basis: str | None = None
    categorie: Text
    eenheid: str | None = None
    einddatum: EndDateUse
    gemiddeld: Months | None = None
    minstens: Months | None = None
    hoogstens: Months | None = None
    nieuw_tot: Day | None = None
    bron: Text


class StapelingShape(StrictTable):
    """[stapeling."1A1 + 1A2"]"""

    mag: Permission
    bron: Annotated[tuple[Text, ...], Field(min_length=1)]


class MeerwerkShape(StrictTable):
    """[meerwerk.10M01]"""

    per_traject: Months
    aanvragen_binnen: Months
    gestart_binnen: Months
    gronden: Annotated[dict[Name, Text], Field(min_length=1)]
    bron: Text


class ExtensionShape(StrictTable):
    """[verlenging.02C02]"""

    vroeger: Count
    gronden: Annotated[dict[Name, Text], Field(min_length=1)]
    bron: Text


class InflowShape(StrictTable):
    """[instroom.2A]"""

    van: tuple[str, ...]
    wel_na: tuple[str, ...] = ()
    niet_na: tuple[str, ...] = ()
    binnen: Months
    bron: Text


class ProviderKindShape(StrictTable):
    """[[aanbiedersoorten]]"""

    gemeenten: Annotated[tuple[str, ...], Field(min_length=1)]
    segmenten: Annotated[tuple[str, ...], Field(min_length=1)]
    toegestaan: Annotated[tuple[Name, ...], Field(min_length=1)]
    bron: Text


class WatchShape(StrictTable):
    """[bewaking.NL-801]"""

    segmenten: tuple[str, ...]
    termijn: Count
    bron: Text


class CheckShape(StrictTable):
    """[toetsen.NL-201]"""

    gevolg: Effect
    overrulebaar: Annotated[bool, Strict()] = False
    bron: Text
    open_vraag: str = ""


class TargetShape(StrictTable):
    """[[indicatoren.streefwaarden]]"""

    meting: Text
    segment: str
    minstens: Percentage | None = None
    hoogstens: Percentage | None = None
    bron: Text


class IndicatorShape(StrictTable):
    """[indicatoren]"""

    doorstroom: str
    vervolg: Annotated[tuple[str, ...], Field(min_length=1)]
    aansluitend: Months
    terugkeer: Months
    start: Count
    gebonden: tuple[Name, ...]
    bron: Text
    streefwaarden: tuple[TargetShape, ...] = ()


class PolicyShape(StrictTable):
    """The whole file."""

    naam: Text
    geldig_vanaf: Day
    bron: Text
    gemeenten: Annotated[dict[MunicipalityCode, Text], Field(min_length=1)]
    segmenten: Annotated[dict[Name, SegmentShape], Field(min_length=1)]
    producten: Annotated[dict[ProductCode, ProductShape], Field(min_length=1)]
    stapeling: dict[str, StapelingShape]
    meerwerk: dict[str, MeerwerkShape]
    verlenging: dict[str, ExtensionShape] = {}
    instroom: dict[str, InflowShape] = {}
    soorten: dict[Name, Text]
    aanbiedersoorten: tuple[ProviderKindShape, ...]
    bewaking: dict[str, WatchShape]
    toetsen: dict[str, CheckShape]
    indicatoren: IndicatorShape | None = None


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
