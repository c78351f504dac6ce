"""Indicators in JSON: figures, their definitions, and the cases behind them."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from gateway.api.shapes.base import Shape

Niveau = Literal["gemeente", "soort", "aanbieder", "andere-gemeente", "regio", "regio-soort", "regio-aanbieder"]
Percentage = float | None


class Streefwaarde(Shape):
    """A target of the contracts; one of the bounds is set."""

    minstens: int | None = Field(description="Procent, grens telt mee.")
    hoogstens: int | None = Field(description="Procent, grens telt mee.")
    bron: str


class Onderdeel(Shape):
    """Counted cases with one ground, code, check or consulent."""

    onderdeel: str
    aantal: int = Field(description="Een geval kan onder meer onderdelen tellen.")


class Cijfer(Shape):
    """One figure."""

    indicator: str = Field(examples=["doorstroom"])
    naam: str
    segment: str | None = Field(description="null: een indicator over berichten.")
    niveau: Niveau
    gemeente: str | None = Field(description="null: de regio, of van een aanbieder al zijn werk.")
    soort_aanbieder: str | None = Field(
        description='Volgens het register van contracten; "" als dat voor die dag geen soort noemt.'
    )
    aanbieder: str | None
    teller: int | None
    noemer: int | None
    percentage: Percentage = Field(description="Op een decimaal; null: verborgen, of een noemer van nul.")
    gemiddelde: float | None = Field(description="In de eenheid van de definitie.")
    verborgen: bool = Field(description="Het aantal is klein (1 tot en met 9), of zou een klein aantal verraden.")
    streefwaarde: Streefwaarde | None
    gebonden: bool | None = Field(description="null: er is geen streefwaarde, of het gaat om meer soorten samen.")
    gehaald: bool | None = Field(description="Alleen bij wie gebonden is.")
    uitsplitsing: list[Onderdeel]


class Definitie(Shape):
    """The definition of an indicator."""

    indicator: str
    naam: str
    noemer: str
    teller: str
    jaar: str = Field(description="De dag die bepaalt in welk jaar een geval telt.")
    niet_te_zien: str = Field(description="Wat berichten hierover niet laten zien.")
    eenheid: str | None = Field(description="Van het gemiddelde.")
    gebonden_soorten: list[str] = Field(description="De soorten aanbieders die aan een streefwaarde gebonden zijn.")


class Indicatoren(Shape):
    """All figures that the caller may see of one year."""

    jaar: int
    dag: date = Field(description="De dag waarop is geteld.")
    gemeente: str | None
    aanbieder: str | None
    opmerkingen: list[str]
    definities: list[Definitie]
    cijfers: list[Cijfer]


class Geval(Shape):
    """A case behind a figure."""

    client_id: UUID | None
    aanbieder: str
    soort_aanbieder: str
    segment: str | None
    toewijzing_nummer: int | None
    bericht_id: UUID | None
    dag: date = Field(description="De dag die het geval in het jaar plaatst.")
    geteld: bool = Field(description="true: het zit in de teller, anders alleen in de noemer.")
    waarde: int | None = Field(description="In de eenheid van de definitie.")
    grond: str | None


class Gevallen(Shape):
    """A page of cases, by day."""

    indicator: str
    jaar: int
    gevallen: list[Geval]
    volgende: int | None = Field(description="Geef mee als 'na' voor de volgende bladzijde; null: er is niet meer.")
