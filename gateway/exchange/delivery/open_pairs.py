"""What went out and was not answered: to look after, and to close before a release or the turn of a year."""

from datetime import date, datetime, time, timedelta
from typing import Final

from gateway.exchange.kernel.gateway import Gateway
from gateway.standard.calendar import DUTCH_TIME
from gateway.standard.channels import ChannelName
from gateway.standard.releases import IWMO_3_2
from gateway.store.delivery import open_pairs
from gateway.store.delivery.open_pairs import OpenPair

ANSWERED_KINDS: Final = tuple(kind.name for kind in IWMO_3_2.kinds.values() if kind.answered_by is not None)
"""Kinds of message that are answered."""


async def list_open_pairs(
    gateway: Gateway, sinds: date, silence: timedelta, kanaal: ChannelName | None = None
) -> list[OpenPair]:
    """Return what was booked on this day or later, at least `silence` ago, and has no return message; oldest first."""
    since = datetime.combine(sinds, time(), DUTCH_TIME)
    async with gateway.db.reading() as tx:
        return await open_pairs.list_open_pairs(tx, ANSWERED_KINDS, since, gateway.now() - silence, kanaal)
