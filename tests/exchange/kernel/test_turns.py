"""A few large messages are judged at a time, small ones don't wait for them, and no caller waits for all of another."""

import asyncio
from contextlib import suppress

from gateway.exchange.kernel.turns import LARGE_BYTES, MAX_LARGE_AT_ONCE, LargeTurns

LARGE = LARGE_BYTES + 1


async def test_large_messages_take_turns_and_small_ones_do_not_wait() -> None:
    turns, busy, most, go_on = LargeTurns(), 0, 0, asyncio.Event()

    async def judge(size: int) -> None:
        nonlocal busy, most
        async with turns.turn(size, "een"):
            busy += 1
            most = max(most, busy)
            await go_on.wait()
            busy -= 1

    large = [asyncio.create_task(judge(LARGE)) for _ in range(9)]
    await asyncio.sleep(0.01)
    assert busy == MAX_LARGE_AT_ONCE
    async with asyncio.timeout(1), turns.turn(LARGE_BYTES, "een"):
        pass
    go_on.set()
    await asyncio.gather(*large)
    assert (busy, most) == (0, MAX_LARGE_AT_ONCE)


async def test_a12_turns_go_round_the_callers() -> None:
    turns, judged = LargeTurns(), list[str]()

    async def judge(whose: str) -> None:
        async with turns.turn(LARGE, whose):
            judged.append(whose)
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        for whose in ("een",) * 60 + ("twee", "drie", "twee"):
            group.create_task(judge(whose))
    assert judged[2:7] == ["een", "twee", "drie", "een", "twee"]
    assert judged.count("een") == 60


async def test_who_leaves_while_waiting_keeps_no_turn() -> None:
    turns, go_on = LargeTurns(), asyncio.Event()

    async def judge(whose: str) -> None:
        async with turns.turn(LARGE, whose):
            await go_on.wait()

    inside = [asyncio.create_task(judge("een")) for _ in range(MAX_LARGE_AT_ONCE)]
    waiting = [asyncio.create_task(judge("twee")) for _ in range(3)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(*inside)
    waiting[1].cancel()  # its turn came at this very moment
    with suppress(asyncio.CancelledError):
        await asyncio.gather(*waiting)
    async with asyncio.timeout(1), turns.turn(LARGE, "drie"), turns.turn(LARGE, "drie"):
        pass
