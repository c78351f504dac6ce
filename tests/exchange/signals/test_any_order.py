"""Whatever order causes come and go in, the signals are what a fresh judgement says, and who handled one has peace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.exchange.delivery import deliveries, mailbox
from gateway.exchange.delivery.undelivered import signal_undelivered
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.signals import handle
from gateway.exchange.signals.examine import REFUSED_LOOK_BACK
from gateway.exchange.signals.refresh import refresh_signals
from gateway.policy.care_file import Contract
from gateway.standard.findings import Outcome
from gateway.store.care import contracten, watch_view
from gateway.store.db.database import Database
from gateway.store.delivery import upkeep
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import VENLO, ZORG
from tests.support.exchange.workers import NO_TIME, a_gateway
from tests.support.policy.watched import find_signals, never
from tests.support.store.deliveries import MAKE
from tests.support.store.ledger import book, entry, push_to

Cause = tuple[str, str]
"""Code and key."""
PROVIDER = Organisatie(ZORG, "aanbieder", "Zorg")
FROM_PROVIDER = {"richting": "in", "soort": "WMO305", "verzender": ZORG, "ontvanger": VENLO}
ACTIONS = ("give up", "offer", "collect", "park", "judge", "refuse", "approve", "contract", "no contract", "handle")


@dataclass
class World:
    """What the test did, and which signals should last by that, each with its status."""

    gateway: Gateway
    given_up: list[UUID] = field(default_factory=list)
    parked: list[UUID] = field(default_factory=list)
    refused: list[tuple[UUID, str]] = field(default_factory=list)
    contract: Cause | None = None
    expected: dict[Cause, str] = field(default_factory=dict)

    async def do(self, action: str) -> None:
        """Do one thing; what can't be done now is passed over."""
        db = self.gateway.db
        if action == "give up":
            await book(db)
            async with db.transaction() as tx:
                found = await upkeep.tidy_outbox(tx, NO_TIME)
                await signal_undelivered(tx, self.gateway, found)
            for _, id in found:
                self.given_up += [] if id in self.given_up else [id]
                self.expected.setdefault(("NL-812", str(id)), "open")
        elif action == "offer" and self.given_up:
            await deliveries.retry_delivery(self.gateway, self.given_up[0])
        elif action == "collect" and self.given_up:
            id = self.given_up.pop()
            await mailbox.mark_collected(self.gateway, PROVIDER, id)
            del self.expected["NL-812", str(id)]
        elif action == "park":
            self.parked.append(await book(db, **FROM_PROVIDER, oordeel=Outcome.GEPARKEERD))
        elif action == "judge" and self.parked:
            await book(db, heenbericht_id=self.parked.pop(), uitkomst="goedgekeurd")
        elif action == "refuse":
            name = entry().identificatie
            id = await book(db, **FROM_PROVIDER, oordeel=Outcome.AFGEKEURD, identificatie=name)
            self.refused.append((id, name))
        elif action == "approve" and self.refused:
            await book(db, **FROM_PROVIDER, identificatie=self.refused.pop()[1])
        elif action in ("contract", "no contract"):
            await self._contract(there=action == "contract")
        elif action == "handle":
            await self._handle()

    async def _contract(self, *, there: bool) -> None:
        last = self.gateway.today() + timedelta(days=30)
        contract = Contract(aanbieder=ZORG, segment="2A", soort=None, vanaf=last - timedelta(days=99), tot=last)
        async with self.gateway.db.transaction() as tx:
            await contracten.replace(tx, VENLO, [contract] if there else [])
        self.contract = ("NL-815", f"{ZORG}:2A:{last}") if there else None

    async def _handle(self) -> None:
        async with self.gateway.db.reading() as tx:
            row = await tx.fetchrow(
                "select id, code, sleutel from signalen where vervallen_op is null and status = 'open'"
                " order by id limit 1"
            )
        if row is not None:
            await handle.handle_signal(self.gateway, VENLO, row["id"], "Gezien.", VENLO)
            self.expected[row["code"], row["sleutel"]] = "afgehandeld"

    async def refresh(self, *, full: bool) -> None:
        """Refresh, and expect what the causes that are there now call for."""
        await refresh_signals(self.gateway, full=full)
        causes = [("NL-812", str(id)) for id in self.given_up] + [("NL-814", str(id)) for id in self.parked]
        causes += [("NL-813", str(id)) for id, _ in self.refused] + ([self.contract] if self.contract else [])
        self.expected = {each: self.expected.get(each, "open") for each in causes}

    async def lasting(self) -> Mapping[Cause, str]:
        async with self.gateway.db.reading() as tx:
            rows = await tx.fetch("select code, sleutel, status from signalen where vervallen_op is null")
        found = {(row["code"], row["sleutel"]): row["status"] for row in rows}
        assert len(found) == len(rows), "a cause has one signal"
        return found

    async def judged_afresh(self) -> set[Cause]:
        since = self.gateway.now() - REFUSED_LOOK_BACK
        async with self.gateway.db.reading() as tx:
            files = await watch_view.load_watch_files(tx, VENLO, [], without_client=True, refused_since=since)
        return {(each.code, each.sleutel) for each in find_signals(files[None], never, self.gateway.today())}

    async def leave(self) -> None:
        """Take every cause away."""
        for action, left in (("collect", self.given_up), ("judge", self.parked), ("approve", self.refused)):
            while left:
                await self.do(action)
        await self._contract(there=False)
        await self.refresh(full=False)
        assert await self.lasting() == {}


@pytest.fixture
async def gateway(db: Database) -> Gateway:
    gateway = await a_gateway(db)
    await push_to(db, "http://127.0.0.1:1/")
    return gateway


@given(st.lists(st.tuples(st.sampled_from(ACTIONS), st.sampled_from(["", "", "refresh", "full"])), max_size=14))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_signals_are_what_a_fresh_judgement_says_and_what_was_handled_stays_so(
    gateway: Gateway, plan: list[tuple[str, str]]
) -> None:
    async with gateway.db.transaction() as tx:
        await tx.execute(MAKE.format(which="staat <> 'geleverd'"))
    world = World(gateway)
    for action, then in [*plan, ("", "refresh")]:
        await world.do(action)
        if then:
            await world.refresh(full=then == "full")
            assert set(await world.lasting()) == await world.judged_afresh()
        assert await world.lasting() == world.expected
    await world.leave()
