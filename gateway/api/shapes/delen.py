"""Shapes of a decision in parts: the request for it, and one that is proposed instead."""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import Field

from gateway.api.shapes.base import AgbCode, Shape
from gateway.api.shapes.care import Overrulable, WijzigVraag, ZorgVraag
from gateway.api.shapes.values import SOME_ID
from gateway.exchange.assigning.decide import ChangeOf, Item, ProviderItems
from gateway.exchange.assigning.proposal import ProposedDecision
from gateway.exchange.assigning.versions import NewAssignment
from gateway.store.care.toewijzingen import DecisionRecord

VOORSTEL: Final = Field(
    description="Hetzelfde besluit zoals de bevindingen het aanraden, bijvoorbeeld met een verlenging in plaats van "
    "een nieuwe toewijzing (OP380). Stuur `inhoud` zo naar `pad`, dan gaat het door. null: geen bevinding raadt zoiets "
    "aan, of ook dat zou niet doorgaan."
)
MAX_PARTS = 50
"""Assignments that one decision can be about."""
Nummer = Annotated[int, Field(ge=1, le=999_999_999, strict=True, description="De toewijzing die verandert.")]


class Toekenning(ZorgVraag):
    """Care that is assigned."""

    soort: Literal["toekennen"] = Field(description="Er komt een toewijzing bij.")


class Wijziging(WijzigVraag):
    """An assignment that changes, ends or is removed."""

    soort: Literal["wijzigen"] = Field(description="Een toewijzing verandert, eindigt of wordt verwijderd.")
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


class VoorstelShape(Shape):
    """A decision that would be taken, as a request that can be sent as it is."""

    methode: Literal["POST"] = Field(description="De methode van het verzoek.")
    pad: str = Field(description="Het pad van het verzoek.", examples=[f"/v1/clienten/{SOME_ID}/besluiten"])
    inhoud: BesluitenVraag = Field(description="De inhoud van het verzoek.")

    @classmethod
    def of(cls, proposed: ProposedDecision) -> "VoorstelShape":
        """Return the request for this decision."""
        parts = [_part(each) for each in proposed.decided.items]
        asked = {"aanbieder": proposed.decided.aanbieder, "delen": parts}
        return cls(
            methode="POST",
            pad=f"/v1/clienten/{proposed.client}/besluiten",
            inhoud=BesluitenVraag.model_validate(asked),
        )


def _part(item: Item) -> dict[str, Any]:
    """Return the part of a request that asks for this item."""
    if isinstance(item, NewAssignment):
        terms = item.terms
        product = {"categorie": terms.categorie, "code": terms.code}
        omvang = {"volume": terms.volume, "eenheid": terms.eenheid, "frequentie": terms.frequentie}
        part: dict[str, Any] = {
            "soort": "toekennen",
            "product": _given(product) or None,
            "ingangsdatum": terms.ingangsdatum.isoformat(),
            "einddatum": terms.einddatum and terms.einddatum.isoformat(),
            "omvang": _given(omvang) or None,
            "budget": terms.budget,
            "commentaar": terms.commentaar,
            "referentieAanbieder": terms.referentie_aanbieder,
        }
        return _given({**part, **_record(item.record)})
    change = item.change
    part = {
        "soort": "wijzigen",
        "toewijzingNummer": item.nummer,
        "einddatum": change.einddatum and change.einddatum.isoformat(),
        "volume": change.volume,
        "budget": change.budget,
        "verwijderd": change.remove or None,
        "redenWijziging": change.reden_wijziging,
    }
    return {**_given({**part, **_record(change.record)}), **({"einddatum": None} if change.open_ended else {})}


def _record(record: DecisionRecord) -> dict[str, Any]:
    return {
        "beslistDoor": record.beslist_door,
        "aangevraagdOp": record.aangevraagd_op and record.aangevraagd_op.isoformat(),
        "grond": record.grond,
        "evaluatieOp": [each.isoformat() for each in record.evaluatie_op] or None,
        "instemmingAanbieder": record.instemming_aanbieder,
    }


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
