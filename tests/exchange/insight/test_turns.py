"""One count goes on at a time in a process."""

import asyncio

from gateway.exchange.insight.turns import MAX_COUNTS_AT_ONCE, CountingTurns


async def test_a_second_count_waits_for_the_first() -> None:
    turns, going, most = CountingTurns(), 0, 0

    async def count() -> None:
        nonlocal going, most
        async with turns.turn():
            going += 1
            most = max(most, going)
            await asyncio.sleep(0)
            going -= 1

    await asyncio.gather(*(count() for _ in range(5)))
    assert most == MAX_COUNTS_AT_ONCE
