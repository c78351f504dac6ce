"""A verification tells how far it is, ends when its reader goes, and is one at a time."""

import asyncio

import pytest

from gateway.exchange.custody import verification
from gateway.exchange.custody.seal import VerifiedCount, seal_ledger
from gateway.exchange.custody.verification import Verification, VerifyingTurn, read_heads, verify_in_steps
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict
from gateway.standard.noted import NotedHash
from tests.support.api.parties import VENLO
from tests.support.store.ledger import book


async def test_it_goes_to_a_hundred_and_tells_what_differs(gateway: Gateway) -> None:
    await book(gateway.db)
    assert (await read_heads(gateway))[0].seals == {}
    await seal_ledger(gateway)
    heads, last = await read_heads(gateway)
    assert (list(heads.seals), last) == ([VENLO], None)
    for noted, found in ((heads.root, 0), (bytes(32), 1)):
        *_, seen = [each async for each in verify_in_steps(gateway, [NotedHash(noted)])]
        assert (seen.percentage, seen.found, len(seen.deviations), seen.has_failed) == (100, found, found, False)
        assert seen.counted.seals == 1


async def test_one_at_a_time_until_its_reader_goes(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = asyncio.Event()

    async def endless(_gateway: Gateway, counted: VerifiedCount, _noted: object) -> object:
        counted.rows, counted.expected = 5, 10
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        yield

    monkeypatch.setattr(verification, "verify_ledger", endless)
    monkeypatch.setattr(verification, "_PACE_S", 0.01)
    steps = verify_in_steps(gateway)
    await anext(steps)
    assert (await anext(steps)).percentage == 50
    with pytest.raises(Conflict):
        await anext(verify_in_steps(gateway))
    await steps.aclose()
    assert ended.is_set()
    assert not gateway.queues.of(VerifyingTurn).is_taken


async def test_what_ends_it_too_early_is_told(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_given: object) -> object:
        raise ConnectionError
        yield

    monkeypatch.setattr(verification, "verify_ledger", fails)
    *_, seen = [each async for each in verify_in_steps(gateway)]
    assert (seen.has_failed, seen.is_done, seen.percentage) == (True, False, 0)
    assert Verification().percentage == 0
