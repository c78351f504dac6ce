"""A client is shown with all that was registered, and what the gateway adds."""

from datetime import UTC, datetime
from uuid import UUID

from gateway.api.shapes.clienten import ClientShape
from gateway.store.care.clienten import Client
from tests.support.api.parties import CLIENT, VENLO
from tests.support.messages.messages import BSN


def test_a_client_is_shown_whole() -> None:
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    shown = ClientShape.of(Client(VENLO, UUID(int=1), BSN, CLIENT, moment, moment)).model_dump(by_alias=True)
    assert {key: shown[key] for key in CLIENT} == CLIENT
    assert (shown["bsn"], shown["gemeente"], shown["aangemaaktOp"]) == (BSN, VENLO, moment)
