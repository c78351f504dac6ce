"""What goes over the line as JSON: keys in camelCase, Dutch nouns, dates as in ISO 8601."""

from datetime import date, datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

from gateway.messages.json_form import NIET_IN_XML

Gemeentecode = Annotated[str, Field(pattern=r"^[0-9]{4}$", examples=["0983"])]
AgbCode = Annotated[str, Field(pattern=r"^[0-9]{8}$", examples=["01234567"])]
Bedrag = Annotated[int, Field(ge=0, le=99_999_999, strict=True)]


def _xml_text(tekst: str) -> str:
    """The text, which an XML message can hold. Raises ValueError."""
    mis = NIET_IN_XML.search(tekst)
    if mis is not None:
        raise ValueError(f"bevat teken U+{ord(mis[0]):04X}, dat niet in XML kan staan")
    return tekst


XML_TEXT = AfterValidator(_xml_text)


class Shape(BaseModel):
    """A JSON object that takes no keys it doesn't know."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", from_attributes=True)


class ProductShape(Shape):
    """Which care."""

    categorie: str = Field(pattern=r"^(0[1-9]|1[0-8])$", examples=["02"])
    code: Annotated[str, Field(min_length=1, max_length=5), XML_TEXT] | None = Field(None, examples=["02A02"])


class OmvangShape(Shape):
    """How much of it."""

    volume: Bedrag
    eenheid: Literal["01", "04", "14", "16", "82", "83", "84"]
    frequentie: Literal["1", "2", "4", "6"]


class ToewijzingVraag(Shape):
    """A request to assign care."""

    gemeente: Gemeentecode | None = Field(None, description="Mag ontbreken; anders die van de API-sleutel.")
    aanbieder: AgbCode
    client: UUID = Field(description="Id van POST /v1/clienten.")
    product: ProductShape | None = None
    ingangsdatum: date
    einddatum: date | None = Field(None, description="Laatste dag; leeg is tot nader order.")
    omvang: OmvangShape | None = None
    budget: Bedrag | None = Field(None, description="In eurocenten.")
    commentaar: Annotated[str, Field(min_length=1), XML_TEXT] | None = None
    referentie_aanbieder: Annotated[str, Field(min_length=1, max_length=36), XML_TEXT] | None = None

    @model_validator(mode="after")
    def _period(self) -> "ToewijzingVraag":
        if self.einddatum is not None and self.einddatum < self.ingangsdatum:
            raise ValueError(f"einddatum {self.einddatum} ligt voor ingangsdatum {self.ingangsdatum}")
        return self


class ToewijzingWijziging(Shape):
    """A change to an assignment: only the keys that are given change anything."""

    einddatum: date | None = Field(None, description="Nieuwe laatste dag; null is tot nader order.")
    volume: Bedrag | None = Field(None, description="Alleen bij Frequentie 6.")
    budget: Bedrag | None = Field(None, description="In eurocenten.")
    verwijderd: Literal[True] | None = Field(None, description="true verwijdert de toewijzing.")
    reden_wijziging: str | None = Field(
        None,
        pattern=r"^(0[1-9]|1[0-4])$",
        description="Leeg: 04 bij verlengen, 05 bij verkorten, 13 bij verwijderen.",
    )


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


class ToewijzingShape(Shape):
    """An assignment, and the message that made its present version known."""

    gemeente: str
    toewijzing_nummer: int
    client: UUID
    aanbieder: str
    actueel: VersieShape
    versies: list[VersieShape]
    bericht: UUID | None = Field(description="De WMO301 die de actuele versie meldt.")


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
    identificatie: str
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
    identificatie: str
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
    identificatie: str
    vastgelegd_op: datetime


class Postvak(Shape):
    """A page of the mailbox, oldest first."""

    berichten: list[PostvakItem]
    volgende: int | None = Field(description="Geef mee als 'na' voor de volgende bladzijde; null: er is niet meer.")
