"""Checks of the gateway's promise, against the database and against what the receivers got."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from re import Pattern
from uuid import UUID

from gateway.exchange.custody.seal import VerifiedCount, seal_ledger, verify_ledger
from gateway.exchange.kernel.gateway import Gateway
from gateway.store.db.database import Database
from gateway.store.db.places import MESSAGE, Findable
from tests.chaos.world import Case, steps_done
from tests.support.api.parties import VENLO, ZORG
from tests.support.exchange.receiver import Receiver
from tests.support.messages.messages import schemas
from tests.support.store.key_ring import vault

MAX_SEALS = 20
"""Times that all is sealed: a worker that was late may note between a seal and its check that it made an attempt."""
_KINDS = {
    "issue": ("WMO301",),
    "answer": ("WMO302",),
    "start": ("WMO305", "WMO306"),
    "change": ("WMO301",),
    "stop": ("WMO307", "WMO308"),
}
"""Kinds of message that each step leads to."""


async def check_promise(
    db: Database,
    cases: Sequence[Case],
    receivers: Mapping[str, Receiver],
    *,
    besides: Mapping[str, int] | None = None,
    told: Pattern[str] | None = None,
) -> int:
    """Assert that each acknowledged step has its effect once, nothing else has an effect, and all arrived in order.

    Call it when no request is under way and no delivery waits. Returns how many messages arrived again after a later
    one of their series; only a worker whose claim ran out while it was sending can bring that about. `besides`: how
    many other messages there are, by kind. `told`: deviations from the seals that are true.
    """
    await _effects(db, cases)
    await check_messages(db, cases, besides or {})
    late = await check_arrivals(db, receivers)
    await sealed(db, told)
    return late


async def _effects(db: Database, cases: Sequence[Case]) -> None:
    done = steps_done(cases)
    async with db.reading() as tx:
        rows = await tx.fetch("select nummer, client_id, aanvraag_sleutel from toewijzingen")
        versions = await tx.fetch("select nummer, versie, einddatum::text, aanvraag_sleutel from toewijzing_versies")
        starts = await tx.fetch("select toewijzing_nummer, bericht_id from starts where verwijderd_door is null")
        stops = await tx.fetch("select toewijzing_nummer, bericht_id from stops where verwijderd_door is null")
    issued = [each for each in cases if each.done > 0]
    made = [(each.nummer, UUID(each.client), _kept_key(f"{each.name}-issue")) for each in issued]
    assert sorted(made) == sorted(map(tuple, rows))
    expected = [(each.nummer, 1, "2024-12-31", None) for each in issued]
    expected += [(each.nummer, 2, "2024-11-30", _kept_key(f"{each.name}-change")) for each in cases if each.done > 3]
    assert sorted(expected) == sorted(map(tuple, versions)), "one version a change"
    for step, found in (("start", starts), ("stop", stops)):
        told = [(each.nummer, UUID(each.messages[step])) for each in cases if step in each.messages]
        assert sorted(told) == sorted(map(tuple, found)), f"one {step} each"
        assert len(found) == done[step]


def _kept_key(key: str) -> str:
    """Return an Idempotency-Key as the database holds it."""
    return vault().search_hash(Findable("aanvraag", VENLO, key))[0].hex()


async def check_messages(db: Database, cases: Sequence[Case], besides: Mapping[str, int]) -> None:
    """Assert that the messages are those that the cases lead to and those `besides`, each with a delivery."""
    async with db.reading() as tx:
        counted = await tx.fetch("select soort, count(*) from berichten group by soort")
        answers = await tx.fetch(
            "select b.id, count(r.id) from berichten b left join berichten r on r.gemeente = b.gemeente"
            " and r.heenbericht_id = b.id where b.soort in ('WMO305', 'WMO307') group by b.id"
        )
        ids = {row["id"] for row in await tx.fetch("select id from berichten")}
        bare = await tx.fetchval(
            "select count(*) from berichten b where 1 <>"
            " (select count(*) from leveringen l where l.gemeente = b.gemeente and l.bericht_id = b.id)"
        )
        sendings = await tx.fetch("select nummer, versie, bericht_id from toewijzing_verzendingen")
        parked = await tx.fetchval("select count(*) from berichten where oordeel <> 'goedgekeurd'")
    expected: defaultdict[str, int] = defaultdict(int, besides)
    for step, number in steps_done(cases).items():
        for kind in _KINDS[step]:
            expected[kind] += number
    assert {kind: number for kind, number in expected.items() if number} == dict(map(tuple, counted))  # type: ignore[arg-type]
    assert {row["count"] for row in answers} <= {1}, "one return message each"
    assert {UUID(each) for case in cases for each in case.messages.values()} <= ids, "what was acknowledged is there"
    assert bare == 0, "one delivery each"
    assert parked == 0
    told = {(case.nummer, 1, UUID(case.messages["issue"])) for case in cases if "issue" in case.messages}
    told |= {(case.nummer, 2, UUID(case.messages["change"])) for case in cases if "change" in case.messages}
    assert told <= {tuple(row) for row in sendings}, "each version stands in the message that was named"


async def check_arrivals(db: Database, receivers: Mapping[str, Receiver]) -> int:
    """Assert that each message arrived, always with its own bytes, and first after the earlier ones of its series.

    Returns how many arrived again after a later one of their series.
    """
    late = 0
    async with db.reading() as tx:
        rows = await tx.fetch(
            "select l.gemeente, l.ontvanger, l.reeks, l.bericht_id, l.staat, b.inhoud"
            " from leveringen l join berichten b on b.gemeente = l.gemeente and b.id = l.bericht_id order by l.id"
        )
    assert {row["staat"] for row in rows} <= {"geleverd"}
    inhoud = {
        str(row["bericht_id"]): row["inhoud"].open(MESSAGE.at(row["gemeente"], row["bericht_id"])) for row in rows
    }
    for code in (VENLO, ZORG):
        receiver = receivers[code]
        came: defaultdict[str, list[int]] = defaultdict(list)
        for place, (headers, body) in enumerate(zip(receiver.headers, receiver.bodies, strict=True)):
            bericht = headers.get("gateway-bericht")
            if bericht is None:
                assert body == b"", "a trial of the line brings nothing"
                continue
            assert body == inhoud[bericht]
            came[bericht].append(place)
        assert set(came) == {str(row["bericht_id"]) for row in rows if row["ontvanger"] == code}
        series: defaultdict[UUID, list[str]] = defaultdict(list)
        for row in rows:
            if row["ontvanger"] == code:
                series[row["reeks"]].append(str(row["bericht_id"]))
        for each in series.values():
            for before, after in pairwise(each):
                assert came[before][0] < came[after][0], "none overtook another"
                late += came[before][-1] > came[after][0]
    return late


async def sealed(db: Database, told: Pattern[str] | None = None) -> None:
    """Seal every row and assert that the seals hold, but for deviations like those in `told`."""
    gateway = Gateway(db, schemas())
    for _ in range(MAX_SEALS):
        await seal_ledger(gateway)
        counted = VerifiedCount()
        deviations = [each.text async for each in verify_ledger(gateway, counted)]
        unforeseen = [each for each in deviations if told is None or not told.search(each)]
        assert not unforeseen, unforeseen
        if counted.unsealed == 0:
            return
    raise AssertionError(f"{counted.unsealed} rows have no seal")
