"""A message of ours that the chain could not bring to its receiver, as a Fo01 or a status of VECOZO says."""

from uuid import UUID

import structlog

from gateway.exchange.chain.round_trip import note_trial
from gateway.exchange.delivery.undelivered import signal_undelivered
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Forbidden
from gateway.exchange.parties.access import act_for
from gateway.standard.identifiers import mask_in_text
from gateway.standard.stuf.codes import ChainCode, Remedy, differs, look_up
from gateway.standard.stuf.messages import StufFault
from gateway.store.db.database import Connection
from gateway.store.delivery import enveloppen_uit
from gateway.store.ledger.gebeurtenissen import REFUSED_BY_CHAIN, log_event
from gateway.store.parties.organisaties import Organisatie
from gateway.transport.ggk import FREEZE_WAIT

log = structlog.get_logger(__name__)


async def note_fault(gateway: Gateway, chain: Organisatie, fault: StufFault) -> None:
    """Note on the message what the chain found, and give its delivery up or offer it again after a freeze.

    The same fault again changes nothing. One about an envelope that is not ours, or whose receiver gave this
    intermediary no mandate, is logged: there is nothing that it could be noted on.
    """
    try:
        reference = UUID(fault.cross_refnummer)
    except ValueError:
        reference = None
    if reference is None or not (
        await _note(gateway, chain, fault, reference) or await note_trial(gateway, chain, fault, reference)
    ):
        log.warning("chain.fault_unknown", code=mask_in_text(fault.fout), sender=mask_in_text(fault.zender.organisatie))


async def _note(gateway: Gateway, chain: Organisatie, fault: StufFault, reference: UUID) -> bool:
    async with gateway.db.reading() as tx:
        receiver = await enveloppen_uit.find_receiver(tx, reference)
    if receiver is None:
        return False
    try:
        await act_for(gateway, chain, receiver)
    except Forbidden:
        return False
    code_list = gateway.delivery.chain.code_list
    meant = look_up(fault.fout, code_list, fault.plek)
    other, van = differs(fault.fout, code_list), fault.zender.organisatie
    async with gateway.db.transaction() as tx:
        await note_refusal(tx, gateway, reference, meant, van, other, waits=meant.remedy is Remedy.HOLD)
    return True


async def note_refusal(
    tx: Connection,
    gateway: Gateway,
    reference: UUID,
    meant: ChainCode,
    van: str,
    other: ChainCode | None = None,
    *,
    waits: bool = False,
) -> None:
    """Note on the message in this envelope of ours that `van` refused it, and give its delivery up.

    `other`: what the code means by the other list. `waits`: offer it again after a freeze instead. Of an envelope that
    was refused before, nothing changes.
    """
    sent = await enveloppen_uit.find(tx, reference)
    assert sent is not None, "an envelope is never removed"
    if sent.geweigerd_op is None:
        wait_s = FREEZE_WAIT.total_seconds() if waits else None
        changed = await enveloppen_uit.refuse(tx, sent, meant.code, wait_s=wait_s)
        await log_event(tx, sent.gemeente, sent.bericht_id, REFUSED_BY_CHAIN, **_event(meant, van, other))
        if changed and not waits:
            await signal_undelivered(tx, gateway, [(sent.gemeente, sent.bericht_id)])
    log.info("chain.refused", message_id=str(sent.bericht_id), code=meant.code, remedy=meant.remedy.value)


def _event(meant: ChainCode, van: str, other: ChainCode | None) -> dict[str, object]:
    """Return what the event says. The words of the other party are left out: they may hold anything."""
    found: dict[str, object] = {
        "code": meant.code,
        "betekenis": meant.meaning,
        "watTeDoen": meant.remedy.value,
        "van": mask_in_text(van),
    }
    if other is not None:
        found["inAndereLijst"] = other.meaning
    return found
