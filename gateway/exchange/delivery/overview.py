"""How the gateway stands now, for who watches it: what waits and since when, and how the last day went."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gateway.exchange.kernel.gateway import Gateway
from gateway.store.delivery import figures
from gateway.store.delivery.figures import Figures, Hour

HOURS: Final = 24
"""Hours that an overview goes back, this one included."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of now, and the hours before it."""

    figures: Figures
    hours: Sequence[Hour]
    """Oldest first."""


async def load_figures(gateway: Gateway) -> Figures:
    """Return the figures of now, of all processes together."""
    async with gateway.db.reading() as tx:
        return await figures.load_figures(tx)


async def load_overview(gateway: Gateway) -> Overview:
    """Return the figures of now and of the last `HOURS` hours."""
    async with gateway.db.reading() as tx:
        return Overview(await figures.load_figures(tx), await figures.load_hours(tx, HOURS))
