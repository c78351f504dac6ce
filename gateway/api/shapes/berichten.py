"""Shapes of messages: receipts, batches, reports, and what the ledger holds of a message."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from gateway.api.shapes.base import Bevinding, Gebeurtenis, Kenmerk, Shape
from gateway.api.shapes.lists.pages import PageShape
from gateway.api.shapes.values import (
    Aantal,
    BerichtId,
    Berichtsoort,
    ClientId,
    Gemeente,
    HeenberichtId,
    Ontvanger,
    RetourberichtId,
    Saldo,
    Vastgelegd,
    Verzender,
    given,
)
from gateway.standard.channels import DeliveryState

Oordeel = Annotated[
    Literal["goedgekeurd", "afgekeurd", "geparkeerd"],
    Field(description="geparkeerd: een regel kon het bericht niet beoordelen."),
]


class Ontvangstbewijs(Shape):
    """Proof that a message is in the ledger, with its present verdict."""

    bericht_id: BerichtId
    soort: Berichtsoort
    identificatie: str = Field(description="De Identificatie in de header van het bericht.", max_length=60)
    ontvangen_op: datetime = Field(description="Wanneer het is vastgelegd.")
    oordeel: Oordeel
    retourbericht_id: RetourberichtId | None


class BatchItem(Shape):
    """The outcome of one message of a batch: a receipt when the status is 202, else a problem."""

    bestand: str = Field(description="Naam van het bestand in de zip.")
    status: int = Field(description="De status die het bericht apart ook had gekregen.", ge=200, le=599)
    ontvangstbewijs: Ontvangstbewijs | None = Field(None, description="Alleen bij status 202.")
    probleem: dict[str, Any] | None = Field(None, description="Bij elke andere status, zoals in problem+json.")


class Batch(Shape):
    """The outcomes of the messages of a batch, in the order of the zip."""

    berichten: list[BatchItem] = Field(description="Elk bestand van de zip, in de volgorde daarvan.")


class Rapport(Shape):
    """The verdict on a message, and its findings."""

    soort: Berichtsoort
    schema_geldig: bool = Field(description="Of het bericht aan het schema voldoet (niveau 1).")
    oordeel: Oordeel
    bevindingen: list[Bevinding] = Field(description="Wat erin is gevonden.")


class Verschil(Shape):
    """A place that one of two schema processors refuses and the other accepts."""

    processor: Literal["libxml2", "xmlschema"] = Field(description="Wie deze plaats afkeurt.")
    path: str = Field(description="Pad van het element.")
    line: int | None = given("Regel in de XML; null: niet bekend.", minimum=0)
    text: str = Field(description="Wat de ene afkeurt.")


class TweedeOordeel(Shape):
    """The verdict of another schema processor on a message."""

    processor: str = Field(description="De tweede processor, met zijn versie.")
    schema_geldig: bool | None = Field(description="Zijn oordeel; null als hij er geen geeft.")
    eens: bool | None = Field(description="Of hij hetzelfde zegt als libxml2; null zonder oordeel.")
    text: str = Field(description="Wat hij ervan zegt.")
    verschillen: list[Verschil] = Field(description="De plaatsen waar de een afkeurt en de ander niet.")


class DeclaratieProef(Shape):
    """What would become of a claim."""

    prestaties: Aantal
    afgewezen: Aantal = Field(description="Prestaties die zouden worden afgewezen: die met een bevinding 'afkeur'.")
    ingediend: Saldo
    toegekend: Saldo


class Proefrapport(Rapport):
    """The verdict on a message that is tried out, and its findings."""

    soort: str = given(
        "Soort bericht; leeg: in de bytes is geen bericht te vinden.", "WMO305", pattern="^(WMO3[0-9]{2})?$"
    )
    tweede_oordeel: TweedeOordeel | None = Field(None, description="Alleen als ernaar gevraagd is (tweedeOordeel).")
    declaratie: DeclaratieProef | None = Field(
        None, description="Alleen van een WMO323 die zou tellen, met tegenAdministratie: wat er zou worden toegekend."
    )


class BerichtShape(Shape):
    """A message in the ledger, without its content."""

    bericht_id: BerichtId
    gemeente: Gemeente
    soort: Berichtsoort
    richting: Literal["in", "uit"] = Field(description="Gezien vanaf de gemeente.")
    release: str = Field(description="Release van de standaard.", examples=["3.2"])
    verzender: Verzender
    ontvanger: Ontvanger
    identificatie: Kenmerk
    vastgelegd_op: Vastgelegd
    oordeel: Oordeel
    uitkomst: Literal["goedgekeurd", "afgekeurd"] | None = Field(
        description="Wat een retourbericht zegt; van een heenbericht wat het retourbericht erop zegt."
    )
    bezorging: DeliveryState | None = Field(
        description="Hoe het langs zijn kanaal gaat, los van de uitkomst; null: het wordt aan niemand bezorgd. stil: "
        "het is aangenomen, en het retourbericht blijft langer uit dan bij het kanaal past."
    )
    heenbericht_id: HeenberichtId | None
    retourbericht_id: RetourberichtId | None
    gebeurtenissen: list[Gebeurtenis] = Field(description="Wat er daarna mee gebeurde, oudste eerst.")


class BerichtItem(Shape):
    """A message in a list, without its content."""

    bericht_id: BerichtId
    gemeente: Gemeente
    soort: Berichtsoort
    richting: Literal["in", "uit"] = Field(description="Gezien vanaf de gemeente.")
    verzender: Verzender
    ontvanger: Ontvanger
    identificatie: Kenmerk
    vastgelegd_op: Vastgelegd
    oordeel: Oordeel
    uitkomst: Literal["goedgekeurd", "afgekeurd"] | None = Field(
        description="Wat een retourbericht zegt; van een heenbericht wat het retourbericht erop zegt."
    )
    bezorging: DeliveryState | None = Field(description="null: het wordt aan niemand bezorgd.")
    client_id: ClientId | None = Field(description="Over wie het gaat; alleen voor diens gemeente.")
    regels: list[str] = Field(
        description="Van een geparkeerd bericht de regels die het niet konden beoordelen.", examples=[["TR074"]]
    )


class Berichten(PageShape):
    """A page of messages."""

    berichten: list[BerichtItem] = Field(description="De berichten van deze bladzijde.")
