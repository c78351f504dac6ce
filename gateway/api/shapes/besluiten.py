"""Shapes of decisions on several assignments at once, and of the end of all care."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import Field

from gateway.api.shapes.base import Bevinding, Shape
from gateway.api.shapes.care import BesluitVraag, OmvangShape, ProductShape
from gateway.api.shapes.delen import VOORSTEL, VoorstelShape
from gateway.api.shapes.exact import Day
from gateway.api.shapes.toewijzingen import ToewijzingShape
from gateway.api.shapes.values import (
    Aanbieder,
    Centen,
    Einddatum,
    Ingangsdatum,
    Productcode,
    RedenWijziging,
    ToewijzingNummer,
    given,
)
from gateway.exchange.assigning.combined import IssuedDecision
from gateway.exchange.assigning.end_all import Ending, EndOfCare
from gateway.exchange.assigning.next_message import Line
from gateway.exchange.assigning.preview import Preview
from gateway.exchange.kernel.findings_json import to_json
from gateway.standard.findings import Finding


class RedenEinde(StrEnum):
    """WMO002, as far as a municipality can end all care of a client with it."""

    OVERLEDEN = "02"
    CONTRACTWIJZIGING = "03"
    VERKORT = "05"
    ANDER_DOMEIN = "06"
    VERHUISD = "07"
    LEVERINGSVORM = "08"
    ANDERE_AANBIEDER = "09"
    BEKOSTIGING = "10"
    HERINDELING = "11"


class BeeindigingVraag(BesluitVraag):
    """The end of all care of a client."""

    einddatum: Day = Field(
        description="Laatste dag van alle zorg: de dag van overlijden, of de dag voor de verhuizing."
    )
    reden_wijziging: RedenEinde = Field(
        description="Waarom alle zorg eindigt (WMO002): 02 overleden, 07 verhuisd, 06 naar een ander domein, of een "
        "andere reden van de gemeente. Komt in de WMO301; de aanbieder stopt met de RedenBeeindiging die erbij hoort "
        "(02, 31, 39, …). Zorg die wordt verwijderd krijgt 13."
    )

    def as_end(self) -> EndOfCare:
        """Return the end as the use case takes it."""
        return EndOfCare(self.einddatum, self.reden_wijziging.value, self.as_record())


class BesluitShape(Shape):
    """What a decision made: the assignments in the order of its parts, and the messages that tell them."""

    bericht_ids: list[UUID] = Field(description="De WMO301's die het melden, één per aanbieder.")
    toewijzingen: list[ToewijzingShape] = Field(description="De toewijzingen, in de volgorde van de delen.")

    @classmethod
    def of(cls, decided: IssuedDecision) -> "BesluitShape":
        """Return the decision as the municipality sees it."""
        return cls(
            bericht_ids=list(decided.bericht_ids), toewijzingen=[ToewijzingShape.of(each) for each in decided.issued]
        )


class EindeShape(Shape):
    """How one assignment ends, and what remains for a person."""

    toewijzing_nummer: ToewijzingNummer
    aanbieder: Aanbieder
    product_code: Productcode | None
    gedaan: Literal["beeindigd", "verwijderd", "later-beeindigd"] = Field(
        description="later-beeindigd: op een latere dag dan gevraagd, omdat er zorg is gemeld."
    )
    uitleg: str = Field(description="Wat er met de toewijzing gebeurt, en waarom.")
    nog_te_doen: str | None = Field(description="Wat een mens nog moet doen; null: niets.")

    @classmethod
    def of(cls, ending: Ending) -> "EindeShape":
        """Return the ending as the municipality sees it."""
        return cls(
            toewijzing_nummer=ending.nummer,
            aanbieder=ending.aanbieder,
            product_code=ending.code,
            gedaan=ending.kind,
            uitleg=ending.done,
            nog_te_doen=ending.to_do,
        )


class BeeindigingShape(BesluitShape):
    """What the end of all care made: in the order in which care ends, vervoer first and trajecten last."""

    zorg: list[EindeShape] = Field(description="Hoe elke toewijzing eindigt, in de volgorde waarin dat gebeurt.")

    @classmethod
    def ended(cls, decided: IssuedDecision, endings: Sequence[Ending]) -> "BeeindigingShape":
        """Return the end of all care as the municipality sees it."""
        made = BesluitShape.of(decided)
        return cls(
            bericht_ids=made.bericht_ids, toewijzingen=made.toewijzingen, zorg=[EindeShape.of(each) for each in endings]
        )


class RegelShape(Shape):
    """One assignment in a WMO301, or one that is no longer in it."""

    toewijzing_nummer: ToewijzingNummer | None = Field(description="null: nieuw, nog zonder nummer.")
    waarom: str = Field(description="Waarom zij erin staat, of er niet meer in staat.")
    staat_erin: bool = Field(description="false: zij stond in de vorige WMO301 en niet meer in deze.")
    product: ProductShape | None = Field(description="null: aspecifiek.")
    ingangsdatum: Ingangsdatum
    einddatum: Einddatum | None
    omvang: OmvangShape | None = Field(description="null: zonder omvang.")
    budget: Centen | None
    reden_wijziging: RedenWijziging | None
    was_einddatum: date | None = Field(description="De Einddatum in de vorige WMO301; null: zonder, of nieuw.")
    was_volume: int | None = given("Het Volume in de vorige WMO301; null: zonder, of nieuw.", minimum=0)
    was_budget: int | None = given("Het Budget in de vorige WMO301, in eurocenten; null: zonder, of nieuw.", minimum=0)
    gewijzigd: list[str] = Field(description="Wat anders is dan in de vorige WMO301.")

    @classmethod
    def of(cls, line: Line) -> "RegelShape":
        """Return the line as the municipality sees it."""
        version = line.version or line.before
        assert version is not None, "a line stands in this message or in the last one"
        terms = version.terms
        before = None if line.before is None else line.before.terms
        omvang = {"volume": terms.volume, "eenheid": terms.eenheid, "frequentie": terms.frequentie}
        return cls(
            toewijzing_nummer=line.nummer,
            waarom=line.reason,
            staat_erin=line.version is not None,
            product=ProductShape(categorie=terms.categorie, code=terms.code) if terms.categorie else None,
            ingangsdatum=terms.ingangsdatum,
            einddatum=terms.einddatum,
            omvang=None if terms.volume is None else OmvangShape.model_validate(omvang),
            budget=terms.budget,
            reden_wijziging=version.reden_wijziging,
            was_einddatum=None if before is None else before.einddatum,
            was_volume=None if before is None else before.volume,
            was_budget=None if before is None else before.budget,
            gewijzigd=list(line.changed_terms),
        )


class DeelShape(Shape):
    """The findings on one part of a decision, in the order of the request."""

    bevindingen: list[Bevinding] = Field(description="Wat er van dit deel gezegd wordt.")


class BesluitControleShape(Shape):
    """What would be said of a decision, and the WMO301 that would follow."""

    aanbieder: Aanbieder
    toegestaan: bool = Field(description="Het zou zo doorgaan, met de overrule die er eventueel bij staat.")
    overrulebaar: bool = Field(description="Alleen beleid houdt het tegen, en een consulent kan dat doorlaten.")
    delen: list[DeelShape] = Field(description="Wat beleid en standaard van elk deel zeggen.")
    bevindingen: list[Bevinding] = Field(description="Van de regels die de WMO301 zou breken.")
    wmo301: list[RegelShape] = Field(description="Wat de WMO301 zou bevatten, en wat er niet meer in staat.")
    voorstel: VoorstelShape | None = VOORSTEL

    @classmethod
    def of(cls, found: Preview) -> "BesluitControleShape":
        """Return the preview as the municipality sees it."""
        return cls(
            aanbieder=found.aanbieder,
            toegestaan=found.allowed,
            overrulebaar=found.overridable,
            delen=[DeelShape(bevindingen=_shown(each)) for each in found.findings_by_step],
            bevindingen=_shown(found.rule_findings),
            wmo301=[RegelShape.of(each) for each in found.lines],
            voorstel=None if found.proposal is None else VoorstelShape.of(found.proposal),
        )


class BeeindigingControleShape(Shape):
    """What the end of all care would do."""

    toegestaan: bool = Field(description="Het zou zo doorgaan, bij alle aanbieders.")
    zorg: list[EindeShape] = Field(description="Hoe elke toewijzing zou eindigen, in de volgorde waarin dat gebeurt.")
    aanbieders: list[BesluitControleShape] = Field(description="Per aanbieder wat zou volgen.")

    @classmethod
    def of(cls, found: Sequence[Preview], endings: Sequence[Ending]) -> "BeeindigingControleShape":
        """Return the preview as the municipality sees it."""
        return cls(
            toegestaan=all(each.allowed for each in found),
            zorg=[EindeShape.of(each) for each in endings],
            aanbieders=[BesluitControleShape.of(each) for each in found],
        )


def _shown(findings: Sequence[Finding]) -> list[Bevinding]:
    return [Bevinding.model_validate(to_json(each)) for each in findings]
