"""Shapes of assignments: requests for one, and the assignments there are."""

from datetime import date, time
from typing import Annotated

from pydantic import Field

from gateway.api.shapes.base import AgbCode, Bevinding, Gemeentecode, Shape
from gateway.api.shapes.care import OmvangShape, Overrulable, ProductShape, WijzigVraag, ZorgVraag
from gateway.api.shapes.exact import Id
from gateway.api.shapes.values import (
    Aanbieder,
    Aantal,
    BerichtId,
    Centen,
    ClientId,
    Consulent,
    Einddatum,
    Gemeente,
    Ingangsdatum,
    Reden,
    RedenWijziging,
    ToewijzingNummer,
    Toewijzingsdatum,
    Versienummer,
    given,
)
from gateway.exchange.assigning.publish import IssuedAssignment
from gateway.exchange.assigning.versions import NewAssignment
from gateway.store.care.toewijzingen import AssignmentVersion


class ToewijzingVraag(ZorgVraag, Overrulable):
    """A request to assign care."""

    gemeente: Gemeentecode | None = Field(None, description="Mag ontbreken; anders die van de API-sleutel.")
    aanbieder: AgbCode
    client_id: Id = Field(description="Id van de cliënt; POST /v1/clienten geeft het.")

    def as_new_assignment(self) -> NewAssignment:
        """Return what is asked for, as the use case takes it."""
        return self.new_assignment(self.client_id, self.aanbieder)


class ToewijzingWijziging(WijzigVraag, Overrulable):
    """A change to an assignment; a key that is absent leaves its value as it is."""


class OverruleShape(Shape):
    """An override that was used, and the findings that it let pass."""

    consulent: Consulent
    reden: Reden
    bevindingen: list[Bevinding] = Field(description="Wat is doorgelaten.")


class VersieShape(Shape):
    """One version of an assignment."""

    versie: Versienummer
    toewijzingsdatum: Toewijzingsdatum
    toewijzingstijd: Annotated[time, given("Het tijdstip daarvan, in Nederland.", "10:30:00", format="time-local")]
    product: ProductShape | None = Field(description="null: aspecifiek.")
    ingangsdatum: Ingangsdatum
    einddatum: Einddatum | None
    reden_wijziging: RedenWijziging | None
    omvang: OmvangShape | None = Field(description="null: zonder omvang.")
    budget: Centen | None
    verwijderd: bool = Field(description="true: de toewijzing is met deze versie verwijderd.")
    beslist_door: str | None = Field(description="De consulent die besloot; null: niet opgegeven.")
    aangevraagd_op: date | None = Field(description="De dag waarop de cliënt het vroeg; null: niet opgegeven.")
    grond: str | None = Field(description="Van meerwerk of verlenging: de grond; null: niet opgegeven.")
    evaluatie_op: list[date] = Field(description="De dagen waarop een evaluatie is afgesproken.")
    instemming_aanbieder: bool | None = Field(description="Of de aanbieder het ermee eens is; null: niet opgegeven.")
    overrule: OverruleShape | None = Field(description="Wie bij deze versie wat doorliet; null: niemand.")

    @classmethod
    def of(cls, versie: AssignmentVersion) -> "VersieShape":
        """Return the version as the municipality sees it."""
        terms = versie.terms
        omvang = {"volume": terms.volume, "eenheid": terms.eenheid, "frequentie": terms.frequentie}
        return cls(
            versie=versie.versie,
            toewijzingsdatum=versie.toewijzingsdatum,
            toewijzingstijd=versie.toewijzingstijd,
            product=ProductShape(categorie=terms.categorie, code=terms.code) if terms.categorie else None,
            ingangsdatum=terms.ingangsdatum,
            einddatum=terms.einddatum,
            reden_wijziging=versie.reden_wijziging,
            omvang=None if terms.volume is None else OmvangShape.model_validate(omvang),
            budget=terms.budget,
            verwijderd=versie.verwijderd,
            beslist_door=versie.record.beslist_door,
            aangevraagd_op=versie.record.aangevraagd_op,
            grond=versie.record.grond,
            evaluatie_op=list(versie.record.evaluatie_op),
            instemming_aanbieder=versie.record.instemming_aanbieder,
            overrule=None if versie.overrule is None else OverruleShape.model_validate(versie.overrule),
        )


class ToewijzingShape(Shape):
    """An assignment with its versions, and the message that reported the present one."""

    gemeente: Gemeente
    toewijzing_nummer: ToewijzingNummer
    client_id: ClientId
    aanbieder: Aanbieder
    actueel: VersieShape = Field(description="De versie die geldt.")
    versies: list[VersieShape] = Field(description="Alle versies, oudste eerst.")
    bericht_id: BerichtId | None = Field(description="De WMO301 die de actuele versie meldt.")
    bevindingen: list[Bevinding] = Field(description="Wat het beleid te zeggen had van de actuele versie.")
    verzonden: bool = Field(
        description="Of een WMO301 die niet is afgekeurd, de actuele versie heeft gemeld. Zo niet, dan geldt zij als "
        "niet verzonden en gaat zij mee met de volgende WMO301 aan deze aanbieder."
    )
    verwacht_volume: int | None = given(
        "Hoeveel eenheden de actuele versie naar verwachting is, over alle dagen: haar volume, bij een "
        "omvang per dag, week of maand maal het aantal dat begint; zonder omvang wat bij het product past. null: niet "
        "te zeggen.",
        minimum=0,
    )
    verwacht_bedrag: int | None = given(
        "Wat de actuele versie naar verwachting kost, in eurocenten: haar Budget, of haar omvang maal het "
        "tarief. null: er is geen tarief voor bekend, geen einde bij een omvang per dag, week of maand, of verwijderd.",
        minimum=0,
    )

    gedeclareerd_bedrag: Centen = Field(
        description="Wat erop is gedeclareerd, toegekend en niet gecrediteerd, in eurocenten."
    )
    gedeclareerd_volume: dict[str, int] = Field(
        description="Hetzelfde in volume, per eenheid (WJ756).", examples=[{"04": 12, "01": 90}]
    )
    over_volume: Aantal | None = Field(
        description="Wat er over de hele looptijd nog te declareren is, in hele toegewezen eenheden (TR322); per maand "
        "kan het minder zijn (TR321). Van de laatste versie die de aanbieder kreeg en niet afkeurde. null: er is "
        "geen omvang, geen grens, of zij is verwijderd of alleen verstuurd in berichten die zijn afgekeurd."
    )
    over_budget: Centen | None = Field(description="Wat er van het Budget nog te declareren is, in eurocenten (TR369).")

    @classmethod
    def of(cls, issued: IssuedAssignment) -> "ToewijzingShape":
        """Return the assignment as the municipality sees it."""
        assignment = issued.assignment
        versies = [VersieShape.of(each) for each in assignment.versions]
        return cls(
            gemeente=assignment.gemeente,
            toewijzing_nummer=assignment.nummer,
            client_id=assignment.client_id,
            aanbieder=assignment.aanbieder,
            actueel=versies[-1],
            versies=versies,
            bericht_id=issued.bericht_id,
            bevindingen=[Bevinding.model_validate(each) for each in issued.findings],
            verzonden=issued.sent,
            verwacht_volume=issued.expected.volume,
            verwacht_bedrag=issued.expected.cents,
            gedeclareerd_bedrag=issued.claimed.cents,
            gedeclareerd_volume=dict(issued.claimed.volumes),
            over_volume=issued.claimed.left_volume,
            over_budget=issued.claimed.left_cents,
        )
