"""Indicators in JSON: figures, their definitions, and the cases behind them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from gateway.api.shapes.base import Shape
from gateway.api.shapes.lists.pages import PageShape
from gateway.api.shapes.values import (
    Aanbieder,
    BerichtId,
    Bron,
    ClientId,
    Gemeente,
    Percentage,
    Segmentcode,
    ToewijzingNummer,
    given,
)
from gateway.store.insight.cells import Case

Niveau = Literal["gemeente", "soort", "aanbieder", "andere-gemeente", "regio", "regio-soort", "regio-aanbieder"]
IndicatorNaam = Annotated[str, given("Naam van de indicator.", "doorstroom", pattern="^[a-z-]{1,40}$")]
Jaartal = Annotated[int, given("Contractjaar: het kalenderjaar.", 2025, minimum=0, maximum=9999)]


class Streefwaarde(Shape):
    """A target of the contracts; one of the bounds is set."""

    minstens: int | None = given("Procent, grens telt mee.", minimum=0)
    hoogstens: int | None = given("Procent, grens telt mee.", minimum=0)
    bron: Bron


class Onderdeel(Shape):
    """Counted cases with one ground, code, check or consulent."""

    onderdeel: str = Field(description="De grond, code, toets of consulent.")
    aantal: int = given("Een geval kan onder meer onderdelen tellen.", minimum=0)


class Cijfer(Shape):
    """One figure."""

    indicator: IndicatorNaam
    naam: str = Field(description="Naam voor mensen.")
    segment: str | None = Field(description="null: een indicator over berichten.")
    niveau: Niveau = Field(description="Over wie het cijfer gaat.")
    gemeente: str | None = Field(description="null: de regio, of van een aanbieder al zijn werk.")
    soort_aanbieder: str | None = Field(
        description='Volgens het register van contracten; "" als dat voor die dag geen soort noemt.'
    )
    aanbieder: Aanbieder | None = Field(description="null: van aanbieders samen.")
    teller: int | None = given("Hoeveel gevallen tellen; null: verborgen.", minimum=0)
    noemer: int | None = given("Onder hoeveel gevallen; null: verborgen.", minimum=0)
    percentage: Percentage | None
    gemiddelde: float | None = Field(description="In de eenheid van de definitie.")
    verborgen: bool = Field(description="Het aantal is klein (1 tot en met 9), of zou een klein aantal verraden.")
    streefwaarde: Streefwaarde | None = Field(description="Wat de contracten vragen; null: niets.")
    gebonden: bool | None = Field(description="null: er is geen streefwaarde, of het gaat om meer soorten samen.")
    gehaald: bool | None = Field(description="Alleen bij wie gebonden is.")
    uitsplitsing: list[Onderdeel] = Field(description="De getelde gevallen naar onderdeel; leeg: er is er geen.")


class Definitie(Shape):
    """The definition of an indicator."""

    indicator: IndicatorNaam
    naam: str = Field(description="Naam voor mensen.")
    noemer: str = Field(description="Onder welke gevallen wordt geteld.")
    teller: str = Field(description="Welke daarvan tellen.")
    jaar: str = Field(description="De dag die bepaalt in welk jaar een geval telt.")
    niet_te_zien: str = Field(description="Wat berichten hierover niet laten zien.")
    eenheid: str | None = Field(description="Van het gemiddelde.")
    gebonden_soorten: list[str] = Field(description="De soorten aanbieders die aan een streefwaarde gebonden zijn.")


class Indicatoren(Shape):
    """All figures that the caller may see of one year."""

    jaar: Jaartal
    dag: date = Field(description="De dag waarop is geteld.")
    gemeente: Gemeente | None = Field(description="De gemeente die het vroeg; null: een aanbieder vroeg het.")
    aanbieder: Aanbieder | None = Field(description="De aanbieder die het vroeg; null: een gemeente vroeg het.")
    opmerkingen: list[str] = Field(description="Waar bij het lezen op te letten is.")
    definities: list[Definitie] = Field(description="Wat elk van deze indicatoren telt.")
    cijfers: list[Cijfer] = Field(description="De cijfers.")


class Geval(Shape):
    """A case behind a figure."""

    client_id: ClientId | None = Field(description="null: de gemeente kent deze cliënt niet.")
    aanbieder: Aanbieder
    soort_aanbieder: str = Field(description='Volgens het register van contracten; "": dat noemt er geen.')
    segment: Segmentcode | None = Field(description="null: een indicator over berichten.")
    toewijzing_nummer: ToewijzingNummer | None = Field(description="null: het gaat over een bericht.")
    bericht_id: BerichtId | None = Field(description="null: het gaat over zorg.")
    dag: date = Field(description="De dag die het geval in het jaar plaatst.")
    geteld: bool = Field(description="true: het zit in de teller, anders alleen in de noemer.")
    waarde: int | None = given("In de eenheid van de definitie.", minimum=0)
    grond: str | None = Field(description="De grond, code of toets waaronder het telt; null: geen.")

    @classmethod
    def of(cls, case: Case) -> "Geval":
        """Return the case as the municipality sees it."""
        return cls(
            client_id=case.client_id,
            aanbieder=case.aanbieder,
            soort_aanbieder=case.kind,
            segment=case.segment or None,
            toewijzing_nummer=case.nummer,
            bericht_id=case.bericht_id,
            dag=case.day,
            geteld=case.counted,
            waarde=case.value,
            grond=case.ground or None,
        )


class Gevallen(PageShape):
    """A page of cases, by day."""

    indicator: IndicatorNaam
    jaar: Jaartal
    gevallen: list[Geval] = Field(description="De gevallen van deze bladzijde, op volgorde van dag.")
