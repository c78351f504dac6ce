"""Parts of requests about care: what is asked for, what changes, what belongs to the decision, and an override."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, StrictBool, model_validator

from gateway.api.shapes.base import XML_TEXT, Bedrag, BodyShape, Categorie, Shape
from gateway.api.shapes.exact import Day, Yes
from gateway.exchange.assigning.changes import Change
from gateway.exchange.assigning.override import Override
from gateway.exchange.assigning.versions import NewAssignment
from gateway.exchange.kernel.plain import kept_text_fault
from gateway.messages.terms import AssignmentTerms
from gateway.standard.identifiers import may_hold_bsn
from gateway.store.care.toewijzingen import DecisionRecord


class ProductShape(Shape):
    """The kind of care."""

    categorie: Categorie
    code: Annotated[str, Field(min_length=1, max_length=5), XML_TEXT] | None = Field(
        None, description="Productcode; leeg: elk product van de categorie.", examples=["02A02"]
    )


class OmvangShape(Shape):
    """The volume of care."""

    volume: Bedrag = Field(description="Hoeveel eenheden, per dag, week of maand of in totaal.", examples=[1])
    eenheid: Literal["01", "04", "14", "16", "82", "83", "84"] = Field(
        description="Eenheid (WJ756): 01 minuut, 04 uur, 14 etmaal, 16 dagdeel, 82 stuks (output), 83 euro's, 84 stuks "
        "(inspanning)."
    )
    frequentie: Literal["1", "2", "4", "6"] = Field(
        description="Frequentie (WMO757): 1 per dag, 2 per week, 4 per maand, 6 totaal binnen geldigheidsduur."
    )


def stripped(tekst: str) -> str:
    """Return the text without white space around it. Raises ValueError when it is empty or holds a BSN."""
    fault = kept_text_fault(tekst)
    if fault is not None:
        raise ValueError(fault)
    return tekst.strip()


def _no_bsn(naam: str) -> str:
    """Return the name. Raises ValueError when it may hold a BSN: names are stored unencrypted."""
    if may_hold_bsn(naam, short=False):
        raise ValueError("bevat cijfers die een BSN kunnen zijn; laat die weg")
    return naam


Grond = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9-]{1,40}$",
        description="Van meerwerk of verlenging: de grond, zoals het beleid hem noemt.",
        examples=["levensgebeurtenis"],
    ),
    AfterValidator(_no_bsn),
]


class BesluitVraag(BodyShape):
    """Facts about a decision that no message has a place for."""

    beslist_door: Annotated[str, Field(min_length=1, max_length=100), XML_TEXT, AfterValidator(stripped)] | None = (
        Field(None, description="De consulent die besloot. Wordt bij de versie bewaard; alleen de gemeente ziet het.")
    )
    aangevraagd_op: Day | None = Field(None, description="De dag waarop de cliënt het vroeg.")
    grond: Grond | None = None
    evaluatie_op: list[Day] | None = Field(
        None, min_length=1, max_length=24, description="De dagen waarop een evaluatie is afgesproken."
    )
    instemming_aanbieder: StrictBool | None = Field(None, description="Of de aanbieder het ermee eens is.")

    def as_record(self) -> DecisionRecord:
        """Return the facts, as the use case takes them; the days of evaluation in order, each once."""
        return DecisionRecord(
            beslist_door=self.beslist_door,
            aangevraagd_op=self.aangevraagd_op,
            grond=self.grond,
            evaluatie_op=tuple(sorted(set(self.evaluatie_op or ()))),
            instemming_aanbieder=self.instemming_aanbieder,
        )


class OverruleVraag(BodyShape):
    """An override of what policy forbids: who decides it, and why."""

    consulent: Annotated[str, Field(min_length=1, max_length=100), XML_TEXT, AfterValidator(stripped)] = Field(
        description="Wie het doorlaat. Wordt bewaard bij de toewijzing; alleen de gemeente ziet het."
    )
    reden: Annotated[str, Field(min_length=1, max_length=1000), XML_TEXT, AfterValidator(stripped)] = Field(
        description="Waarom."
    )


class ZorgVraag(BesluitVraag):
    """The care that is to be assigned."""

    product: ProductShape | None = Field(None, description="Het product; leeg: aspecifiek.")
    ingangsdatum: Day = Field(description="Eerste dag.")
    einddatum: Day | None = Field(None, description="Laatste dag; leeg is tot nader order.")
    omvang: OmvangShape | None = Field(None, description="De omvang; niet naast budget.")
    budget: Bedrag | None = Field(None, description="In eurocenten; niet naast omvang.")
    commentaar: Annotated[str, Field(min_length=1), XML_TEXT] | None = Field(
        None, description="Vrije tekst voor de aanbieder; gaat mee in de WMO301."
    )
    referentie_aanbieder: Annotated[str, Field(min_length=1, max_length=36), XML_TEXT] | None = Field(
        None, description="Kenmerk van de aanbieder, als hij om de zorg vroeg; gaat mee in de WMO301."
    )

    @model_validator(mode="after")
    def _period(self) -> Self:
        if self.einddatum is not None and self.einddatum < self.ingangsdatum:
            raise ValueError(f"einddatum {self.einddatum} ligt voor ingangsdatum {self.ingangsdatum}")
        return self

    def new_assignment(self, client: UUID, aanbieder: str) -> NewAssignment:
        """Return what is asked for, as the use case takes it."""
        return NewAssignment(client=client, aanbieder=aanbieder, terms=self.as_terms(), record=self.as_record())

    def as_terms(self) -> AssignmentTerms:
        """Return the terms of the care, as the use case takes them."""
        product, omvang = self.product, self.omvang
        return AssignmentTerms(
            categorie=product.categorie if product else None,
            code=product.code if product else None,
            ingangsdatum=self.ingangsdatum,
            einddatum=self.einddatum,
            volume=omvang.volume if omvang else None,
            eenheid=omvang.eenheid if omvang else None,
            frequentie=omvang.frequentie if omvang else None,
            budget=self.budget,
            commentaar=self.commentaar,
            referentie_aanbieder=self.referentie_aanbieder,
        )


class WijzigVraag(BesluitVraag):
    """What changes of an assignment; a key that is absent leaves its value as it is."""

    einddatum: Day | None = Field(None, description="Nieuwe laatste dag; null is tot nader order.")
    volume: Bedrag | None = Field(None, description="Alleen bij Frequentie 6.")
    budget: Bedrag | None = Field(None, description="In eurocenten.")
    verwijderd: Yes | None = Field(None, description="true verwijdert de toewijzing.")
    reden_wijziging: str | None = Field(
        None,
        pattern=r"^(0[1-9]|1[0-4])$",
        description="Leeg: 04 bij verlengen, 05 bij verkorten, 13 bij verwijderen.",
    )

    def as_change(self) -> Change:
        """Return the change that is asked for, as the use case takes it."""
        return Change(
            einddatum=self.einddatum,
            open_ended="einddatum" in self.model_fields_set and self.einddatum is None,
            volume=self.volume,
            budget=self.budget,
            remove=self.verwijderd is True,
            reden_wijziging=self.reden_wijziging,
            record=self.as_record(),
        )


class Overrulable(BodyShape):
    """A request whose blocks of policy a consulent may let pass."""

    overrule: OverruleVraag | None = Field(
        None, description="Laat door wat het beleid verbiedt; alleen als er iets door te laten is."
    )

    def as_override(self) -> Override | None:
        """Return the override as the use case takes it; None when none is given."""
        return None if self.overrule is None else Override(self.overrule.consulent, self.overrule.reden)
