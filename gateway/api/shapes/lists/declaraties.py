"""Shapes of claims: the list of them, one with its Prestaties, and the list of Prestaties."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from gateway.api.shapes.base import Shape
from gateway.api.shapes.lists.pages import PageShape
from gateway.api.shapes.values import (
    Aanbieder,
    Aantal,
    BerichtId,
    Categorie,
    Centen,
    ClientId,
    Eenheid,
    Gemeente,
    Productcode,
    RetourberichtId,
    Saldo,
    ToewijzingNummer,
    Vastgelegd,
    given,
)
from gateway.exchange.claims.follow_up import CREDITED, what_may_follow
from gateway.exchange.lists.claims import Claim
from gateway.standard.codelists import meaning
from gateway.store.claims.claim_list import ClaimItem
from gateway.store.claims.line_list import LineItem, LineState
from gateway.store.claims.totals import TotalsItem

Begin = Annotated[date, given("Eerste dag van de periode.", "2024-05-01")]
Einde = Annotated[date, given("Laatste dag van de periode, die meetelt.", "2024-05-31")]


class DeclaratieItem(Shape):
    """A claim in a list."""

    bericht_id: BerichtId
    gemeente: Gemeente
    aanbieder: Aanbieder
    declaratie_nummer: Annotated[str, given("DeclaratieNummer, of de schuilnaam ervoor.", "D2024001")]
    periode: Annotated[date, given("De eerste dag van de declaratieperiode, een maand.", "2024-05-01")]
    ingediend: Saldo
    toegekend: Saldo
    prestaties: Aantal
    afgewezen: Aantal
    vastgelegd_op: Vastgelegd
    retourbericht_id: RetourberichtId | None

    @classmethod
    def of(cls, item: ClaimItem) -> "DeclaratieItem":
        """Return the claim as its parties see it."""
        return cls.model_validate(item)


class Declaraties(PageShape):
    """A page of claims."""

    declaraties: list[DeclaratieItem] = Field(description="De declaraties van deze bladzijde.")


class TotaalItem(Shape):
    """What one provider claimed of one product in the claims of one month."""

    gemeente: Gemeente
    periode: Annotated[date, given("De eerste dag van de declaratieperiode, een maand.", "2024-05-01")]
    aanbieder: Aanbieder
    categorie: Categorie
    code: Productcode
    prestaties: Aantal
    afgewezen: Aantal
    ingediend: Saldo = Field(description="In eurocenten, debet min credit.")
    toegekend: Saldo = Field(description="Wat daarvan is toegekend; over alle maanden samen is dat wat meetelt.")
    gecrediteerd: Centen = Field(description="Het toegekende debet hiervan dat hier of later is gecrediteerd.")
    telt_mee: Centen = Field(description="Het toegekende debet hiervan dat niet is gecrediteerd: hoe het nu staat.")

    @classmethod
    def of(cls, item: TotalsItem) -> "TotaalItem":
        """Return the totals as their parties see them."""
        return cls.model_validate(item)


class Totalen(PageShape):
    """A page of totals."""

    totalen: list[TotaalItem] = Field(description="De totalen van deze bladzijde.")


class RetourcodeShape(Shape):
    """Why a Prestatie was rejected."""

    code: Annotated[str, given("Retourcode (WJ001).", "9321", maxLength=4)]
    betekenis: Annotated[str, given("Wat die zegt.", "Het volume past niet in de toewijzing.")]


_AS_KEPT: Final = LineItem.__dataclass_fields__.keys() - {"retourcodes", "zelfde_zorg", "opnieuw", "termijn"}
"""All but what `vervolg` says in words, and the return codes, which come with their meaning."""


class PrestatieItem(Shape):
    """A Prestatie with its state."""

    bericht_id: BerichtId
    regel: Annotated[int, given("De plaats in die WMO323, vanaf 1.", 1, minimum=1)]
    gemeente: Gemeente
    aanbieder: Aanbieder
    client_id: ClientId | None = Field(description="Alleen voor de gemeente; null: geen cliënt van haar.")
    referentie_nummer: Annotated[str, given("ReferentieNummer, of de schuilnaam ervoor.", "RN2024051")]
    vorig_referentie_nummer: Annotated[
        str | None, given("Van een credit het debet dat hij terugneemt; null: een debet.", "RN2024041")
    ]
    toewijzing_nummer: ToewijzingNummer
    categorie: Categorie
    code: Productcode
    begindatum: Begin
    einddatum: Einde
    volume: Annotated[int, given("Het geleverde volume, in de eenheid.", 9, minimum=0)]
    eenheid: Eenheid
    tarief: Centen | None = Field(description="In eurocenten per eenheid; null bij euro's.")
    bedrag: Centen = Field(description="In eurocenten, zonder teken.")
    credit: bool = Field(description="true: zij neemt een eerdere prestatie terug.")
    staat: LineState = Field(
        description="Van een debet: toegekend, afgewezen, of gecrediteerd; van een credit: verwerkt of afgewezen."
    )
    retourcodes: list[RetourcodeShape] = Field(description="Waarom zij is afgewezen.")
    gecrediteerd_door_id: Annotated[UUID | None, given("De WMO323 met de credit; null: zij is niet gecrediteerd.")]
    vervolg: Annotated[str, given("Wat er nog kan of moet, en waarom.", CREDITED)]

    @classmethod
    def of(cls, item: LineItem) -> "PrestatieItem":
        """Return the Prestatie as its parties see it."""
        values = {name: getattr(item, name) for name in _AS_KEPT}
        codes = [
            RetourcodeShape(code=each, betekenis=meaning("LDT_RetourCode", each) or "Onbekende code.")
            for each in item.retourcodes
        ]
        return cls(retourcodes=codes, vervolg=what_may_follow(item), **values)


class Prestaties(PageShape):
    """A page of Prestaties."""

    prestaties: list[PrestatieItem] = Field(description="De prestaties van deze bladzijde.")


class DeclaratieShape(Shape):
    """A claim with its Prestaties, in their order."""

    declaratie: DeclaratieItem = Field(description="De declaratie zelf.")
    prestaties: list[PrestatieItem] = Field(description="Haar prestaties, in de volgorde van het bericht.")

    @classmethod
    def of(cls, claim: Claim) -> "DeclaratieShape":
        """Return the claim as its parties see it."""
        return cls(
            declaratie=DeclaratieItem.of(claim.item), prestaties=[PrestatieItem.of(each) for each in claim.lines]
        )
