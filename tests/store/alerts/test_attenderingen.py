"""What happens is told to whom it concerns, in the transaction in which it happens."""

from datetime import timedelta
from uuid import UUID

import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.store.alerts import attenderingsadressen
from gateway.store.alerts.attenderingen import Alert, raise_alerts, raise_given_up
from gateway.store.db.database import Database
from gateway.store.delivery import leases, outbox, upkeep
from gateway.store.delivery.outbox import Settlement
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, THUIS, VENLO, VENRAY, ZORG, Caller, enrol, start
from tests.support.exchange.crashing_rule import break_rules
from tests.support.exchange.signals import a_signal
from tests.support.store.ledger import book, push_to

ALL = ["levering.opgegeven", "bericht.geparkeerd", "signaal.ontstaan", "zegel.te-laat"]
EVERYBODY = (VENLO, VENRAY, ZORG, THUIS, BEHEER)


async def listen(db: Database, *codes: str) -> None:
    """Let these organisations have an address that is sent whatever is for them."""
    async with db.transaction() as tx:
        for code in codes:
            kinds = [each for each in ALL if code in (VENLO, VENRAY) or each in ALL[:2]]
            await attenderingsadressen.add(tx, code, "https://x.example/", kinds, afgeschermd=False)


async def told(db: Database) -> dict[str, tuple[str, dict[str, str]]]:
    """Return kind and data of the one alert to each organisation that was told."""
    async with db.reading() as tx:
        rows = await tx.fetch("select organisatie, soort, gegevens from attenderingen")
    assert len(rows) == len({row["organisatie"] for row in rows})
    return {row["organisatie"]: (row["soort"], row["gegevens"]) for row in rows}


async def test_what_was_given_up_is_told_to_both_parties_and_the_operator(db: Database) -> None:
    await enrol(db)
    await listen(db, *EVERYBODY)
    await push_to(db, "https://zorg.example/")
    id = await book(db)
    async with db.transaction() as tx:
        [lease] = (await leases.lease_due(tx, 1, timedelta(minutes=1))).leases
        await outbox.settle(tx, lease, Settlement("503", delivered=False, retry_after=timedelta(seconds=5)))
    assert await told(db) == {}
    async with db.transaction() as tx:
        await outbox.settle(tx, lease, Settlement("503", delivered=False))
    found = await told(db)
    data = {
        "gemeente": VENLO,
        "berichtId": str(id),
        "soort": "WMO306",
        "ontvanger": ZORG,
        "pad": f"/v1/berichten/{id}",
    }
    assert found == dict.fromkeys((VENLO, ZORG, BEHEER), ("levering.opgegeven", data))


async def test_what_waited_too_long_is_told_too(db: Database) -> None:
    await enrol(db)
    await listen(db, BEHEER)
    await push_to(db, "https://zorg.example/")
    id = await book(db)
    async with db.transaction() as tx:
        assert await upkeep.tidy_outbox(tx, timedelta(0)) == [(VENLO, id)]
        await raise_given_up(tx, [])
    assert (await told(db))[BEHEER][1]["berichtId"] == str(id)


async def test_a_parked_message_is_told_once_as_it_is_booked(
    api: Api, venlo: Caller, zorg: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    await listen(api.gateway.db, *EVERYBODY)
    number = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    break_rules(monkeypatch, 3)
    receipt = await zorg.submit(start(number, "S1"))
    assert receipt["oordeel"] == "geparkeerd"
    assert (await zorg.submit(start(number, "S1")))["berichtId"] == receipt["berichtId"]
    found = await told(api.gateway.db)
    assert set(found) == {VENLO, ZORG, BEHEER}
    assert found[ZORG] == (
        "bericht.geparkeerd",
        {
            "gemeente": VENLO,
            "berichtId": receipt["berichtId"],
            "soort": "WMO305",
            "pad": f"/v1/berichten/{receipt['berichtId']}",
        },
    )


async def test_a_signal_is_told_to_its_municipality_alone(api: Api, venlo: Caller) -> None:
    await listen(api.gateway.db, *EVERYBODY)
    number = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    id = await a_signal(api.gateway, number)
    data = {"gemeente": VENLO, "signaalId": id, "code": "NL-801", "pad": f"/v1/signalen/{id}"}
    assert await told(api.gateway.db) == {VENLO: ("signaal.ontstaan", data)}


async def test_what_has_a_key_is_told_once_and_only_who_asked_for_the_kind(gateway: Gateway) -> None:
    db = gateway.db
    async with db.transaction() as tx:
        await attenderingsadressen.add(tx, VENLO, "https://x.example/1", ["zegel.te-laat"], afgeschermd=False)
        await attenderingsadressen.add(tx, VENLO, "https://x.example/2", ["signaal.ontstaan"], afgeschermd=False)
    late = Alert(soort="zegel.te-laat", gemeente=VENLO, gegevens={"gemeente": VENLO}, sleutel="0983 1")
    for _ in range(2):
        async with db.transaction() as tx:
            await raise_alerts(tx, [late])
    async with db.reading() as tx:
        rows = await tx.fetch("select id, adres_id from attenderingen")
    assert len(rows) == 1
    assert isinstance(rows[0]["id"], UUID)


async def test_what_is_rolled_back_is_not_told(gateway: Gateway) -> None:
    await listen(gateway.db, VENLO)

    async def raised_and_failed() -> None:
        async with gateway.db.transaction() as tx:
            await raise_alerts(tx, [Alert(soort="signaal.ontstaan", gemeente=VENLO, gegevens={})])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await raised_and_failed()
    assert await told(gateway.db) == {}
