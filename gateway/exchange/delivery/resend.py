"""Deliveries that were given up are offered again, many in one request."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog

from gateway.exchange.kernel.advance import Advance
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Forbidden, Invalid, NotFound
from gateway.messages.registry import REGISTRY
from gateway.store.db.database import Connection
from gateway.store.delivery import given_up
from gateway.store.delivery.given_up import GivenUp
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie

MAX_PER_REQUEST: Final = 1000
"""Deliveries offered again in one request over HTTP."""
_PER_TRANSACTION: Final = 100
"""Deliveries that are locked at a time: workers and mailboxes wait for no more than these."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Resent:
    """The outcome of offering again."""

    aangeboden: int
    resterend: int
    """Given up, of the same choice, and not offered again: beyond the limit, or all of them in a trial."""
    gewist: int
    """Given up, of the same choice, and never to be offered again: their content was erased."""


def choice_of(caller: Organisatie, sinds: datetime, ontvanger: str | None, soort: str | None) -> GivenUp:
    """Return the choice that this caller asks for: an operator among all, a party among what is for itself.

    Raises Forbidden for another receiver, or a kind of message that an intermediary has no mandate for.
    """
    if caller.soort == "beheerder":
        return GivenUp(sinds, ontvanger, None if soort is None else [soort])
    if ontvanger not in (None, caller.code):
        raise Forbidden(
            "ontvanger-van-een-ander",
            f"Alleen wat voor {caller.code} zelf is opgegeven kan opnieuw worden aangeboden; laat 'ontvanger' weg.",
        )
    if soort is None:
        return GivenUp(sinds, caller.code, caller.berichtsoorten)
    if not caller.may_handle(soort):
        raise Forbidden(
            "geen-machtiging",
            f"{caller.via} heeft van {caller.code} geen machtiging voor een {soort}, wel voor "
            f"{', '.join(sorted(caller.berichtsoorten or ()))}.",
        )
    return GivenUp(sinds, caller.code, [soort])


async def count_given_up(gateway: Gateway, choice: GivenUp) -> Resent:
    """Return what `resend_given_up` would find now; nothing is offered.

    Raises NotFound for an unknown receiver, Invalid for an unknown kind of message.
    """
    async with gateway.db.reading() as tx:
        await _check(tx, choice)
    return await _count(gateway, choice, offered=0)


async def _count(gateway: Gateway, choice: GivenUp, *, offered: int) -> Resent:
    async with gateway.db.reading() as tx:
        found = await given_up.count_given_up(tx, choice)
    return Resent(offered, found.aan_te_bieden, found.gewist)


async def _check(tx: Connection, choice: GivenUp) -> None:
    """Raise NotFound or Invalid when nothing can ever be in this choice: it is mistyped."""
    if choice.ontvanger is not None and await organisaties.find(tx, choice.ontvanger) is None:
        raise NotFound(
            "organisatie-onbekend", f"{choice.ontvanger} is hier niet ingeschreven; controleer de ontvanger."
        )
    unknown = sorted(set(choice.soorten or ()) - set(REGISTRY))
    if unknown:
        raise Invalid(
            "berichtsoort-onbekend", f"Er is geen berichtsoort {', '.join(unknown)}; wel {', '.join(REGISTRY)}."
        )


async def resend_given_up(
    gateway: Gateway, choice: GivenUp, limit: int | None = None, advance: Advance | None = None
) -> Resent:
    """Deliver once more what is given up and chosen, oldest first, at most `limit`; None: all. `advance` grows along.

    With the same bytes and Identificatie, and on record for each message by whom. Each at most once: one that is
    offered is no longer given up, so a second request, at the same moment too, finds none of it. It goes in pieces
    with a transaction each: what was offered before a failure stays so. Raises NotFound or Invalid as
    `count_given_up` does.
    """
    async with gateway.db.reading() as tx:
        await _check(tx, choice)
    advance = Advance() if advance is None else advance
    offered = last = 0
    while limit is None or offered < limit:
        size = _PER_TRANSACTION if limit is None else min(_PER_TRANSACTION, limit - offered)
        async with gateway.db.transaction() as tx:
            numbers = await given_up.offer_again(tx, choice, last, size, gateway.actor)
        offered += len(numbers)
        advance.done = offered
        if len(numbers) < size:
            break
        last = numbers[-1]
    done = await _count(gateway, choice, offered=offered)
    log.info("delivery.offered_again", deliveries=offered, remaining=done.resterend)
    return done
