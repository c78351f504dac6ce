"""What all shapes share: keys in camelCase, dates as in ISO 8601, and the parts that several resources have."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from gateway.exchange.kernel.plain import xml_fault

Gemeentecode = Annotated[str, Field(pattern=r"^[0-9]{4}$", description="CBS-code van de gemeente.", examples=["0983"])]
AgbCode = Annotated[str, Field(pattern=r"^[0-9]{8}$", description="AGB-code van de aanbieder.", examples=["01234567"])]
Bedrag = Annotated[int, Field(ge=0, le=99_999_999, strict=True)]
Categorie = Annotated[
    str, Field(pattern=r"^(0[1-9]|1[0-8])$", description="Productcategorie (WMO020).", examples=["02"])
]


def _xml_text(tekst: str) -> str:
    """Return the text. Raises ValueError when XML can't hold it."""
    fault = xml_fault(tekst)
    if fault is not None:
        raise ValueError(fault)
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
    """A JSON object; an unknown key is an error."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", from_attributes=True)


class BodyShape(Shape):
    """A JSON object that a caller sends, with keys spelled as in the OpenAPI document and in no other way."""

    model_config = ConfigDict(populate_by_name=False)


def _found(description: str, **form: Any) -> Any:
    """Return a field of a finding: left out of an answer when it has no value."""
    return Field(None, description=description, exclude_if=lambda value: value is None, **form)


class Dagen(Shape):
    """A range of days."""

    van: date = Field(description="Eerste dag.")
    tot: date | None = _found("Laatste dag, die meetelt; ontbreekt: zonder einde.")


class Bevinding(Shape):
    """One finding of a rule or check."""

    model_config = ConfigDict(extra="allow")

    code: str = Field(
        description="Code van de regel (TR134), van een toets van het beleid (NL-201), of XSD; in een proef ook "
        "HERHALING: precies deze bytes zijn al ontvangen, of GEMEENTE: zij is niet aangesloten.",
        examples=["TR134"],
    )
    level: int | None = _found("Controleniveau 1 tot en met 4 van de standaard; 5: wat verder gaat.", ge=1, le=5)
    severity: Literal["afkeur", "blokkade", "signaal"] | None = _found(
        "afkeur keurt het bericht af, blokkade houdt een besluit tegen, signaal is om naar te kijken."
    )
    retourcode: str | None = _found("De RetourCode die erbij hoort.", pattern="^[0-9S][0-9]{3}$")
    path: str | None = _found("Waar: het pad van het element, of de sleutel van de aanvraag.")
    line: int | None = _found("Regel in de XML; de eerste is 1.", ge=1)
    text: str | None = _found("Wat er mis is, met de waarden.")
    remedy: str | None = _found("Wat te doen.")
    source: str | None = _found("Waar de regel staat.")
    values: dict[str, str] | None = _found("De waarden waar het om gaat, per element; een BSN is onleesbaar gemaakt.")
    also_at: list[str] | None = _found("Paden van wat er verder bij betrokken is.")
    overrulebaar: bool | None = _found("true: een consulent kan dit doorlaten, met naam en reden.")
    toewijzing_nummer: int | None = _found("De toewijzing waar een start of stop over gaat.", ge=1, le=999_999_999)
    betreft: list[int] | None = _found("ToewijzingNummers van de andere toewijzingen die erbij betrokken zijn.")
    dagen: list[Dagen] | None = _found("De dagen waar het om gaat.")
    overruled: bool | None = _found("true: een consulent heeft dit doorgelaten.")
    voor_aanbieder: bool | None = _found("true: het gaat alleen over de eigen toewijzing van de aanbieder.")
    crash: str | None = _found("De soort fout waardoor een regel niet kon oordelen.")
    bericht_id: UUID | None = _found("Bij HERHALING: het bericht waarmee deze bytes eerder binnenkwamen.")


class Gebeurtenis(Shape):
    """Something that happened to a message after it came in or went out."""

    soort: str = Field(description="Wat er gebeurde.", examples=["opgehaald"])
    op: datetime = Field(description="Wanneer.")
    gegevens: dict[str, Any] = Field(description="Wat daarbij hoort; welke sleutels er zijn hangt van 'soort' af.")
