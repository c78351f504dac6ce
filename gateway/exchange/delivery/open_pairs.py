"""What went out and was not answered: to look after, and to close before a release or the turn of a year."""

from datetime import date, timedelta
from typing import Final

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage, Page, load_page
from gateway.standard.calendar import first_instant
from gateway.standard.channels import ChannelName
from gateway.standard.releases import IWMO_3_2
from gateway.store.delivery import open_pairs
from gateway.store.delivery.open_pairs import OpenPair

ANSWERED_KINDS: Final = tuple(kind.name for kind in IWMO_3_2.kinds.values() if kind.answered_by is not None)
"""Kinds of message that are answered."""


async def list_open_pairs(
    gateway: Gateway,
    sinds: date,
    uren: int,
    asked: AskedPage,
    kanaal: ChannelName | None = None,
    ontvanger: str | None = None,
) -> Page[OpenPair]:
    """Return a page of what was booked on this day or later, `uren` hours ago or more, and has no return message.

    `kanaal`, `ontvanger`: only what goes by it, and to it. In the order of booking. Raises Invalid.
    """
    until = gateway.now() - timedelta(hours=uren)
    where = open_pairs.where_of(ANSWERED_KINDS, first_instant(sinds), until, kanaal, ontvanger)
    filters = (sinds, uren, kanaal, ontvanger)
    return await load_page(gateway, open_pairs.OPEN_PAIRS, where, asked, filters, open_pairs.as_open_pair)
