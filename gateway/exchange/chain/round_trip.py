"""A round trip through the chain: a message of a function that does not exist, and what each party has against it.

It is in the envelope of a real one and holds nothing, about nobody. No party has such a function, so none brings it to
a receiver: the first that looks at functions refuses it, and whoever refuses says by that how far it came. StUF has its
errors told in an order, and the function is among the last: version, receiver, sender and code were understood by then.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from gateway.exchange.delivery.channels import open_channels
from gateway.exchange.delivery.envelopes import sender_of
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, Forbidden
from gateway.exchange.parties.access import act_for
from gateway.exchange.parties.accounts import get_account, record_action
from gateway.standard.identifiers import mask_in_text
from gateway.standard.stuf.codes import CODE_LISTS, STUF_CODES, CodeList, look_up
from gateway.standard.stuf.messages import CHAIN, NO_FUNCTIE, Envelope, StufFault, StufParty, Version
from gateway.store.delivery import bestemmingen
from gateway.store.parties.organisaties import Organisatie
from gateway.transport.channel import Letter
from gateway.transport.ggk import Dai, Ggk
from gateway.transport.line import Step

CONTENT: Final = b'<?xml version="1.0" encoding="UTF-8"?><proef/>'
_STEP: Final = "rondreis"
_AT_ONCE: Final = frozenset({"StUF034", "StUF037", "StUF040"})
"""Codes by which the first party refuses a function: all that comes before it was in order."""
_LATER: Final[Mapping[CodeList, frozenset[str]]] = {
    "2025": frozenset({"IB004", "IB006", "IB007", "IB023"}),
    "2017": frozenset({"IB234", "IB240"}),
}
"""Codes by which the GGK refuses a function."""
_TAKEN: Final = frozenset({"Bv03", "Bv04"})


@dataclass(frozen=True, slots=True)
class Departure:
    """A trial message that was sent."""

    referentie: UUID
    is_taken: bool
    """It was taken, so that what the chain has against it is still to come."""
    step: Step
    """What the first party said."""


async def send_trial(gateway: Gateway, code: str, afzender: str) -> Departure:
    """Send a trial message of `afzender` to `code` by its channel, once, and log what the first party said.

    Raises NotFound, or Conflict when there is no chain between these two.
    """
    async with gateway.db.transaction() as tx:
        receiver, sender = await get_account(tx, code), await get_account(tx, afzender)
        _check(receiver, sender)
        referentie = uuid4()
        await bestemmingen.begin_round_trip(tx, code, referentie)
    assert receiver.address is not None, "a channel of the chain has an address"
    letter = Letter(
        str(referentie),
        NO_FUNCTIE,
        "",
        CONTENT,
        receiver.address,
        1,
        (),
        _envelope(gateway, code, afzender, referentie),
    )
    async with open_channels(gateway.delivery) as channels:
        result = await channels[receiver.kanaal].send(letter)
    async with gateway.db.transaction() as tx:
        await record_action(tx, gateway, code, "rondreis", afzender=afzender, uitkomst=result.outcome)
    step = _at_once(gateway, result.outcome)
    return Departure(referentie, result.outcome in _TAKEN, step)


async def find_fault(gateway: Gateway, referentie: UUID) -> Step | None:
    """Return what the chain has against this trial message; None while nothing came back."""
    async with gateway.db.reading() as tx:
        found = await bestemmingen.find_round_trip(tx, referentie)
    return None if found is None or found[1] is None else _later(gateway, found[1])


async def note_trial(gateway: Gateway, chain: Organisatie, fault: StufFault, referentie: UUID) -> bool:
    """Note what the chain found; return False when it is about no trial of ours, or `chain` may not speak for it."""
    async with gateway.db.reading() as tx:
        found = await bestemmingen.find_round_trip(tx, referentie)
    if found is None:
        return False
    try:
        await act_for(gateway, chain, found[0])
    except Forbidden:
        return False
    async with gateway.db.transaction() as tx:
        await bestemmingen.end_round_trip(tx, referentie, mask_in_text(fault.fout))
    return True


def _check(receiver: Organisatie, sender: Organisatie) -> None:
    """Raise Conflict unless a message of this sender goes to this receiver through the chain."""
    if receiver.kanaal not in (Ggk.name, Dai.name):
        raise Conflict(
            "geen-keten",
            f"{receiver.code} krijgt haar berichten langs {receiver.kanaal}; een rondreis gaat door de keten.",
        )
    if {receiver.soort, sender.soort} != {"gemeente", "aanbieder"}:
        raise Conflict(
            "geen-partijen",
            f"Van {sender.code} naar {receiver.code} gaat geen bericht: noem een gemeente en een aanbieder.",
        )


def _envelope(gateway: Gateway, code: str, afzender: str, referentie: UUID) -> Envelope:
    return Envelope(
        code="Di01",
        zender=sender_of(gateway, afzender),
        ontvanger=StufParty(code, CHAIN),
        referentienummer=str(referentie),
        tijdstip=gateway.now(),
        functie=NO_FUNCTIE,
        applicatie_versie=gateway.delivery.chain.version,
        functie_versie=Version(major=3, minor=2),
        content=CONTENT,
    )


def _at_once(gateway: Gateway, outcome: str) -> Step:
    if outcome in _TAKEN:
        return Step(_STEP, True, f"aangenomen ({outcome}); wat de keten ervan vindt, komt als Fo01")
    if outcome in _AT_ONCE:
        return Step(_STEP, True, f"{outcome}: afzender, ontvanger en envelop zijn verstaan, en de functie is geweigerd")
    if outcome in STUF_CODES:
        return Step(_STEP, False, f"{outcome}: {look_up(outcome, gateway.delivery.chain.code_list).meaning}")
    return Step(_STEP, False, f"geen antwoord dat ja of nee zegt ({outcome})")


def _later(gateway: Gateway, code: str) -> Step:
    ours = gateway.delivery.chain.code_list
    other: CodeList = "2017" if ours == "2025" else "2025"
    if code in _LATER[ours]:
        return Step(_STEP, True, f"Fo01 {code}: de afzender is bekend, en de functie is geweigerd")
    if code in _LATER[other] and code not in CODE_LISTS[ours]:
        return Step(_STEP, False, f"Fo01 {code} is van lijst {other}; ingesteld is {ours} (GATEWAY_GGK_CODELIJST)")
    return Step(_STEP, False, f"Fo01 {code}: {look_up(code, ours).meaning}")
