"""What VECOZO answers, read as far as the gateway goes by it: whatever else stands there may change."""

from collections.abc import Sequence
from typing import Annotated, Final
from uuid import UUID

from pydantic import AliasChoices, AwareDatetime, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

SHA256: Final = "SHA256"
_Text = Annotated[str, Field(max_length=250)]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, alias_generator=to_camel, populate_by_name=True)


class Checksum(_Answer):
    """The checksum of a payload."""

    algoritme: _Text
    waarde: _Text


class Payload(_Answer):
    """A payload that is to be fetched."""

    checksum: Checksum


class Basisgegevens(_Answer):
    """When it came, and what is in it."""

    ontvangen_op: AwareDatetime | None = None
    payload: Payload


class Referenties(_Answer):
    """By what it is known."""

    traceer_id: UUID
    conversatie_id: UUID


class _Relatie(_Answer):
    code: _Text | None = None


class _Berichtstroom(_Answer):
    berichtsubtype: _Text | None = None


class _Routering(_Answer):
    afzender: _Relatie = _Relatie()
    geadresseerden: Sequence[_Relatie] = ()
    berichtstroom: _Berichtstroom = _Berichtstroom()


class Waiting(_Answer):
    """A message that waits to be fetched."""

    basisgegevens: Basisgegevens
    referentiegegevens: Referenties
    routeringgegevens: _Routering = _Routering()

    @property
    def traceer_id(self) -> UUID:
        """Return what the message is known by."""
        return self.referentiegegevens.traceer_id

    @property
    def afzender(self) -> str | None:
        """Return the code of who sent it; None when VECOZO doesn't say."""
        return self.routeringgegevens.afzender.code

    @property
    def soort(self) -> str | None:
        """Return the kind of message as VECOZO names it; None when it doesn't."""
        return self.routeringgegevens.berichtstroom.berichtsubtype


class Melding(_Answer):
    """Something that VECOZO says of a message."""

    code: _Text


class StatusItem(_Answer):
    """How far a message came."""

    berichtstatus: Annotated[_Text, Field(validation_alias=AliasChoices("berichtstatus", "status"))]
    meldingen: Sequence[Melding] = ()
    referentiegegevens: Referenties | None = None

    @property
    def codes(self) -> list[str]:
        """Return the codes that come with it."""
        return [each.code for each in self.meldingen]
