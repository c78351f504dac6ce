"""The gateway of the settings, opened for one use case."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from gateway.cli.session.trouble import load_settings
from gateway.cli.session.user import by_hand

if TYPE_CHECKING:
    from gateway.exchange.kernel.gateway import Gateway

T = TypeVar("T")


def with_gateway(work: Callable[["Gateway"], Awaitable[T]]) -> T:
    """Run the use case on the database of the settings, and return its result."""
    from gateway.opening import open_gateway

    settings = load_settings()

    async def run() -> T:
        async with open_gateway(settings) as gateway:
            return await work(by_hand(gateway))

    return asyncio.run(run())
