"""A receiver whose line failed before the first message: held, with what is wrong, for an operator to mend."""

from gateway.exchange.delivery.channels import what_failed
from gateway.exchange.kernel.gateway import Gateway
from gateway.store.db.database import Connection
from gateway.store.delivery.leases import Lease
from gateway.store.parties import operator_log, organisaties
from gateway.transport.channel import Result


async def hold(tx: Connection, gateway: Gateway, lease: Lease, result: Result) -> bool:
    """Freeze the receiver of this lease, and log why; return False when it was frozen or changed meanwhile.

    Call it before its deliveries are changed, and mark its line as failed after that: in that order others lock these.
    """
    found = await organisaties.find(tx, lease.ontvanger)
    assert found is not None, "an organisation stays"
    if found.bevroren_op is not None or (found.kanaal, found.address) != (lease.kanaal, lease.address):
        return False
    reden = f"niet bereikt langs {lease.kanaal}, geprobeerd voor het eerste bericht: {what_failed(result)}"
    await organisaties.freeze(tx, lease.ontvanger, reden)
    await operator_log.record_action(tx, lease.ontvanger, "bevroren", gateway.actor, reden=reden)
    return True
