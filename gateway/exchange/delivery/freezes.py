"""The calendar of freezes: a channel, or what comes in, stands still for a while and goes on by itself after that.

What waits keeps its order and gets its whole term again. Whoever brings a message while nothing is taken in hears when
to come back.
"""

import time
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from async_lru import alru_cache

from gateway.exchange.delivery.open_pairs import ANSWERED_KINDS
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.plain import must_hold_no_bsn
from gateway.exchange.kernel.refusals import Conflict, Invalid, NotFound
from gateway.messages.registry import REGISTRY
from gateway.standard.channels import ADDRESS_COLUMNS
from gateway.standard.exact import write_instant
from gateway.store.delivery import stilstanden
from gateway.store.delivery.stilstanden import COMING_IN, Freeze, NewFreeze

MAX_LENGTH: Final = timedelta(days=60)
"""A freeze that lasts longer is a mistake."""
_LOOK_S: Final = 1.0
"""Seconds for which a process believes what it read of the calendar."""


async def plan_freeze(gateway: Gateway, new: NewFreeze) -> int:
    """Write a freeze into the calendar, and return its number.

    Raises Invalid for a channel that sends nothing, an unknown kind of message or a period that can't be, and Conflict
    when another freeze covers a part of it.
    """
    _check(gateway, new)
    async with gateway.db.transaction() as tx:
        other = await stilstanden.lock_and_find_overlap(tx, new)
        if other is not None:
            raise Conflict(
                "stilstand-overlapt",
                f"Stilstand {other} valt voor {new.kanaal} al in deze periode. Beëindig die eerst, of kies een andere.",
            )
        return await stilstanden.add(tx, new, gateway.actor)


def _check(gateway: Gateway, new: NewFreeze) -> None:
    if new.kanaal not in (*ADDRESS_COLUMNS, COMING_IN):
        names = ", ".join((*ADDRESS_COLUMNS, COMING_IN))
        raise Invalid("kanaal-onbekend", f"{new.kanaal} kan niet stilstaan; wel {names}.")
    if new.kanaal == COMING_IN and new.soorten:
        raise Invalid("soort-ongeldig", "Wat binnenkomt staat in zijn geheel stil: noem geen soorten.")
    if unknown := sorted(set(new.soorten) - set(REGISTRY)):
        raise Invalid("berichtsoort-onbekend", f"Er is geen berichtsoort {', '.join(unknown)}.")
    if new.tot <= max(new.van, gateway.now()):
        raise Invalid("periode-ongeldig", "Het einde ligt niet na het begin, of is al voorbij.")
    if new.tot - new.van > MAX_LENGTH:
        raise Invalid("periode-ongeldig", f"Een stilstand duurt hoogstens {MAX_LENGTH.days} dagen.")
    must_hold_no_bsn(de_reden=new.reden)


async def end_freeze(gateway: Gateway, nummer: int) -> None:
    """End this freeze now, or withdraw it before it begins. Raises NotFound unless it lasts or is to come."""
    async with gateway.db.transaction() as tx:
        ended = await stilstanden.end(tx, nummer, gateway.actor)
    if not ended:
        raise NotFound("stilstand-onbekend", f"Er is geen stilstand {nummer} die duurt of nog komt.")


async def list_freezes(gateway: Gateway) -> list[Freeze]:
    """Return the freezes that last or are to come, by their begin, each with what waits and what is to be closed."""
    async with gateway.db.reading() as tx:
        return await stilstanden.list_freezes(tx, ANSWERED_KINDS)


class StandsStill(Exception):
    """Raised while nothing is taken in, for a freeze that was planned."""

    def __init__(self, until: datetime, wait_s: float) -> None:
        super().__init__("intake")
        self.wait_s = max(1, ceil(wait_s))
        """Seconds after which to come back."""
        self.text = (
            f"Er wordt tot {write_instant(until)} niets aangenomen, wegens een geplande stilstand. Bied het daarna "
            "ongewijzigd opnieuw aan; Retry-After zegt over hoeveel seconden."
        )


class _Intake:
    """What a process last read of the freezes of what comes in."""

    def __init__(self) -> None:
        self.frozen = alru_cache(ttl=_LOOK_S, key=lambda _gateway: None)(_frozen)
        """Looks once for all who come meanwhile; who finds no free connection would open one."""


async def _frozen(gateway: Gateway) -> tuple[datetime, float] | None:
    """Return until when nothing is taken in, and at which moment of the monotonic clock that is."""
    async with gateway.db.reading() as tx:
        found = await stilstanden.intake_frozen_until(tx)
    return None if found is None else (found[0], time.monotonic() + found[1])


async def check_intake(gateway: Gateway) -> None:
    """Raise StandsStill while nothing is taken in. What was read of the calendar is believed for `_LOOK_S` seconds."""
    frozen = await gateway.queues.of(_Intake).frozen(gateway)
    if frozen is not None and (left := frozen[1] - time.monotonic()) > 0:
        raise StandsStill(frozen[0], left)
