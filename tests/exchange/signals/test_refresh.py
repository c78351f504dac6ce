"""Bringing signals up to date: once for each cause, whoever does it, however often, and in whatever order."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import asyncpg
import pytest
from structlog.testing import capture_logs

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.periodic import repeat
from gateway.exchange.signals import examine
from gateway.exchange.signals import refresh as module
from gateway.exchange.signals.refresh import LATE_COMMIT, refresh_and_log, refresh_signals
from gateway.messages.common import Product
from gateway.policy import watch as bewaken
from gateway.policy.loading.regions import load_region
from gateway.policy.watch import date_checks, watch_fingerprint
from gateway.store.db.database import Database
from gateway.store.signals.signaal_rondes import first_id_after
from tests.support.api.application import Api, Clock
from tests.support.api.parties import THUIS, VENLO, VENRAY, Caller, start, stop
from tests.support.exchange.signals import answer_all, choose_policy, list_signals, refreshed
from tests.support.messages.messages import BSN, BSN_2
from tests.support.store.filling import assigned_clients
from tests.support.store.key_ring import vault
from tests.support.store.postgres import execute

TABELLEN = ("signalen", "signaal_gebeurtenissen")


@pytest.fixture
def clock() -> Clock:
    """Well after what is written straight into the tables, which goes by the clock of the database."""
    return Clock(datetime.now(UTC) + timedelta(days=30))


async def content(db: Database) -> list[list[asyncpg.Record]]:
    async with db.reading() as tx:
        return [await tx.fetch(f"select * from {each} order by gemeente, id") for each in TABELLEN]


async def oorzaken(db: Database) -> Counter[tuple[Any, ...]]:
    """Return how many signals there are whose cause lasts, by municipality, code and cause."""
    async with db.reading() as tx:
        rows = await tx.fetch("select gemeente, code, sleutel from signalen where vervallen_op is null")
    return Counter(tuple(row) for row in rows)


async def test_twice_changes_nothing_the_second_time(gateway: Gateway, clock: Clock) -> None:
    await assigned_clients(gateway.db, 30)
    assert await refreshed(gateway) == (60, 0, 0)
    first_of_all = await content(gateway.db)
    assert len(first_of_all[0]) == len(first_of_all[1]) == 60
    clock.advance(seconds=60)
    for everything in (False, True):
        assert await refreshed(gateway, full=everything) == (0, 0, 0)
    clock.advance(days=1)
    assert await refreshed(gateway) == (0, 0, 0)
    assert await content(gateway.db) == first_of_all


async def test_within_a_day_only_whom_a_message_was_about_is_looked_at(
    gateway: Gateway, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LATE_COMMIT", timedelta(0))
    await assigned_clients(gateway.db, 5)
    assert (await refresh_signals(gateway)).examined == 5
    assert (await refresh_signals(gateway)).examined == 0
    await assigned_clients(gateway.db, 2, VENRAY)
    assert (await refresh_signals(gateway)).examined == 2
    assert (await refresh_signals(gateway)).examined == 0
    clock.advance(days=1)
    assert (await refresh_signals(gateway)).examined == 7


async def test_what_was_committed_late_is_seen(gateway: Gateway) -> None:
    """Its id was drawn before that of messages that were seen already."""
    await refresh_signals(gateway)
    await assigned_clients(gateway.db, 1, VENRAY)
    async with gateway.db.transaction() as tx:
        tot = await tx.fetchval("select tot_bericht from signaal_rondes where gemeente = $1", VENRAY)
    assert tot < first_id_after(datetime.now(UTC) - LATE_COMMIT + timedelta(minutes=1))
    assert await refreshed(gateway) == (2, 0, 0)


async def test_many_workers_at_once_raise_each_signal_once(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CLIENTS_PER_TRANSACTION", 20)
    await assigned_clients(gateway.db, 110)
    await assigned_clients(gateway.db, 40, VENRAY)
    gedaan = await asyncio.gather(*(refresh_signals(gateway) for _ in range(4)))
    await refresh_signals(gateway)
    assert sum(each.raised for each in gedaan) == 300
    found = await oorzaken(gateway.db)
    assert len(found) == 300
    assert set(found.values()) == {1}


async def test_a_round_that_was_cut_off_is_finished_by_the_next_worker(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CLIENTS_PER_TRANSACTION", 20)
    await assigned_clients(gateway.db, 50)
    echt, steps = module.signaal_rondes.save, []

    async def save(*args: Any) -> None:
        steps.append(args)
        if len(steps) == 2:
            raise ConnectionError
        await echt(*args)

    monkeypatch.setattr(module.signaal_rondes, "save", save)
    with pytest.raises(ConnectionError):
        await refresh_signals(gateway)
    assert sum((await oorzaken(gateway.db)).values()) == 40, "the first step was committed, the second not"
    count = await refresh_signals(gateway)
    assert count.raised == 60


async def test_a_worker_that_lives_in_the_past_leaves_all_as_it_is(gateway: Gateway, clock: Clock) -> None:
    await assigned_clients(gateway.db, 3)
    await refresh_signals(gateway)
    first_of_all = await content(gateway.db)
    clock.advance(days=-29)
    assert (await refresh_signals(gateway)).examined == 0
    assert await content(gateway.db) == first_of_all


async def test_a_check_that_crashes_closes_nothing_and_stops_no_other(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    await assigned_clients(gateway.db, 2)
    await refresh_signals(gateway)
    first_of_all = await content(gateway.db)

    def crash(*_: Any) -> Any:
        raise KeyError("999900006")

    kapot = [
        bewaken.DateCheck(each.card, crash if each.card.code == "NL-805" else each.check, each.national, each.bron)
        for each in date_checks()
    ]
    monkeypatch.setattr(examine, "date_checks", lambda: kapot)
    await assigned_clients(gateway.db, 2, VENRAY)
    with capture_logs() as log:
        count = await refresh_signals(gateway, full=True)
    assert (count.raised, count.lapsed, count.failed) == (2, 0, [])
    assert (await content(gateway.db))[0][:4] == first_of_all[0]
    assert {(each["event"], each["code"], each["error"]) for each in log} == {
        ("signals.check_crashed", "NL-805", "KeyError")
    }
    assert "999900006" not in str(log)


async def test_the_watch_goes_on_until_it_is_stopped(gateway: Gateway, dsn: str) -> None:
    stop = False
    watch = asyncio.create_task(repeat("signals", lambda: refresh_and_log(gateway), lambda: stop, pause=0.01))
    await asyncio.sleep(0.1)
    await execute(
        dsn,
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where datname = current_database() and pid <> pg_backend_pid()",
    )
    ours = await Database.connect(dsn, vault=vault())  # the pool of the watch may still find out
    await assigned_clients(ours, 1)
    for _ in range(200):
        await asyncio.sleep(0.02)
        if await oorzaken(ours):
            break
    stop = True
    await watch
    assert len(await oorzaken(ours)) == 2
    await ours.close()


def test_the_yardstick_is_the_same_in_every_process_and_another_for_another_policy() -> None:
    versions = load_region("noord-limburg").versions
    assert watch_fingerprint(versions) == watch_fingerprint(versions) != watch_fingerprint(versions[:1])
    assert watch_fingerprint(()) != watch_fingerprint(versions[1:]) != watch_fingerprint(versions[:1])


@pytest.mark.parametrize("seed", range(2))
async def test_whatever_happens_what_changed_is_all_that_had_to_be_looked_at(
    api: Api, venlo: Caller, zorg: Caller, seed: int
) -> None:
    """After each refresh, looking at every client anew finds nothing more to do; and no cause has two signals."""
    random = Random(seed)
    api.clock.now = datetime(2024, 3, 1, 9, 30, tzinfo=UTC)
    if random.random() < 0.7:
        await choose_policy(api.gateway.db, VENLO, "noord-limburg")
    clienten = [await venlo.register(), await venlo.register(BSN_2)]
    lopend: dict[int, str] = {}
    gestarte: dict[int, str] = {}
    for step in range(24):
        await _iets(random, api, venlo, zorg, clienten, lopend, gestarte, step)
        if random.random() < 0.6:
            await refresh_signals(api.gateway)
            assert await refreshed(api.gateway, full=True) == (0, 0, 0)
    assert await refreshed(api.gateway) is not None
    found = await oorzaken(api.gateway.db)
    assert set(found.values()) <= {1}
    assert await list_signals(venlo), "something happened"


async def _iets(
    random: Random,
    api: Api,
    venlo: Caller,
    zorg: Caller,
    clienten: list[str],
    lopend: dict[int, str],
    gestarte: dict[int, str],
    step: int,
) -> None:
    """Do one thing that may happen, or let time pass."""
    today = api.gateway.today()
    wat = random.choice(["dagen", "dagen", "toe", "start", "terug", "stop", "antwoord", "korter", "weg", "klaar"])
    nummer = random.choice([*lopend, 0])
    soort = {"bsn": lopend.get(nummer, BSN)}
    if wat == "dagen":
        api.clock.advance(days=random.choice([1, 3, 8, 30, 90]))
    elif wat == "toe" or not lopend:
        which = random.randrange(2)
        code = random.choice(["02A02", "10B02", "02C02", "01B04"])
        begin = today + timedelta(days=random.randrange(-20, 20))
        asked = {
            "clientId": clienten[which],
            "aanbieder": random.choice([zorg.code, THUIS]) if step % 4 == 0 else zorg.code,
            "product": {"categorie": code[:2], "code": code},
            "ingangsdatum": begin.isoformat(),
            "einddatum": (begin + timedelta(days=random.choice([20, 100, 364]))).isoformat(),
            "omvang": {"volume": 1, "eenheid": "82", "frequentie": "6"},
        }
        answer = await venlo.http.post("/v1/toewijzingen", json=asked)
        if answer.status_code == 201:
            lopend[answer.json()["toewijzingNummer"]] = (BSN, BSN_2)[which]
    elif wat == "antwoord":
        await answer_all(zorg, api)
    elif wat == "klaar":
        for each in (await list_signals(venlo, status="open"))[:2]:
            await venlo.http.post(f"/v1/signalen/{each['signaalId']}/afhandelen", json={"notitie": "Gezien."})
    elif nummer:
        await _aan_toewijzing(wat, api, venlo, zorg, nummer, soort, gestarte, step, today)


async def _aan_toewijzing(
    wat: str,
    api: Api,
    venlo: Caller,
    zorg: Caller,
    nummer: int,
    who: dict[str, str],
    gestarte: dict[int, str],
    step: int,
    today: date,
) -> None:
    """Do something with this assignment, which may be refused."""
    actueel = (await venlo.http.get(f"/v1/toewijzingen/{VENLO}/{nummer}")).json()["actueel"]
    begin = gestarte.get(nummer, actueel["ingangsdatum"])
    fields = {
        **who,
        "product": Product(**actueel["product"]),
        "toewijzing_ingangsdatum": actueel["ingangsdatum"],
        "begindatum": begin,
        "dagtekening": today.isoformat(),
    }
    if wat == "start" and begin <= today.isoformat():
        gestarte[nummer] = begin
        await zorg.send(start(nummer, f"S{step}", **fields))
    elif wat == "terug":
        await zorg.send(start(nummer, f"T{step}", **fields, status_aanlevering="3"))
    elif wat == "stop":
        await zorg.send(stop(nummer, f"E{step}", **fields, einddatum=today.isoformat(), reden_beeindiging="20"))
        await zorg.send(stop(nummer, f"F{step}", **fields, einddatum=today.isoformat()))
    elif wat in ("korter", "weg"):
        body = {"verwijderd": True} if wat == "weg" else {"einddatum": today.isoformat()}
        await venlo.http.patch(f"/v1/toewijzingen/{VENLO}/{nummer}", json=body)
