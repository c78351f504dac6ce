"""Shapes of assignments: requests for one, and the assignments there are."""

from datetime import date, time
from uuid import UUID

from pydantic import Field

from gateway.api.shapes.base import AgbCode, Bevinding, Gemeentecode, Shape
from gateway.api.shapes.care import OmvangShape, Overrulable, ProductShape, WijzigVraag, ZorgVraag
from gateway.api.shapes.exact import Id
from gateway.exchange.assigning.publish import IssuedAssignment
from gateway.exchange.assigning.versions import NewAssignment
from gateway.store.care.toewijzingen import AssignmentVersion


class ToewijzingVraag(ZorgVraag, Overrulable):
    """A request to assign care."""

    gemeente: Gemeentecode | None = Field(None, description="Mag ontbreken; anders die van de API-sleutel.")
    aanbieder: AgbCode
    client_id: Id = Field(description="Id van POST /v1/clienten.")

    def as_new_assignment(self) -> NewAssignment:
        """Return what is asked for, as the use case takes it."""
        return self.new_assignment(self.client_id, self.aanbieder)


class ToewijzingWijziging(WijzigVraag, Overrulable):
    """A change to an assignment; a key that is absent leaves its value as it is."""


class OverruleShape(Shape):
    """An override that was used, and the findings that it let pass."""

    consulent: str
    reden: str
    bevindingen: list[Bevinding]


class VersieShape(Shape):
    """One version of an assignment."""

    versie: int
    toewijzingsdatum: date
    toewijzingstijd: time
    product: ProductShape | None
    ingangsdatum: date
    einddatum: date | None
    reden_wijziging: str | None
    omvang: OmvangShape | None
    budget: int | None
    verwijderd: bool
    beslist_door: str | None
    aangevraagd_op: date | None
    grond: str | None
    evaluatie_op: list[date]
    instemming_aanbieder: bool | None
    overrule: OverruleShape | None = Field(description="Wie bij deze versie wat doorliet.")

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

    gemeente: str
    toewijzing_nummer: int
    client_id: UUID
    aanbieder: str
    actueel: VersieShape
    versies: list[VersieShape]
    bericht_id: UUID | None = Field(description="De WMO301 die de actuele versie meldt.")
    bevindingen: list[Bevinding] = Field(description="Wat het beleid te zeggen had van de actuele versie.")
    verzonden: bool = Field(
        description="Of een WMO301 die niet is afgekeurd, de actuele versie heeft gemeld. Zo niet, dan geldt zij als "
        "niet verzonden en gaat zij mee met de volgende WMO301 aan deze aanbieder."
    )
    verwacht_volume: int | None = Field(
        description="Hoeveel eenheden de actuele versie naar verwachting is, over alle dagen: haar volume, bij een "
        "omvang per dag, week of maand maal het aantal dat begint; zonder omvang wat bij het product past. null: niet "
        "te zeggen."
    )
    verwacht_bedrag: int | None = Field(
        description="Wat de actuele versie naar verwachting kost, in eurocenten: haar Budget, of haar omvang maal het "
        "tarief. null: er is geen tarief voor bekend, geen einde bij een omvang per dag, week of maand, of verwijderd."
    )

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
        )
