"""Work beside the deliveries goes on, whatever goes wrong in one round."""

import asyncio

import pytest

from gateway.exchange.kernel.periodic import repeat


@pytest.mark.parametrize("error", [None, ConnectionError("away"), ValueError("unforeseen")], ids=str)
async def test_a_round_that_fails_is_followed_by_another(error: Exception | None) -> None:
    rounds = 0

    async def work() -> None:
        nonlocal rounds
        rounds += 1
        if error is not None:
            raise error

    await asyncio.wait_for(repeat("testing", work, lambda: rounds >= 3, pause=0.001), 10)
    assert rounds == 3


async def test_it_rests_between_two_rounds_and_still_stops_at_once() -> None:
    rounds = 0
    stop = asyncio.Event()

    async def work() -> None:
        nonlocal rounds
        rounds += 1
        stop.set()

    await asyncio.wait_for(repeat("testing", work, stop.is_set, pause=3600), 10)
    assert rounds == 1
