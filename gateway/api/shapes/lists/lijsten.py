"""Shapes of the lists of assignments, overrides and organisations, and of the search for a client."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from gateway.api.shapes.base import XML_TEXT, Bevinding, BodyShape, Shape
from gateway.api.shapes.care import OmvangShape, ProductShape
from gateway.api.shapes.clienten import ClientShape
from gateway.api.shapes.exact import Day
from gateway.api.shapes.lists.pages import PageShape
from gateway.api.shapes.values import (
    Aanbieder,
    Centen,
    ClientId,
    Consulent,
    Einddatum,
    Gemeente,
    Ingangsdatum,
    Reden,
    ToewijzingNummer,
    Toewijzingsdatum,
    Versienummer,
)
from gateway.standard.channels import ChannelName
from gateway.store.lists.assignments import AssignmentItem, OverrideItem


class ToewijzingItem(Shape):
    """An assignment in a list, in the version that holds."""

    gemeente: Gemeente
    toewijzing_nummer: ToewijzingNummer
    client_id: ClientId
    aanbieder: Aanbieder
    versie: Versienummer
    toewijzingsdatum: Toewijzingsdatum
    product: ProductShape | None = Field(description="null: aspecifiek.")
    ingangsdatum: Ingangsdatum
    einddatum: Einddatum | None
    omvang: OmvangShape | None = Field(description="null: zonder omvang.")
    budget: Centen | None
    verwijderd: bool = Field(description="true: de toewijzing is verwijderd.")
    begonnen: bool = Field(description="De aanbieder meldde een start, en trok die niet in.")
    overruled: bool = Field(description="Bij een van de versies is iets doorgelaten wat het beleid verbiedt.")

    @classmethod
    def of(cls, item: AssignmentItem) -> "ToewijzingItem":
        """Return the assignment as the municipality sees it."""
        omvang = {"volume": item.volume, "eenheid": item.eenheid, "frequentie": item.frequentie}
        return cls(
            gemeente=item.gemeente,
            toewijzing_nummer=item.nummer,
            client_id=item.client_id,
            aanbieder=item.aanbieder,
            versie=item.versie,
            toewijzingsdatum=item.toewijzingsdatum,
            product=ProductShape(categorie=item.categorie, code=item.code) if item.categorie else None,
            ingangsdatum=item.ingangsdatum,
            einddatum=item.einddatum,
            omvang=None if item.volume is None else OmvangShape.model_validate(omvang),
            budget=item.budget,
            verwijderd=item.verwijderd,
            begonnen=item.begonnen,
            overruled=item.overruled,
        )


class Toewijzingen(PageShape):
    """A page of assignments."""

    toewijzingen: list[ToewijzingItem] = Field(description="De toewijzingen van deze bladzijde.")


class OverruleItem(Shape):
    """An override of policy: who let which version pass, why, and what stood against it."""

    gemeente: Gemeente
    toewijzing_nummer: ToewijzingNummer
    versie: Versienummer
    client_id: ClientId
    aanbieder: Aanbieder
    toewijzingsdatum: Toewijzingsdatum
    consulent: Consulent
    reden: Reden
    bevindingen: list[Bevinding] = Field(description="Wat is doorgelaten.")

    @classmethod
    def of(cls, item: OverrideItem) -> "OverruleItem":
        """Return the override as the municipality sees it."""
        return cls(
            gemeente=item.gemeente,
            toewijzing_nummer=item.nummer,
            versie=item.versie,
            client_id=item.client_id,
            aanbieder=item.aanbieder,
            toewijzingsdatum=item.toewijzingsdatum,
            consulent=item.overrule["consulent"],
            reden=item.overrule["reden"],
            bevindingen=[Bevinding.model_validate(each) for each in item.overrule["bevindingen"]],
        )


class Overrules(PageShape):
    """A page of overrides."""

    overrules: list[OverruleItem] = Field(description="Wat is doorgelaten, op deze bladzijde.")


class OrganisatieItem(Shape):
    """An organisation in a list."""

    code: str = Field(description="Gemeentecode, AGB-code of eigen naam.", examples=["01234567"])
    soort: Literal["gemeente", "aanbieder", "beheerder", "intermediair"] = Field(description="Wat zij is.")
    naam: str = Field(description="Naam voor mensen.", examples=["Zorg aan de Maas"])
    extern: bool = Field(description="Van een gemeente: zij gebruikt een andere gateway.")
    kanaal: ChannelName | None = Field(description="Hoe zij haar berichten krijgt; alleen voor de beheerder.")
    bevroren_op: datetime | None = Field(description="Sindsdien wordt haar niets bezorgd; alleen voor de beheerder.")


class Organisaties(PageShape):
    """A page of organisations, by code."""

    organisaties: list[OrganisatieItem] = Field(description="De organisaties van deze bladzijde.")


class Zoekvraag(BodyShape):
    """Whom to look for: by BSN, or by surname and date of birth."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"bsn": "999900006"}, {"geslachtsnaam": "Proefpersoon", "geboortedatum": "1950-06-15"}]
        }
    )

    bsn: str | None = Field(
        None, pattern="^[0-9]{9}$", description="Negen cijfers. Een BSN of naam hoort in geen adres, vandaar POST."
    )
    geslachtsnaam: Annotated[str, Field(min_length=1, max_length=200), XML_TEXT] | None = Field(
        None,
        description="De hele achternaam van de cliënt of van diens partner, met of zonder voorvoegsel. Hoofdletters, "
        "accenten, spaties en leestekens doen er niet toe.",
    )
    geboortedatum: Day | None = Field(None, description="Bij geslachtsnaam.")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        by_name = self.geslachtsnaam is not None, self.geboortedatum is not None
        if by_name not in ((True, True), (False, False)) or by_name[0] == (self.bsn is not None):
            raise ValueError("geef bsn, of geslachtsnaam en geboortedatum samen")
        return self


class Gevonden(Shape):
    """The clients that were found: by BSN at most one, by name perhaps several."""

    clienten: list[ClientShape] = Field(description="Wie is gevonden; leeg: niemand.")
