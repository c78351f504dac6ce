"""The state of the gateway for a monitor."""

from dataclasses import replace
from ipaddress import ip_network
from uuid import uuid4

import pytest

from gateway.exchange.kernel.gateway import AnchorSettings, DeliverySettings, Gateway
from tests.support.api.application import Api
from tests.support.api.parties import Caller

HERE = (ip_network("127.0.0.0/8"),)


@pytest.fixture
def gateway(api: Api) -> Gateway:
    """The gateway of the application, that may push to this machine."""
    return replace(api.gateway, delivery=DeliverySettings(HERE))


async def test_whether_a_worker_lives_is_told(api: Api, venlo: Caller) -> None:
    assert (await venlo.http.get("/health/ready")).json() == {"status": "zonder-worker", "workers": 0}
    async with api.gateway.db.transaction() as tx:
        await tx.execute("insert into workers (id, machine) values ($1, 'm')", uuid4())
    assert (await venlo.http.get("/health/ready")).json() == {"status": "ok", "workers": 1}


async def test_that_a_timestamp_is_late_is_told_and_no_trouble(
    api: Api, venlo: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = replace(api.gateway, anchor=AnchorSettings("http://127.0.0.1:1/"))
    assert api.app.state.gateway is not asking
    monkeypatch.setattr(api.app.state, "gateway", asking)
    assert (await venlo.http.get("/health/ready")).json()["tijdstempel"] == "ok"
    async with api.gateway.db.transaction() as tx:
        await tx.execute(
            "insert into zegels (gemeente, nummer, aantal, wortel, vorige, op, tot_gebeurtenis)"
            " values ('0983', 1, 1, '', '', now() - interval '3 days', 0)"
        )
    answer = await venlo.http.get("/health/ready")
    assert (answer.status_code, answer.json()["tijdstempel"]) == (200, "achter")
