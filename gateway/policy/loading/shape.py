"""The shape of a policy file."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, Strict

from gateway.policy.model import EndDateUse, Permission, ProductKind
from gateway.standard.toml.shape import Day, MunicipalityCode, Name, ProductCode, StrictTable, Text

Count = Annotated[int, Strict(), Field(ge=0, le=1200)]
Percentage = Annotated[int, Strict(), Field(ge=0, le=100)]
Months = Annotated[int, Strict(), Field(ge=1, le=1200)]
Years = Annotated[int, Strict(), Field(ge=1, le=120)]


class Effect(StrEnum):
    """The effect of a check, as the file spells it."""

    BLOKKADE = "blokkade"
    SIGNAAL = "signaal"
    UIT = "uit"


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
    verlenging: dict[str, ExtensionShape] = Field(default_factory=dict)
    instroom: dict[str, InflowShape] = Field(default_factory=dict)
    soorten: dict[Name, Text]
    aanbiedersoorten: tuple[ProviderKindShape, ...]
    bewaking: dict[str, WatchShape]
    toetsen: dict[str, CheckShape]
    indicatoren: IndicatorShape | None = None
