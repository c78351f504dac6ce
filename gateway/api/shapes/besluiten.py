"""Shapes of decisions on several assignments at once, and of the end of all care."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from gateway.api.shapes.base import AgbCode, Bevinding, Shape
from gateway.api.shapes.care import BesluitVraag, OmvangShape, Overrulable, ProductShape, WijzigVraag, ZorgVraag
from gateway.api.shapes.exact import Day
from gateway.api.shapes.toewijzingen import ToewijzingShape
from gateway.exchange.assigning.combined import IssuedDecision, ProviderItems
from gateway.exchange.assigning.decide import ChangeOf
from gateway.exchange.assigning.next_message import Line
from gateway.exchange.assigning.preview import Preview
from gateway.exchange.kernel.findings_json import to_json
from gateway.standard.findings import Finding

MAX_PARTS = 50
"""Assignments that one decision can be about."""
Nummer = Annotated[int, Field(ge=1, le=999_999_999, strict=True)]


class Toekenning(ZorgVraag):
    """Care that is assigned."""

    soort: Literal["toekennen"]


class Wijziging(WijzigVraag):
    """An assignment that changes, ends or is removed."""

    soort: Literal["wijzigen"]
    toewijzing_nummer: Nummer


class BesluitenVraag(Overrulable):
    """A decision on several assignments of one client at one provider."""

    aanbieder: AgbCode
    delen: list[Annotated[Toekenning | Wijziging, Field(discriminator="soort")]] = Field(
        min_length=1, max_length=MAX_PARTS, description="Wat er verandert; alles of niets."
    )

    def as_items(self, client: UUID) -> ProviderItems:
        """Return the parts as the use case takes them."""
        return ProviderItems(
            self.aanbieder,
            [
                each.new_assignment(client, self.aanbieder)
                if isinstance(each, Toekenning)
                else ChangeOf(each.toewijzing_nummer, each.as_change())
                for each in self.delen
            ],
        )


class BeeindigingVraag(BesluitVraag, Overrulable):
    """The end of all care of a client."""

    einddatum: Day = Field(description="Laatste dag van alle zorg: de dag van overlijden of verhuizing.")


class BesluitShape(Shape):
    """What a decision made: the assignments in the order of its parts, and the messages that tell them."""

    berichten: list[UUID] = Field(description="De WMO301's die het melden, één per aanbieder.")
    toewijzingen: list[ToewijzingShape]

    @classmethod
    def of(cls, decided: IssuedDecision) -> "BesluitShape":
        """Return the decision as the municipality sees it."""
        return cls(
            berichten=list(decided.bericht_ids), toewijzingen=[ToewijzingShape.of(each) for each in decided.issued]
        )


class RegelShape(Shape):
    """One assignment in a WMO301, or one that is no longer in it."""

    toewijzing_nummer: int | None = Field(description="null: nieuw, nog zonder nummer.")
    waarom: str
    staat_erin: bool
    product: ProductShape | None
    ingangsdatum: date
    einddatum: date | None
    omvang: OmvangShape | None
    budget: int | None
    reden_wijziging: str | None
    was_einddatum: date | None = Field(description="In de vorige WMO301.")
    gewijzigd: list[str] = Field(description="Wat anders is dan in de vorige WMO301.")

    @classmethod
    def of(cls, line: Line) -> "RegelShape":
        """Return the line as the municipality sees it."""
        version = line.version or line.before
        assert version is not None, "a line stands in this message or in the last one"
        terms = version.terms
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
            was_einddatum=None if line.before is None else line.before.terms.einddatum,
            gewijzigd=list(line.changed_terms),
        )


class DeelShape(Shape):
    """The findings on one part of a decision, in the order of the request."""

    bevindingen: list[Bevinding]


class BesluitControleShape(Shape):
    """What would be said of a decision, and the WMO301 that would follow."""

    aanbieder: str
    toegestaan: bool = Field(description="Het zou zo doorgaan, met de overrule die er eventueel bij staat.")
    overrulebaar: bool = Field(description="Alleen beleid houdt het tegen, en een consulent kan dat doorlaten.")
    delen: list[DeelShape] = Field(description="Wat beleid en standaard van elk deel zeggen.")
    bevindingen: list[Bevinding] = Field(description="Van de regels die de WMO301 zou breken.")
    wmo301: list[RegelShape] = Field(description="Wat de WMO301 zou bevatten, en wat er niet meer in staat.")

    @classmethod
    def of(cls, aanbieder: str, found: Preview) -> "BesluitControleShape":
        """Return the preview as the municipality sees it."""
        return cls(
            aanbieder=aanbieder,
            toegestaan=found.allowed,
            overrulebaar=found.overridable,
            delen=[DeelShape(bevindingen=_shown(each)) for each in found.findings_by_step],
            bevindingen=_shown(found.rule_findings),
            wmo301=[RegelShape.of(each) for each in found.lines],
        )


def _shown(findings: Sequence[Finding]) -> list[Bevinding]:
    return [Bevinding.model_validate(to_json(each)) for each in findings]
