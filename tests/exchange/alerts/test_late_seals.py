"""A ledger without a seal for over an hour is told of once, and again when it happens again; old alerts go."""

from dataclasses import replace

from gateway.exchange.alerts.late_seals import look_after_alerts
from gateway.exchange.custody.seal import seal_ledger
from gateway.exchange.kernel.gateway import DeliverySettings, Gateway
from gateway.store.ledger import gebeurtenissen
from tests.support.api.parties import BEHEER, VENLO, VENRAY, ZORG
from tests.support.exchange.alerts import address_at, states
from tests.support.exchange.receiver import a_receiver, status
from tests.support.exchange.workers import HERE
from tests.support.store.ledger import book
from tests.support.store.postgres import execute

LONG_AGO = "alter table gebeurtenissen disable trigger user; update gebeurtenissen set op = op - interval '2 hours'"


async def raised(gateway: Gateway) -> list[tuple[str, str, int]]:
    async with gateway.db.reading() as tx:
        rows = await tx.fetch(
            "select organisatie, soort, gegevens from attenderingen order by ontstaan_op, organisatie"
        )
    return [(row["organisatie"], row["soort"], row["gegevens"]["laatsteZegel"]) for row in rows]


async def happens(gateway: Gateway) -> None:
    id = await book(gateway.db)
    async with gateway.db.transaction() as tx:
        await gebeurtenissen.log_event(tx, VENLO, id, "gezien", door="test")


async def enrol_offices(gateway: Gateway, *codes: str) -> None:
    may = replace(gateway, delivery=DeliverySettings(HERE))
    async with a_receiver(status(200)) as office:
        for code in codes:
            await address_at(may, code, office)


async def test_a_late_seal_is_told_once_to_its_municipality_and_the_operator(gateway: Gateway, dsn: str) -> None:
    await enrol_offices(gateway, VENLO, VENRAY, ZORG, BEHEER)
    await happens(gateway)
    await look_after_alerts(gateway)
    assert await raised(gateway) == [], "it isn't late yet"
    await execute(dsn, LONG_AGO)
    await look_after_alerts(gateway)
    await look_after_alerts(gateway)
    told = [(VENLO, "zegel.te-laat", 0), (BEHEER, "zegel.te-laat", 0)]
    assert await raised(gateway) == told
    await seal_ledger(gateway)
    await look_after_alerts(gateway)
    assert await raised(gateway) == told
    await happens(gateway)
    await execute(dsn, LONG_AGO)
    await look_after_alerts(gateway)
    assert await raised(gateway) == [*told, (VENLO, "zegel.te-laat", 1), (BEHEER, "zegel.te-laat", 1)]


async def test_alerts_that_ended_long_ago_are_removed(gateway: Gateway, dsn: str) -> None:
    await enrol_offices(gateway, VENLO)
    await happens(gateway)
    await execute(dsn, LONG_AGO)
    await look_after_alerts(gateway)
    [id] = await states(gateway)
    await execute(
        dsn,
        "update attenderingen set staat = 'geleverd', afgerond_op = now() - interval '91 days';"
        " insert into attendering_pogingen (organisatie, attendering_id, poging, uitkomst, geleverd, duur_ms)"
        f" values ('{VENLO}', '{id}', 1, '200', true, 5)",
    )
    await seal_ledger(gateway)
    await look_after_alerts(gateway)
    assert await states(gateway) == {}
