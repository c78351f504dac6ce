"""What went out and was not answered: to look after, and to close before a release or the turn of a year."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.sheets import Table
from gateway.standard.calendar import DUTCH_TIME
from gateway.standard.channels import ChannelName
from gateway.standard.exact import write_instant
from gateway.standard.releases import IWMO_3_2
from gateway.store.delivery import open_pairs
from gateway.store.delivery.open_pairs import OpenPair

ANSWERED_KINDS: Final = tuple(kind.name for kind in IWMO_3_2.kinds.values() if kind.answered_by is not None)
"""Kinds of message that are answered."""
_HEAD: Final = (
    *("gemeente", "bericht id", "soort", "identificatie", "verzender", "ontvanger", "kanaal", "vastgelegd op"),
    "bezorgd op",
)


async def list_open_pairs(
    gateway: Gateway, sinds: date, silence: timedelta, kanaal: ChannelName | None = None
) -> list[OpenPair]:
    """Return what was booked on this day or later, at least `silence` ago, and has no return message; oldest first."""
    since = datetime.combine(sinds, time(), DUTCH_TIME)
    async with gateway.db.reading() as tx:
        return await open_pairs.list_open_pairs(tx, ANSWERED_KINDS, since, gateway.now() - silence, kanaal)


def table_of(found: Iterable[OpenPair]) -> Table:
    """Return what is open as a table, in the order given; "bezorgd op" is empty while nobody took the message."""
    return [_HEAD, *map(_row, found)]


def _row(pair: OpenPair) -> tuple[str | None, ...]:
    taken = None if pair.bezorgd_op is None else write_instant(pair.bezorgd_op)
    what = (pair.gemeente, str(pair.bericht_id), pair.soort, pair.identificatie)
    return (*what, pair.verzender, pair.ontvanger, pair.kanaal, write_instant(pair.vastgelegd_op), taken)
