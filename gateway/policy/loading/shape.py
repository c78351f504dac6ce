"""The shape of a policy file, and what doesn't fit in it, in Dutch."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, Strict, StringConstraints

from gateway.policy.model import Einddatum, Mag, Soort

Tekst = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
Dag = Annotated[date, Strict()]
Aantal = Annotated[int, Strict(), Field(ge=0, le=1200)]
Maanden = Annotated[int, Strict(), Field(ge=1, le=1200)]
Naam = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]+(-[0-9A-Za-z]+)*$")]
Gemeentecode = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
Productcode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{1,5}$")]


class Gevolg(StrEnum):
    """What a check leads to, as the file says it."""

    BLOKKADE = "blokkade"
    SIGNAAL = "signaal"
    UIT = "uit"


class Deel(BaseModel):
    """A table of the file: every key is known, and none is missing."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SegmentVorm(Deel):
    """[segmenten.1A1]"""

    naam: Tekst
    drager: Annotated[bool, Strict()]
    bron: Tekst


class ProductVorm(Deel):
    """[producten.02A02]"""

    naam: Tekst
    segment: str
    soort: Soort
    basis: str | None = None
    categorie: Tekst
    eenheid: str | None = None
    einddatum: Einddatum
    gemiddeld: Maanden | None = None
    minstens: Maanden | None = None
    hoogstens: Maanden | None = None
    nieuw_tot: Dag | None = None
    bron: Tekst


class StapelingVorm(Deel):
    """[stapeling."1A1 + 1A2"]"""

    mag: Mag
    bron: Annotated[tuple[Tekst, ...], Field(min_length=1)]


class MeerwerkVorm(Deel):
    """[meerwerk.10M01]"""

    per_traject: Maanden
    aanvragen_binnen: Maanden
    gestart_binnen: Maanden
    gronden: Annotated[dict[Naam, Tekst], Field(min_length=1)]
    bron: Tekst


class AanbiedersoortVorm(Deel):
    """[[aanbiedersoorten]]"""

    gemeenten: Annotated[tuple[str, ...], Field(min_length=1)]
    segmenten: Annotated[tuple[str, ...], Field(min_length=1)]
    toegestaan: Annotated[tuple[Naam, ...], Field(min_length=1)]
    bron: Tekst


class BewakingVorm(Deel):
    """[bewaking.NL-801]"""

    segmenten: tuple[str, ...]
    termijn: Aantal
    bron: Tekst


class ToetsVorm(Deel):
    """[toetsen.NL-201]"""

    gevolg: Gevolg
    overrulebaar: Annotated[bool, Strict()] = False
    bron: Tekst
    open_vraag: str = ""


class BeleidVorm(Deel):
    """The whole file."""

    naam: Tekst
    geldig_vanaf: Dag
    bron: Tekst
    gemeenten: Annotated[dict[Gemeentecode, Tekst], Field(min_length=1)]
    segmenten: Annotated[dict[Naam, SegmentVorm], Field(min_length=1)]
    producten: Annotated[dict[Productcode, ProductVorm], Field(min_length=1)]
    stapeling: dict[str, StapelingVorm]
    meerwerk: dict[str, MeerwerkVorm]
    soorten: dict[Naam, Tekst]
    aanbiedersoorten: tuple[AanbiedersoortVorm, ...]
    bewaking: dict[str, BewakingVorm]
    toetsen: dict[str, ToetsVorm]


_MELDINGEN: Final[Mapping[str, str]] = {
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
_VORMEN: Final[Mapping[str, str]] = {
    r"\S": "is leeg",
    r"^[0-9]{4}$": "moet een gemeentecode van vier cijfers zijn",
    r"^[0-9A-Z]{1,5}$": "moet een productcode zijn: een tot vijf cijfers en hoofdletters",
    r"^[0-9A-Za-z]+(-[0-9A-Za-z]+)*$": "moet een naam zijn van letters, cijfers en streepjes",
}
_TOONBAAR: Final = (str, int, float, date)


def melding(fout: Mapping[str, Any]) -> str:
    """What is wrong according to this error of pydantic (Dutch), without where."""
    context = dict(fout.get("ctx", {}))
    if "expected" in context:
        context["expected"] = str(context["expected"]).replace(" or ", " of ")
    if fout["type"] == "string_pattern_mismatch":
        tekst = _VORMEN[context["pattern"]]
    else:
        tekst = _MELDINGEN.get(fout["type"], "heeft een waarde die hier niet kan").format_map(context)
    waarde = fout.get("input")
    if fout["type"] in ("missing", "extra_forbidden") or waarde == "" or not isinstance(waarde, _TOONBAAR):
        return tekst
    return f"{tekst}, en is {_getoond(waarde)}"


def _getoond(waarde: str | int | float | date) -> str:
    """Return the value as TOML writes it, at most about a line of it."""
    if isinstance(waarde, bool):
        return str(waarde).lower()
    tekst = f'"{waarde}"' if isinstance(waarde, str) else str(waarde)
    return tekst if len(tekst) <= 60 else f"{tekst[:59]}…"
