"""A channel that stands still holds what waits, in order, and gives nothing up; who brings more hears till when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateway.exchange.delivery import freezes
from gateway.exchange.kernel.gateway import Gateway, utc_now
from gateway.exchange.kernel.refusals import Conflict, Invalid, NotFound, Refusal
from gateway.messages.write import serialise
from gateway.standard.stuf.messages import StufReceipt
from gateway.standard.stuf.read import read_soap
from gateway.store.db.database import Database
from gateway.store.delivery import upkeep
from gateway.store.delivery.leases import Lease, lease_due
from gateway.store.delivery.stilstanden import COMING_IN, NewFreeze
from tests.support.api.application import Api
from tests.support.api.parties import Caller, problem, start
from tests.support.exchange.chain import a_chain, envelope
from tests.support.exchange.workers import NO_TIME, a_gateway
from tests.support.store.ledger import book, delivery, push_to

HOUR = timedelta(hours=1)


@pytest.fixture
async def gateway(db: Database) -> Gateway:
    made = await a_gateway(db)
    await push_to(db, "https://zorg.example/")
    return made


async def planned(gateway: Gateway, kanaal: str = "push", soorten: Sequence[str] = (), begin: timedelta = -HOUR) -> int:
    """Plan a freeze of two hours that begins so long from now."""
    van = datetime.now(UTC) + begin
    new = NewFreeze(kanaal=kanaal, soorten=soorten, van=van, tot=van + 2 * HOUR, reden="releasewissel")
    return await freezes.plan_freeze(gateway, new)


async def leased(db: Database) -> list[Lease]:
    async with db.transaction() as tx:
        return (await lease_due(tx, 100, timedelta(minutes=1))).leases


async def test_what_waits_goes_after_the_freeze_in_order_and_with_its_whole_term(
    gateway: Gateway, db: Database
) -> None:
    made = [await book(db) for _ in range(3)]
    number = await planned(gateway)
    assert await leased(db) == []
    async with db.transaction() as tx:
        assert await upkeep.tidy_outbox(tx, NO_TIME) == [], "nothing is given up meanwhile"
        await tx.execute("update leveringen set sinds = now() - interval '9 days'")
    await freezes.end_freeze(gateway, number)
    found = await leased(db)
    assert [each.bericht_id for each in found] == made
    assert all(each.waited < HOUR for each in found)
    async with db.transaction() as tx:
        await tx.execute("update leveringen set onderweg = false")
        assert await upkeep.tidy_outbox(tx, timedelta(days=1)) == []
    assert (await delivery(db, made[0]))["staat"] == "wachtend"


async def test_one_kind_stands_still_and_the_others_go(gateway: Gateway, db: Database) -> None:
    still, goes = await book(db), await book(db, soort="WMO308")
    await planned(gateway, soorten=["WMO306"])
    assert [each.bericht_id for each in await leased(db)] == [goes]
    [found] = await freezes.list_freezes(gateway)
    assert (found.wachtend, found.soorten, found.reden) == (1, ["WMO306"], "releasewissel")
    assert (await delivery(db, still))["staat"] == "wachtend"


@pytest.mark.parametrize(("kanaal", "begin"), [("ggk", -HOUR), ("push", HOUR), ("push", -3 * HOUR)])
async def test_another_channel_or_time_holds_nothing(
    gateway: Gateway, db: Database, kanaal: str, begin: timedelta
) -> None:
    await book(db)
    async with db.transaction() as tx:
        van = datetime.now(UTC) + begin
        await tx.execute(
            "insert into stilstanden (kanaal, soorten, van, tot, door, ingang) values ($1, '{}', $2, $3, 'x', 'x')",
            kanaal,
            van,
            van + 2 * HOUR,
        )
    assert len(await leased(db)) == 1


async def test_one_that_was_withdrawn_never_begins(gateway: Gateway, db: Database) -> None:
    await book(db)
    number = await planned(gateway, begin=HOUR)
    await freezes.end_freeze(gateway, number)
    assert await freezes.list_freezes(gateway) == []
    with pytest.raises(NotFound):
        await freezes.end_freeze(gateway, number)
    await planned(gateway)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"kanaal": "postvak"}, Invalid("kanaal-onbekend", "")),
        ({"kanaal": "fax"}, Invalid("kanaal-onbekend", "")),
        ({"kanaal": COMING_IN, "soorten": ("WMO301",)}, Invalid("soort-ongeldig", "")),
        ({"soorten": ("WMO399",)}, Invalid("berichtsoort-onbekend", "")),
        ({"tot": datetime(2020, 1, 1, tzinfo=UTC)}, Invalid("periode-ongeldig", "")),
        ({"tot": datetime(2099, 1, 1, tzinfo=UTC)}, Invalid("periode-ongeldig", "")),
        ({"reden": "om 999900006"}, Invalid("bevat-bsn", "")),
        ({"soorten": ("WMO301",)}, Conflict("stilstand-overlapt", "")),
    ],
    ids=lambda value: value.problem if isinstance(value, Refusal) else "",
)
async def test_a_freeze_that_cannot_be_is_refused(
    gateway: Gateway, changes: dict[str, object], problem: Refusal
) -> None:
    await planned(gateway)
    now = datetime.now(UTC)
    given = {"kanaal": "push", "soorten": (), "van": now, "tot": now + HOUR, "reden": None, **changes}
    with pytest.raises(type(problem)) as caught:
        await freezes.plan_freeze(gateway, NewFreeze(**given))  # type: ignore[arg-type]
    assert caught.value.problem == problem.problem


async def stand_still(api: Api, kanaal: str = COMING_IN) -> None:
    """Let this stand still for an hour; what processes read of the calendar before is not believed any more."""
    van = datetime.now(UTC) - timedelta(minutes=1)
    new = NewFreeze(kanaal=kanaal, soorten=(), van=van, tot=van + timedelta(hours=1), reden=None)
    await freezes.plan_freeze(replace(api.gateway, now=utc_now), new)


async def test_who_brings_something_hears_when_to_come_back(api: Api, venlo: Caller, zorg: Caller) -> None:
    async with a_chain(api) as chain:
        number = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
        await stand_still(api)
        data = serialise(start(number, "S1"))
        told = await zorg.http.post("/v1/berichten", content=data, headers={"content-type": "application/xml"})
        problem(told, 503, "stilstand")
        assert 3400 < int(told.headers["retry-after"]) <= 3540
        sent = envelope(data, "WMO305")
        response = await chain.post(sent)
        assert response.status_code == 503
        assert 3400 < int(response.headers["retry-after"]) <= 3540
        assert "niets aangenomen" in (read_soap(response.content).findtext("faultstring") or "")
        async with api.gateway.db.transaction() as tx:
            assert await tx.fetchval("select count(*) from berichten where soort = 'WMO305'") == 0
            await tx.execute("update stilstanden set tot = now()")
        api.gateway.queues.of(freezes._Intake).frozen.cache_clear()
        assert isinstance(await chain.bring(sent), StufReceipt), "unchanged, after the freeze"
