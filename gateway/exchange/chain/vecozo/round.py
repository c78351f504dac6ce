"""The worker's round at VECOZO: fetch what waits, and ask what became of what was sent."""

from datetime import timedelta
from typing import Final

import structlog

from gateway.exchange.chain.vecozo.fetch import fetch_waiting
from gateway.exchange.chain.vecozo.follow import follow_sent
from gateway.exchange.delivery.channels import allowed_by
from gateway.exchange.kernel.gateway import Gateway
from gateway.store.delivery.vecozo import ophaalbronnen
from gateway.transport.vecozo.channel import Vecozo
from gateway.transport.vecozo.rest import Rest, Unavailable

VISIT_PAUSE_S: Final = 5.0
"""Seconds between two times that a worker looks whether it is time for a visit."""
_LONGEST_ROUND: Final = timedelta(minutes=2)
"""Time after which another worker takes it that this one stopped halfway."""

log = structlog.get_logger(__name__)


async def visit_vecozo(gateway: Gateway) -> None:
    """Visit each address at which municipalities are reached through VECOZO, when it is time for that.

    One worker at a time is there. What goes wrong at one address is noted, and keeps nobody from another.
    """
    async with gateway.db.reading() as tx:
        addresses = await ophaalbronnen.list_addresses(tx, Vecozo.name)
    if not addresses:
        return
    missing = gateway.delivery.vecozo.list_missing()
    if missing:
        log.error("vecozo.settings_missing", settings=missing)
        return
    for adres in addresses:
        async with gateway.db.transaction() as tx:
            turn = await ophaalbronnen.take_turn(tx, adres, _LONGEST_ROUND)
        if turn:
            async with Vecozo(allowed_by(gateway.delivery)) as channel:
                await _visit(gateway, channel.rest(adres), adres)


async def _visit(gateway: Gateway, rest: Rest, adres: str) -> None:
    interval = timedelta(seconds=gateway.delivery.vecozo.interval_s)
    failure: Unavailable | None = None
    for work in (fetch_waiting, follow_sent):
        try:
            await work(gateway, rest, adres)
        except Unavailable as error:
            failure = error
            log.warning("vecozo.unavailable", work=work.__name__, outcome=error.outcome)
            if error.retry_after is not None:
                break
    async with gateway.db.transaction() as tx:
        if failure is None:
            await ophaalbronnen.note_success(tx, adres, interval)
        else:
            await ophaalbronnen.note_failure(tx, adres, failure.outcome, max(interval, failure.retry_after or interval))
