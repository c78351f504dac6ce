"""The list of messages, for their sender, their receiver and the operator only.

What a caller asks of another tenant finds nothing, as if it didn't exist.
"""

from dataclasses import replace
from datetime import date
from typing import Any, Final, Literal

import asyncpg

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage, Page, load_page
from gateway.exchange.kernel.refusals import Forbidden, Invalid
from gateway.messages.registry import REGISTRY
from gateway.standard.calendar import end_of, first_instant
from gateway.standard.identifiers import may_hold_bsn
from gateway.store.lists.messages import MessageFilter, MessageItem, as_item, select_messages
from gateway.store.parties.organisaties import Organisatie

Direction = Literal["in", "uit"]
FINDING_CODE: Final = r"^([A-Z]{1,7}-?[0-9]{0,4}|[0-9]{4})$"
"""The form of the code of a finding: TR056, NL-112, XSD, or a return code of four figures."""
_SENDER: Final = {"in": "aanbieder", "uit": "gemeente"}


async def list_messages(
    gateway: Gateway, caller: Organisatie, filters: MessageFilter, asked: AskedPage
) -> Page[MessageItem]:
    """Return a page of the messages that the caller may see and chose. Raises Invalid or Forbidden."""
    _check(caller, filters)
    scoped = _of_caller(caller, filters)
    listing, where = select_messages(scoped)
    if _asks_for_others(caller, filters):
        where.add("false")

    def shown(row: asyncpg.Record) -> MessageItem:
        item = as_item(row)
        return item if caller.code == item.gemeente else replace(item, client_id=None)

    return await load_page(gateway, listing, where, asked, (caller.code, scoped), shown)


def kinds_of(soort: str | None, richting: Direction | None) -> tuple[str, ...] | None:
    """Return the kinds of message that are chosen; None: all. A kind goes in one direction only."""
    if soort is None and richting is None:
        return None
    return tuple(
        name
        for name, entry in REGISTRY.items()
        if soort in (None, name) and (richting is None or entry.soort.sender == _SENDER[richting])
    )


def _check(caller: Organisatie, filters: MessageFilter) -> None:
    if filters.client is not None and caller.soort != "gemeente":
        raise Forbidden("client-alleen-gemeente", "Alleen de gemeente van een cliënt kan diens berichten opvragen.")
    if filters.identificatie is not None and may_hold_bsn(filters.identificatie):
        raise Invalid(
            "identificatie-ongeldig",
            "In deze identificatie staan cijfers die een BSN kunnen zijn, en die horen in geen adres. Zoek op de "
            "schuilnaam waaronder het bericht in de lijst staat (BSN-verborgen-…).",
        )


def _of_caller(caller: Organisatie, filters: MessageFilter) -> MessageFilter:
    """Return the choice, limited to what the caller may see."""
    if caller.berichtsoorten is not None:
        kinds = filters.soorten or tuple(REGISTRY)
        filters = replace(filters, soorten=tuple(each for each in kinds if each in caller.berichtsoorten))
    if caller.soort == "gemeente":
        return replace(filters, gemeente=caller.code, sees_policy=True)
    return replace(filters, aanbieder=caller.code) if caller.soort == "aanbieder" else filters


def _asks_for_others(caller: Organisatie, filters: MessageFilter) -> bool:
    """Return True when the choice names another party in the place of the caller."""
    own = {"gemeente": filters.gemeente, "aanbieder": filters.aanbieder}.get(caller.soort)
    return own not in (None, caller.code)


def filter_of(
    *,
    soort: str | None,
    richting: Direction | None,
    vanaf: date | None,
    tot: date | None,
    **same: Any,
) -> MessageFilter:
    """Return the choice of messages of this kind and direction, booked from `vanaf` to `tot`, both inclusive."""
    return MessageFilter(soorten=kinds_of(soort, richting), vanaf=first_instant(vanaf), tot=end_of(tot), **same)
