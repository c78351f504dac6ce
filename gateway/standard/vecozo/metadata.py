"""What goes over VSP-Koppeling REST beside a message.

The names are those of the OpenAPI documents of Push V1, Pull V1 and Berichtstatus V3.
"""

from typing import Annotated, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

PUSH_PATH: Final = "/berichten/rest-push/v1"
PULL_PATH: Final = "/berichten/rest-pull/v1"
STATUS_PATH: Final = "/berichtstatus/rest-pull/v3"
"""Where each API stands, from `SERVICE_PATH` or what is in its place in a test environment."""
SERVICE_PATH: Final = "/berichtenservice"

Short = Annotated[str, Field(min_length=1, max_length=60)]
Middle = Annotated[str, Field(min_length=1, max_length=100)]
Long = Annotated[str, Field(min_length=1, max_length=250)]
Number = Annotated[int, Field(ge=0, le=999)]


class Shape(BaseModel):
    """What all of them share: nothing else stands in them, and names are as JSON has them."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=to_camel, populate_by_name=True)


class Relatie(Shape):
    """A party, by its role and code."""

    rol: Middle
    code: Middle | None = None


class Berichtstroom(Shape):
    """The kind of message."""

    berichttype: Short
    berichtsubtype: Short | None = None
    berichtversie: Number
    berichtsubversie: Number
    actie: Short


class Routeringgegevens(Shape):
    """Whose message it is, and for whom."""

    afzender: Relatie
    geadresseerden: Annotated[tuple[Relatie, ...], Field(min_length=1, max_length=100)]
    berichtstroom: Berichtstroom


class Referentiegegevens(Shape):
    """By what it is known."""

    conversatie_id: UUID
    traceer_id: UUID
    als_antwoord_op: UUID | None = None
    referentie_id: Annotated[str, Field(min_length=1, max_length=150)] | None = None


class SleutelWaarde(Shape):
    """One aspect of the context in which a message was made."""

    sleutel: Middle
    waarde: Annotated[tuple[Long, ...], Field(min_length=1, max_length=100)]


class Metadata(Shape):
    """All of it."""

    routeringgegevens: Routeringgegevens
    referentiegegevens: Referentiegegevens
    verwerkingscontext: Annotated[tuple[SleutelWaarde, ...], Field(min_length=1, max_length=100)] | None = None

    @property
    def traceer_id(self) -> str:
        """Return what the message is known by."""
        return str(self.referentiegegevens.traceer_id)
