"""What all shapes share: keys in camelCase, dates as in ISO 8601, and the parts that several resources have."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from gateway.messages.json_form import NOT_IN_XML

Gemeentecode = Annotated[str, Field(pattern=r"^[0-9]{4}$", examples=["0983"])]
AgbCode = Annotated[str, Field(pattern=r"^[0-9]{8}$", examples=["01234567"])]
Bedrag = Annotated[int, Field(ge=0, le=99_999_999, strict=True)]


def _xml_text(tekst: str) -> str:
    """Return the text. Raises ValueError when XML can't hold it."""
    mis = NOT_IN_XML.search(tekst)
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
    """A JSON object; an unknown key is an error."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", from_attributes=True)


class Asked(Shape):
    """A JSON object that a caller sends, with keys spelled as in the OpenAPI document and in no other way."""

    model_config = ConfigDict(populate_by_name=False)


class Bevinding(Shape):
    """One finding of a rule or check."""

    model_config = ConfigDict(extra="allow")

    code: str = Field(examples=["TR134"])
    level: int | None = None
    severity: Literal["afkeur", "blokkade", "signaal"] | None = None
    path: str | None = None
    line: int | None = None
    text: str | None = None


class Gebeurtenis(Shape):
    """Something that happened to a message after it came in or went out."""

    soort: str
    op: datetime
    gegevens: dict[str, Any]
