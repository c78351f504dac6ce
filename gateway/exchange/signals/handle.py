"""Signals of a municipality: listed, looked up, and handled by a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage, Page, load_page
from gateway.exchange.kernel.refusals import Conflict, NotFound
from gateway.policy.card import Audience, Card
from gateway.policy.table import cards
from gateway.store.signals import signalen
from gateway.store.signals.signalen import SignalFilter, WorkItem


@dataclass(frozen=True, slots=True)
class SignalHistory:
    """A signal with its events, oldest first."""

    row: WorkItem
    events: Sequence[Mapping[str, Any]]


@cache
def cards_by_code() -> Mapping[str, Card]:
    """Return the card of each check, by code: those on dates, and those by which an audit judges."""
    return {each.code: each for each in cards()}


def codes_for(audience: Audience | None, code: str | None = None) -> list[str] | None:
    """Return the codes of the signals that this audience acts on, only `code` when that is given; None: all codes."""
    if audience is None:
        return None if code is None else [code]
    return [each.code for each in cards_by_code().values() if each.audience is audience and code in (None, each.code)]


async def list_signals(
    gateway: Gateway, gemeente: str, chosen: SignalFilter, na: tuple[date, UUID] | None, aantal: int
) -> list[WorkItem]:
    """Return at most `aantal` signals of the municipality, by due date, after the one with this date and id."""
    async with gateway.db.reading() as tx:
        return await signalen.fetch_page(tx, gemeente, chosen, na, aantal)


async def count_signals(gateway: Gateway, gemeente: str, chosen: SignalFilter) -> int:
    """Return how many signals of the municipality there are."""
    async with gateway.db.reading() as tx:
        return await signalen.count(tx, gemeente, chosen)


async def page_signals(gateway: Gateway, gemeente: str, chosen: SignalFilter, asked: AskedPage) -> Page[WorkItem]:
    """Return a page of the signals of the municipality, by due date. Raises Invalid."""
    where = signalen.where_of(gemeente, chosen)
    return await load_page(gateway, signalen.SIGNALS, where, asked, (gemeente, chosen), signalen.as_work_item)


async def find_signal(gateway: Gateway, gemeente: str, id: UUID) -> SignalHistory:
    """Return the signal. Raises NotFound."""
    async with gateway.db.reading() as tx:
        row = await signalen.find(tx, gemeente, id)
        if row is None:
            raise _unknown(gemeente, id)
        return SignalHistory(row, await signalen.list_events(tx, gemeente, id))


async def handle_signal(gateway: Gateway, gemeente: str, id: UUID, notitie: str, door: str) -> SignalHistory:
    """Mark the signal as handled by `door`, with a note, and return it; the same request again returns the same.

    It stays handled as long as its cause lasts. Raises NotFound, or Conflict when it has lapsed, or was handled with
    another note or by another caller.
    """
    async with gateway.db.transaction() as tx:
        row = await signalen.find(tx, gemeente, id, lock=True)
        if row is None:
            raise _unknown(gemeente, id)
        if row.status == "open":
            row = await signalen.handle(tx, gemeente, id, door, notitie, gateway.now())
        elif row.status == "vervallen":
            raise Conflict(
                "signaal-vervallen",
                f"De oorzaak van signaal {id} ({row.code}) is weg, dus er is niets meer af te handelen.",
            )
        elif (row.notitie, row.afgehandeld_door) != (notitie, door):
            raise Conflict(
                "al-afgehandeld",
                f"Signaal {id} ({row.code}) is al afgehandeld, met een andere notitie of door een ander. Wat toen is "
                f"gezegd blijft staan; zie GET /v1/signalen/{id}.",
            )
        gebeurtenissen = await signalen.list_events(tx, gemeente, id)
    return SignalHistory(row, gebeurtenissen)


def _unknown(gemeente: str, id: UUID) -> NotFound:
    return NotFound("signaal-onbekend", f"Gemeente {gemeente} heeft geen signaal {id}.")
