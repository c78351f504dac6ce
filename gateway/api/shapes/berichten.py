"""Shapes of messages: receipts, batches, reports, and what the ledger holds of a message."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from gateway.api.shapes.base import Bevinding, Gebeurtenis, Kenmerk, Shape
from gateway.api.shapes.lists.pages import PageShape
from gateway.standard.channels import DeliveryState


class Ontvangstbewijs(Shape):
    """Proof that a message is in the ledger, with its present verdict."""

    bericht_id: UUID
    soort: str = Field(examples=["WMO305"])
    identificatie: str
    ontvangen_op: datetime
    oordeel: Literal["goedgekeurd", "afgekeurd", "geparkeerd"]
    retourbericht_id: UUID | None


class BatchItem(Shape):
    """The outcome of one message of a batch: a receipt when the status is 202, else a problem."""

    bestand: str
    status: int
    ontvangstbewijs: Ontvangstbewijs | None = None
    probleem: dict[str, Any] | None = None


class Batch(Shape):
    """The outcomes of the messages of a batch, in the order of the zip."""

    berichten: list[BatchItem]


class Rapport(Shape):
    """The verdict on a message, and its findings."""

    soort: str
    schema_geldig: bool
    oordeel: Literal["goedgekeurd", "afgekeurd", "geparkeerd"]
    bevindingen: list[Bevinding]


class Verschil(Shape):
    """A place that one of two schema processors refuses and the other accepts."""

    processor: Literal["libxml2", "xmlschema"] = Field(description="Wie deze plaats afkeurt.")
    path: str
    line: int | None
    text: str


class TweedeOordeel(Shape):
    """The verdict of another schema processor on a message."""

    processor: str = Field(description="De tweede processor, met zijn versie.")
    schema_geldig: bool | None = Field(description="Zijn oordeel; null als hij er geen geeft.")
    eens: bool | None = Field(description="Of hij hetzelfde zegt als libxml2; null zonder oordeel.")
    text: str
    verschillen: list[Verschil]


class Proefrapport(Rapport):
    """The verdict on a message that is tried out, and its findings."""

    tweede_oordeel: TweedeOordeel | None = Field(None, description="Alleen als ernaar gevraagd is (tweedeOordeel).")


class BerichtShape(Shape):
    """A message in the ledger, without its content."""

    bericht_id: UUID
    gemeente: str
    soort: str
    richting: Literal["in", "uit"] = Field(description="Gezien vanaf de gemeente.")
    release: str
    verzender: str
    ontvanger: str
    identificatie: Kenmerk
    vastgelegd_op: datetime
    oordeel: Literal["goedgekeurd", "afgekeurd", "geparkeerd"]
    uitkomst: Literal["goedgekeurd", "afgekeurd"] | None = Field(
        description="Wat een retourbericht zegt; van een heenbericht wat het retourbericht erop zegt."
    )
    heenbericht_id: UUID | None
    retourbericht_id: UUID | None
    gebeurtenissen: list[Gebeurtenis]


class BerichtItem(Shape):
    """A message in a list, without its content."""

    bericht_id: UUID
    gemeente: str
    soort: str = Field(examples=["WMO305"])
    richting: Literal["in", "uit"] = Field(description="Gezien vanaf de gemeente.")
    verzender: str
    ontvanger: str
    identificatie: Kenmerk
    vastgelegd_op: datetime
    oordeel: Literal["goedgekeurd", "afgekeurd", "geparkeerd"]
    uitkomst: Literal["goedgekeurd", "afgekeurd"] | None = Field(
        description="Wat een retourbericht zegt; van een heenbericht wat het retourbericht erop zegt."
    )
    bezorging: DeliveryState | None = Field(description="null: het wordt aan niemand bezorgd.")
    client_id: UUID | None = Field(description="Alleen voor de gemeente.")
    regels: list[str] = Field(
        description="Van een geparkeerd bericht de regels die het niet konden beoordelen.", examples=[["TR074"]]
    )


class Berichten(PageShape):
    """A page of messages."""

    berichten: list[BerichtItem]
