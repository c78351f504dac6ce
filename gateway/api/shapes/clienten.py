"""The shape of a client."""

from datetime import datetime
from uuid import UUID

from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

from gateway.api.shapes.base import Shape
from gateway.store.care.clienten import Client


class ClientShape(Shape):
    """A client: the details of a WMO301, and the fields that the gateway adds."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="allow")

    client_id: UUID
    gemeente: str
    bsn: str
    aangemaakt_op: datetime
    gewijzigd_op: datetime

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
