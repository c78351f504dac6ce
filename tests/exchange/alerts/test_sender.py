"""Alerts reach a real receiver, signed, at least once, without a word about a person; trouble delays only its own."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from gateway.exchange.alerts.sender import run_sender
from gateway.exchange.delivery.retry import FAILURES_BEFORE_REST
from gateway.exchange.kernel.gateway import Gateway
from gateway.store.alerts.attenderingen import Alert, raise_alerts
from gateway.store.db.database import Database
from tests.support.api.leaks import leaks_in
from tests.support.api.parties import BEHEER, VENLO, VENRAY, ZORG
from tests.support.exchange.alerts import address_at, due_now, got, outcomes, send_due, states
from tests.support.exchange.receiver import a_receiver, hang, status
from tests.support.exchange.workers import a_gateway, make_impatient
from tests.support.store.postgres import execute


@pytest.fixture
async def gateway(db: Database) -> Gateway:
    return await a_gateway(db)


def parked(number: int = 1, gemeente: str = VENLO) -> Alert:
    data: dict[str, Any] = {"gemeente": gemeente, "berichtId": f"bericht-{number}", "pad": "/v1/berichten/x"}
    return Alert(soort="bericht.geparkeerd", gemeente=gemeente, aanbieder=ZORG, gegevens=data)


async def happen(gateway: Gateway, *alerts: Alert) -> None:
    async with gateway.db.transaction() as tx:
        await raise_alerts(tx, alerts)


async def test_an_alert_arrives_signed_in_the_form_of_the_scheme_and_waits_no_longer(gateway: Gateway) -> None:
    async with a_receiver(status(200)) as office:
        made = await address_at(gateway, VENLO, office)
        await happen(gateway, parked())
        await send_due(gateway)
        await send_due(gateway)
        [alert] = got(office, made.geheim)
    assert alert.pop("timestamp").endswith("+00:00")
    [id] = await states(gateway)
    assert alert == {
        "type": "bericht.geparkeerd",
        "data": {"gemeente": VENLO, "berichtId": "bericht-1", "pad": "/v1/berichten/x"},
        "webhook-id": str(id),
    }
    assert list((await states(gateway)).values()) == [("geleverd", 1)]
    assert await outcomes(gateway) == [(1, "200")]
    assert leaks_in(str(office.bodies)) == []


async def test_a_failure_is_tried_again_with_the_same_bytes_and_id(gateway: Gateway) -> None:
    async with a_receiver(status(503), status(200)) as office:
        made = await address_at(gateway, VENLO, office)
        await happen(gateway, parked())
        await send_due(gateway)
        assert list((await states(gateway)).values()) == [("wachtend", 1)]
        await send_due(gateway)
        assert len(office.bodies) == 1, "it isn't due yet"
        await due_now(gateway)
        await send_due(gateway)
        first, second = got(office, made.geheim)
    assert first == second
    assert office.bodies[0] == office.bodies[1]
    assert await outcomes(gateway) == [(1, "503"), (2, "200")]


async def test_an_alert_is_given_up_after_the_term_of_messages(gateway: Gateway, dsn: str) -> None:
    async with a_receiver(status(500)) as office:
        await address_at(gateway, VENLO, office)
        await happen(gateway, parked())
        late = gateway.delivery.give_up_after + timedelta(minutes=1)
        await execute(dsn, f"update attenderingen set ontstaan_op = now() - interval '{late.total_seconds()} seconds'")
        await send_due(gateway)
        await due_now(gateway)
        await send_due(gateway)
    assert list((await states(gateway)).values()) == [("opgegeven", 1)]
    assert len(office.bodies) == 1


async def test_several_senders_at_once_send_each_alert_once(gateway: Gateway) -> None:
    async with a_receiver(status(200)) as office:
        made = await address_at(gateway, BEHEER, office)
        await happen(gateway, *(parked(number) for number in range(12)))
        while any(staat == "wachtend" for staat, _ in (await states(gateway)).values()):
            await asyncio.gather(*(send_due(gateway) for _ in range(3)))
        alerts = got(office, made.geheim)
    assert len(alerts) == len({each["webhook-id"] for each in alerts}) == 12
    assert len({each["data"]["berichtId"] for each in alerts}) == 12


async def test_an_attempt_of_a_worker_that_died_is_made_by_another(gateway: Gateway, dsn: str) -> None:
    async with a_receiver(status(200)) as office:
        made = await address_at(gateway, VENLO, office)
        await happen(gateway, parked())
        await execute(dsn, "update attenderingen set pogingen = 1, niet_voor = now() + interval '1 minute'")
        await send_due(gateway)
        assert office.bodies == []
        await due_now(gateway)
        await send_due(gateway)
        assert len(got(office, made.geheim)) == 1
    assert list((await states(gateway)).values()) == [("geleverd", 2)]


async def test_an_address_that_hangs_holds_up_no_other_and_rests(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_impatient(monkeypatch)
    monkeypatch.setattr("gateway.transport.http_client.TIMEOUT", httpx.Timeout(0.3))
    async with a_receiver(hang) as slow, a_receiver(status(200)) as quick:
        await address_at(gateway, VENRAY, slow)
        made = await address_at(gateway, VENLO, quick)
        for number in range(10):
            await happen(gateway, parked(number), parked(number, VENRAY))
        done = False
        working = asyncio.create_task(run_sender(gateway, lambda: done, 0.01))
        await quick.has(10)
        await slow.has(FAILURES_BEFORE_REST)
        done = True
        await working
        assert len(got(quick, made.geheim)) == 10
    async with gateway.db.reading() as tx:
        rows = await tx.fetch("select fouten, rust_tot from attenderingsadressen order by organisatie")
    (none, well), (failures, resting) = rows
    assert (none, well) == (0, None)
    assert failures >= FAILURES_BEFORE_REST
    assert resting is not None


async def test_an_address_that_no_operator_chose_is_in_no_private_network(gateway: Gateway, dsn: str) -> None:
    """Not even when somebody puts one in the database: it isn't called."""
    async with a_receiver(status(200)) as inner:
        await address_at(gateway, VENLO, inner)
        await execute(dsn, "update attenderingsadressen set afgeschermd = false")
        await happen(gateway, parked())
        await send_due(gateway)
        assert inner.bodies == []
    [(attempt, outcome)] = await outcomes(gateway)
    assert (attempt, outcome) == (1, "AddressRefused")


async def test_a_frozen_organisation_gets_nothing_until_its_release(gateway: Gateway, dsn: str) -> None:
    async with a_receiver(status(200)) as office:
        await address_at(gateway, VENLO, office)
        await happen(gateway, parked())
        await execute(dsn, f"update organisaties set bevroren_op = now() where code = '{VENLO}'")
        await send_due(gateway)
        assert office.bodies == []
        await execute(dsn, "update organisaties set bevroren_op = null")
        await send_due(gateway)
        assert len(office.bodies) == 1
