"""A ledger that goes without a seal for too long is told of, once for each seal that it waits for."""

import structlog

from gateway.exchange.kernel.gateway import Gateway
from gateway.store.alerts.attenderingen import Alert, raise_alerts, remove_old
from gateway.store.custody.seals import list_late

KEEP_DAYS = 90
"""Days that an alert which was delivered or given up is kept, with its attempts."""
_MAX_REMOVED = 5000
"""Alerts removed in one round."""

log = structlog.get_logger(__name__)


async def look_after_alerts(gateway: Gateway) -> None:
    """Raise an alert for each municipality whose rows have waited for a seal for over an hour; remove old alerts."""
    async with gateway.db.transaction() as tx:
        late = await list_late(tx)
        await raise_alerts(
            tx,
            [
                Alert(
                    soort="zegel.te-laat",
                    gemeente=each.gemeente,
                    gegevens={
                        "gemeente": each.gemeente,
                        "laatsteZegel": each.nummer,
                        "sinds": each.since.isoformat(timespec="seconds"),
                    },
                    sleutel=f"{each.gemeente} {each.nummer}",
                )
                for each in late
            ],
        )
        await remove_old(tx, KEEP_DAYS, _MAX_REMOVED)
    for each in late:
        log.error("ledger.seal_late", municipality=each.gemeente, last_seal=each.nummer)
