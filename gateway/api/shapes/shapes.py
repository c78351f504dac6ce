"""What goes over the line as JSON: keys in camelCase, Dutch nouns, dates as in ISO 8601."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from gateway.messages.json_form import NIET_IN_XML
from gateway.standard.channels import ChannelName

Gemeentecode = Annotated[str, Field(pattern=r"^[0-9]{4}$", examples=["0983"])]
AgbCode = Annotated[str, Field(pattern=r"^[0-9]{8}$", examples=["01234567"])]
Bedrag = Annotated[int, Field(ge=0, le=99_999_999, strict=True)]


def _xml_text(tekst: str) -> str:
    """Return the text, which an XML message can hold. Raises ValueError."""
    mis = NIET_IN_XML.search(tekst)
    if mis is not None:
        raise ValueError(f"bevat teken U+{ord(mis[0]):04X}, dat niet in XML kan staan")
    return tekst


XML_TEXT = AfterValidator(_xml_text)
Kenmerk = Annotated[
    str,
    Field(
        description="Zoals het is bewaard: staan er cijfers in die een BSN kunnen zijn, dan een schuilnaam "
        "(BSN-verborgen-…), steeds dezelfde. Het bericht zelf noemt de Identificatie."
    ),
]


class Shape(BaseModel):
    """A JSON object that takes no keys it doesn't know."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", from_attributes=True)


class Asked(Shape):
    """A JSON object that a caller sends: it takes its keys as the OpenAPI document spells them, and in no other way."""

    model_config = ConfigDict(populate_by_name=False)


class ClientShape(Shape):
    """A client: the details of a WMO301, and what the gateway adds."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="allow")

    id: UUID
    gemeente: str
    bsn: str
    aangemaakt_op: datetime
    gewijzigd_op: datetime


class Ontvangstbewijs(Shape):
    """Proof that a message is in the ledger, with its verdict as it stands."""

    id: UUID
    soort: str = Field(examples=["WMO305"])
    identificatie: str
    ontvangen_op: datetime
    oordeel: Literal["goedgekeurd", "afgekeurd", "geparkeerd"]
    retourbericht_id: UUID | None


class BatchItem(Shape):
    """What became of one message of a batch: a receipt when the status is 202, else a problem."""

    bestand: str
    status: int
    ontvangstbewijs: Ontvangstbewijs | None = None
    probleem: dict[str, Any] | None = None


class Batch(Shape):
    """What became of each message of a batch, in the order of the zip."""

    berichten: list[BatchItem]


class Bevinding(Shape):
    """One thing that a check found."""

    model_config = ConfigDict(extra="allow")

    code: str = Field(examples=["TR134"])
    level: int | None = None
    severity: Literal["afkeur", "blokkade", "signaal"] | None = None
    path: str | None = None
    line: int | None = None
    text: str | None = None


class Rapport(Shape):
    """What was found in a message."""

    soort: str
    schema_geldig: bool
    oordeel: Literal["goedgekeurd", "afgekeurd", "geparkeerd"]
    bevindingen: list[Bevinding]


class Verschil(Shape):
    """A place that one of two schema processors refuses and the other does not."""

    processor: Literal["libxml2", "xmlschema"] = Field(description="Wie deze plaats afkeurt.")
    path: str
    line: int | None
    text: str


class TweedeOordeel(Shape):
    """What another schema processor says of a message."""

    processor: str = Field(description="De tweede processor, met zijn versie.")
    schema_geldig: bool | None = Field(description="Zijn oordeel; null als hij er geen geeft.")
    eens: bool | None = Field(description="Of hij hetzelfde zegt als libxml2; null zonder oordeel.")
    text: str
    verschillen: list[Verschil]

    @classmethod
    def from_opinion(cls, opinion: Mapping[str, Any]) -> "TweedeOordeel":
        """Return the shape of a second opinion as the report has it."""
        return cls(
            processor=opinion["processor"],
            schema_geldig=opinion["valid"],
            eens=opinion["agrees"],
            text=opinion["text"],
            verschillen=[Verschil.model_validate(each) for each in opinion["differences"]],
        )


class Proefrapport(Rapport):
    """What was found in a message that is only tried out."""

    tweede_oordeel: TweedeOordeel | None = Field(None, description="Alleen als ernaar gevraagd is (tweedeOordeel).")


class Gebeurtenis(Shape):
    """Something that happened to a message after it came in or went out."""

    soort: str
    op: datetime
    gegevens: dict[str, Any]


class BerichtShape(Shape):
    """A message in the ledger, without its content."""

    id: UUID
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
    heenbericht: UUID | None
    retourbericht: UUID | None
    gebeurtenissen: list[Gebeurtenis]


class GeparkeerdItem(Shape):
    """A message that is neither approved nor refused, without its content."""

    id: UUID
    gemeente: str
    soort: str
    verzender: str
    ontvanger: str
    identificatie: Kenmerk
    vastgelegd_op: datetime
    regels: list[str] = Field(description="De regels die het bericht niet konden beoordelen.", examples=[["TR074"]])


class Geparkeerd(Shape):
    """A page of parked messages, oldest first."""

    berichten: list[GeparkeerdItem]
    volgende: UUID | None = Field(description="Geef mee als 'na' voor de volgende bladzijde; null: er is niet meer.")


class PostvakItem(Shape):
    """A message that waits for the caller."""

    volgnummer: int
    bericht_id: UUID
    soort: str
    verzender: str
    identificatie: Kenmerk
    vastgelegd_op: datetime


class Postvak(Shape):
    """A page of the mailbox, oldest first."""

    berichten: list[PostvakItem]
    volgende: int | None = Field(description="Geef mee als 'na' voor de volgende bladzijde; null: er is niet meer.")
    bevroren: bool = Field(
        False, description="De beheerder houdt de bezorging aan u vast: wat op u wacht, ziet u na vrijgave weer."
    )


class Levering(Shape):
    """How the delivery of one message stands."""

    volgnummer: int
    bericht_id: UUID
    gemeente: str
    soort: str
    identificatie: Kenmerk
    ontvanger: str
    kanaal: ChannelName
    staat: Literal["wachtend", "onderweg", "opgegeven", "geleverd"]
    pogingen: int
    sinds: datetime
    volgende_poging: datetime | None


class Leveringen(Shape):
    """A page of deliveries, oldest first."""

    leveringen: list[Levering]
    volgende: int | None = Field(description="Geef mee als 'na' voor de volgende bladzijde; null: er is niet meer.")
