"""The shape of a client."""

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from gateway.api.shapes.base import Shape
from gateway.api.shapes.values import ClientId, Gemeente, given
from gateway.store.care.clienten import Client


class ClientShape(Shape):
    """A client: the details of a WMO301, and the fields that the gateway adds."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="allow")

    client_id: ClientId
    gemeente: Gemeente
    bsn: Annotated[str, given("Het BSN.", "999900006", pattern="^[0-9]{9}$")]
    aangemaakt_op: datetime = Field(description="Wanneer de cliënt werd ingeschreven.")
    gewijzigd_op: datetime = Field(description="Wanneer de gegevens voor het laatst zijn vervangen.")

    @classmethod
    def of(cls, client: Client) -> "ClientShape":
        """Return the client as its municipality sees it."""
        return cls(
            **{
                **client.gegevens,
                "clientId": client.id,
                "gemeente": client.gemeente,
                "bsn": client.bsn,
                "aangemaaktOp": client.aangemaakt_op,
                "gewijzigdOp": client.gewijzigd_op,
            }
        )
