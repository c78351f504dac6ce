"""Shapes of requests: in a list, one with its history, and the decisions on it."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, StrictBool, model_validator

from gateway.api.shapes.base import XML_TEXT, BodyShape, Shape
from gateway.api.shapes.besluiten import BesluitShape
from gateway.api.shapes.care import BesluitVraag, Overrulable, ProductShape, ZorgVraag, stripped
from gateway.api.shapes.exact import Day
from gateway.api.shapes.lists.pages import PageShape
from gateway.api.shapes.values import Aanbieder, Berichtsoort, ClientId, Consulent, Gemeente, VerzoekId, given
from gateway.exchange.assigning.combined import IssuedDecision
from gateway.exchange.requests.answer import GivenAnswer
from gateway.exchange.requests.listing import RequestItem
from gateway.exchange.requests.lookup import FoundRequest
from gateway.exchange.requests.plan import Grant
from gateway.messages.json_form import class_to_json
from gateway.rules.case import RequestAnswer
from gateway.store.lists.requests import RequestState
from gateway.store.requests.verzoek_antwoorden import AnswerSent
from gateway.store.requests.verzoeken import KeptRequest

Soort = Literal["WMO315", "WMO317"]


class VerzoekItem(Shape):
    """What was asked under one reference: one product of a WMO315, or all of a WMO317."""

    verzoek_id: VerzoekId
    bericht_id: UUID = given("De WMO315 of WMO317 die het vraagt; zie /v1/berichten/{id}.")
    volgnummer: int = given("Welk product van de WMO315; van een WMO317 altijd 1.", 1, minimum=1)
    soort: Soort = Field(description="WMO315: om een toewijzing. WMO317: om een wijziging.")
    gemeente: Gemeente
    client_id: ClientId | None = Field(description="null: alleen de gemeente ziet de cliënt.")
    aanbieder: Aanbieder
    referentie_aanbieder: str = given(
        "ReferentieAanbieder: het kenmerk dat de aanbieder gaf; leeg: gewist met het bericht.", "VOT-0117", maxLength=36
    )
    ontvangen_op: datetime = given("Wanneer het binnenkwam.", "2025-01-14T09:30:00Z")
    dagtekening: date = given("Dagtekening van het bericht.", "2025-01-14")
    product: ProductShape | None = Field(description="null: zonder product, of een WMO317.")
    ingangsdatum: date = given("Zoals gevraagd; van een WMO317 de eerste gewenste dag.", "2025-02-01")
    einddatum: date | None = given("Zoals gevraagd; null: zonder einde, of een WMO317.", "2025-12-31")
    status: RequestState = Field(description="Hoe het ermee staat; in-onderzoek is ook nog niet beslist.")
    uiterlijk: date | None = given(
        "Tot en met deze dag is een antwoord op tijd: vijf werkdagen na ontvangst, en als het in onderzoek is acht "
        "weken na de Dagtekening. null: er is beslist.",
        "2025-01-21",
    )

    @classmethod
    def of(cls, item: RequestItem, reader: str) -> "VerzoekItem":
        """Return the request as the organisation with the code `reader` sees it."""
        return cls(**_fields(item, item.uiterlijk, reader))


def _fields(request: KeptRequest, due: date | None, reader: str) -> dict[str, Any]:
    return {
        "verzoek_id": request.id,
        "bericht_id": request.bericht_id,
        "volgnummer": request.volgnummer,
        "soort": request.soort,
        "gemeente": request.gemeente,
        "client_id": request.client_id if request.gemeente == reader else None,
        "aanbieder": request.aanbieder,
        "referentie_aanbieder": request.referentie,
        "ontvangen_op": request.ontvangen_op,
        "dagtekening": request.dagtekening,
        "product": ProductShape(categorie=request.categorie, code=request.code) if request.categorie else None,
        "ingangsdatum": request.ingangsdatum,
        "einddatum": request.einddatum,
        "status": request.status,
        "uiterlijk": due,
    }


class Verzoeken(PageShape):
    """A page of requests."""

    verzoeken: list[VerzoekItem] = Field(description="De verzoeken van deze bladzijde.")


class AntwoordShape(Shape):
    """One answer to a request, and what the provider said of it."""

    antwoord: Literal["in-onderzoek", "toegekend", "afgewezen"] = Field(description="Wat er is geantwoord.")
    bericht_id: UUID = given("De WMO301 of WMO319 die het zegt; zie /v1/berichten/{id}.")
    soort: Berichtsoort
    op: datetime = given("Wanneer het antwoord klaarstond.", "2025-01-16T09:30:00Z")
    reden: str | None = given("RedenAfwijzingVerzoek (WJ759); null: geen afwijzing.", "3", pattern="^[1-9]$")
    ingetrokken: bool = Field(description="De aanbieder trok het verzoek in.")
    beslist_door: Consulent | None = Field(description="null: niet opgegeven, of de vrager is niet de gemeente.")
    uitkomst: Literal["goedgekeurd", "afgekeurd"] | None = Field(
        description="Wat het retourbericht zegt; null: het is er nog niet. Een afgekeurd antwoord geldt als niet "
        "gestuurd."
    )
    beantwoord_op: datetime | None = given("Wanneer dat retourbericht kwam.", "2025-01-17T09:30:00Z")

    @classmethod
    def of(cls, sent: AnswerSent) -> "AntwoordShape":
        """Return the answer."""
        answer = sent.answer
        return cls.model_validate(
            {
                "antwoord": answer.antwoord,
                "bericht_id": answer.bericht_id,
                "soort": sent.soort,
                "op": sent.op,
                "reden": answer.reden,
                "ingetrokken": answer.ingetrokken,
                "beslist_door": answer.beslist_door,
                "uitkomst": sent.uitkomst,
                "beantwoord_op": sent.beantwoord_op,
            }
        )


class VerzoekShape(VerzoekItem):
    """A request with all that it asks, and its history."""

    gevraagd: dict[str, Any] | None = Field(
        description="AangevraagdProduct of Verzoek zoals het in het bericht staat; null: de inhoud is gewist."
    )
    toewijzing_nummers: list[int] = Field(description="De toewijzingen waarmee het is toegekend.")
    antwoorden: list[AntwoordShape] = Field(description="Oudste eerst; ook die de aanbieder afkeurde.")

    @classmethod
    def found(cls, found: FoundRequest, reader: str | None = None) -> "VerzoekShape":
        """Return the request as the organisation with the code `reader` sees it; None: its municipality."""
        return cls(
            **_fields(found.request, found.due, reader or found.request.gemeente),
            gevraagd=None if found.asked is None else class_to_json(found.asked),
            toewijzing_nummers=list(found.nummers),
            antwoorden=[AntwoordShape.of(each) for each in found.answers],
        )


class ToekenningVraag(Overrulable, BesluitVraag):
    """A request is granted."""

    anders: ZorgVraag | None = Field(
        None,
        description="Alleen bij een WMO315: de zorg die in plaats daarvan wordt toegekend (IV094). Leeg: als gevraagd.",
    )
    vanaf: Day | None = Field(
        None,
        description="Alleen bij een WMO317: wat vanaf een eerdere dag was gewenst begint op deze dag, zoals met de "
        "aanbieder afgesproken (IV093); zorg die daarvoor plaatsmaakt loopt door tot de dag ervoor.",
    )

    @model_validator(mode="after")
    def _one_decision(self) -> Self:
        if self.anders is not None and self.anders.referentie_aanbieder is not None:
            raise ValueError("anders.referentieAanbieder hoort leeg te blijven: de referentie is die van het verzoek")
        return self

    def as_grant(self) -> Grant:
        """Return the grant as the use case takes it."""
        terms = None if self.anders is None else self.anders.as_terms()
        return Grant(instead=terms, begins=self.vanaf, record=self.as_record())


class ToegekendShape(BesluitShape):
    """What a grant made, and the request after it."""

    verzoek: VerzoekShape = Field(description="Het verzoek, zoals het na de toekenning is.")

    @classmethod
    def granted(cls, decided: IssuedDecision, found: FoundRequest) -> "ToegekendShape":
        """Return the grant as the municipality sees it."""
        made = BesluitShape.of(decided)
        return cls(bericht_ids=made.bericht_ids, toewijzingen=made.toewijzingen, verzoek=VerzoekShape.found(found))


BeslistDoor = Annotated[
    str,
    Field(min_length=1, max_length=100),
    XML_TEXT,
    AfterValidator(stripped),
]


class AfwijzingVraag(BodyShape):
    """A request is refused."""

    reden: Literal["1", "2", "3", "4", "5", "6", "7", "9"] = Field(
        description="RedenAfwijzingVerzoek (WJ759): 1 geen wijziging maar nieuwe aanvraag, 2 past niet binnen budget, "
        "3 geen contract, 4 past niet binnen contract, 5 andere gemeente, 6 stapeling, 7 zorginhoudelijk, 9 "
        "leeftijdsgrens. De 8 (woonplaatsbeginsel) is voor de Jeugdwet."
    )
    ingetrokken: StrictBool = Field(
        False,
        description="De aanbieder trok het verzoek buiten de berichten om in; daar is geen bericht voor, dus hij "
        "krijgt een afwijzing.",
    )
    beslist_door: BeslistDoor | None = Field(None, description="De consulent die besloot; alleen de gemeente ziet het.")

    def as_answer(self) -> GivenAnswer:
        """Return the answer as the use case takes it."""
        return GivenAnswer(
            answer=RequestAnswer.DENIED,
            reden=self.reden,
            withdrawn=self.ingetrokken,
            decided_by=self.beslist_door,
        )


class OnderzoekVraag(BodyShape):
    """A request is taken under investigation."""

    beslist_door: BeslistDoor | None = Field(None, description="De consulent die besloot; alleen de gemeente ziet het.")

    def as_answer(self) -> GivenAnswer:
        """Return the answer as the use case takes it."""
        return GivenAnswer(answer=RequestAnswer.INVESTIGATED, decided_by=self.beslist_door)
