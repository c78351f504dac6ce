"""A few large messages are judged at a time, and small ones don't wait for them."""

import asyncio

from gateway.exchange.kernel.turns import LARGE_BYTES, MAX_LARGE_AT_ONCE, LargeTurns


async def test_large_messages_take_turns_and_small_ones_do_not_wait() -> None:
    turns, busy, most, go_on = LargeTurns(), 0, 0, asyncio.Event()

    async def judge(size: int) -> None:
        nonlocal busy, most
        async with turns.turn(size):
            busy += 1
            most = max(most, busy)
            await go_on.wait()
            busy -= 1

    large = [asyncio.create_task(judge(LARGE_BYTES + 1)) for _ in range(9)]
    await asyncio.sleep(0.01)
    assert busy == MAX_LARGE_AT_ONCE
    async with asyncio.timeout(1), turns.turn(LARGE_BYTES):
        pass
    go_on.set()
    await asyncio.gather(*large)
    assert (busy, most) == (0, MAX_LARGE_AT_ONCE)
