"""What a person at a provider reports: the assignments that it was told, and a start or stop that is sent once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Invalid, Refusal
from gateway.exchange.receiving.examples.report import ChosenValues, Issued, fill_report
from gateway.exchange.receiving.lookup import find_message
from gateway.exchange.receiving.receive import receive
from gateway.messages.from_assignment import ReportKind
from gateway.messages.kinds.toewijzing import ToegewezenProduct, Wmo301
from gateway.messages.read import read
from gateway.standard.lexical import as_int
from gateway.standard.xml.parse import parse
from gateway.store.ledger import berichten
from gateway.store.ledger.gebeurtenissen import log_event
from gateway.store.parties.organisaties import Organisatie

FRESH: Final = re.compile("[A-Z]{12}", re.ASCII)
"""The form of an Identificatie that the gateway drew for a report."""
SENT_BY_HAND: Final = "ingevuld"
"""The event that a person filled in the message and had it sent."""


@dataclass(frozen=True, slots=True)
class Told:
    """An assignment as a WMO301 told it."""

    gemeente: str
    nummer: int
    client_id: UUID | None
    message: Wmo301
    assigned: ToegewezenProduct


async def read_told(gateway: Gateway, caller: Organisatie, ids: Sequence[UUID]) -> list[Told]:
    """Return what these messages assign that are a WMO301 and still have content; of an assignment the first there.

    With the newest message in front that is how each assignment stands. Raises NotFound for a message of others.
    """
    told: dict[tuple[str, int], Told] = {}
    for id in ids:
        entry = (await find_message(gateway, caller, id)).entry
        message = read(parse(entry.inhoud)) if entry.inhoud else None
        if not isinstance(message, Wmo301):
            continue
        for each in message.client.toegewezen_producten:
            nummer = as_int(each.toewijzing_nummer)
            told.setdefault((entry.gemeente, nummer), Told(entry.gemeente, nummer, entry.client_id, message, each))
    return list(told.values())


async def send_report(
    gateway: Gateway, caller: Organisatie, issued: Issued, soort: ReportKind, asked: ChosenValues
) -> UUID:
    """Fill the message and send it, under the Identificatie that was drawn for it; return its id.

    Under an Identificatie that was sent before nothing happens: the id is that of the message then. Raises as
    `fill_report` and `receive`, and Invalid without such an Identificatie.
    """
    if asked.identificatie is None or FRESH.fullmatch(asked.identificatie) is None:
        raise Invalid(
            "kenmerk-ongeldig", "Dit formulier heeft geen geldig kenmerk. Open de bladzijde opnieuw en vul het in."
        )
    sent = await _find_sent(gateway, caller, issued.gemeente, soort, asked.identificatie)
    if sent is not None:
        return sent
    try:
        report = await fill_report(gateway, issued, soort, asked)
    except Refusal:
        # The same form, sent twice at once, may be what stands in its way.
        sent = await _find_sent(gateway, caller, issued.gemeente, soort, asked.identificatie)
        if sent is None:
            raise
        return sent
    id = (await receive(gateway, caller, report)).id
    async with gateway.db.transaction() as tx:
        await log_event(tx, issued.gemeente, id, SENT_BY_HAND, **gateway.actor.to_json())
    return id


async def _find_sent(
    gateway: Gateway, caller: Organisatie, gemeente: str, soort: ReportKind, identificatie: str
) -> UUID | None:
    async with gateway.db.reading() as tx:
        sent = await berichten.find_sent(tx, gemeente, caller.code, soort, identificatie, ontvanger=gemeente)
    return None if sent is None else sent.id
