"""Passing on: the municipality uses another gateway and keeps its books there; here is the provider's side.

What a provider here and such a municipality send each other is judged on level 2, and on levels 3 and 4 by the rules
that need none of the municipality's books. The verdict that counts is the receiver's, in its return message. What is
refused here is not passed on. A municipality gets the return message of the standard, as from the provider. A provider
is told at once, with the findings, and nothing is kept; we can't answer in the name of a municipality that is not here.
A message that was parked and is refused when it is judged again stays in the ledger as refused, with its findings.
"""

from dataclasses import replace
from functools import cache
from typing import Final

from gateway.exchange.kernel.findings_json import verdict_to_json
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.receiving.arrived import Arrived
from gateway.exchange.receiving.reply import book_reply
from gateway.rules.engine import Rules, Verdict, discover
from gateway.standard.findings import Outcome
from gateway.store.care.casefile import Dossier
from gateway.store.db.booking import Booking
from gateway.store.delivery.series import series_of_client
from gateway.store.ledger import berichten
from gateway.store.ledger.berichten import Bericht

WITHOUT_BOOKS: Final = frozenset({"TR056", "TR135", "TR378"})
"""The rules of levels 3 and 4 that need none. TR381 does: the product list is the municipality's own."""


@cache
def rules() -> Rules:
    """Return the rules for what is passed on."""
    return tuple(rule for rule in discover() if rule.card.level == 2 or rule.card.code in WITHOUT_BOOKS)


def passed_on(
    gateway: Gateway, arrived: Arrived, entry: Bericht, dossier: Dossier, verdict: Verdict
) -> tuple[Bericht, Bericht | None, Booking]:
    """Return the message with its verdict, its return message if one is made here, and who gets what.

    The booking holds all but the message itself.
    """
    booking = Booking()
    entry = replace(entry, oordeel=verdict.outcome, bevindingen=verdict_to_json(verdict))
    retour = None
    if verdict.outcome is Outcome.GOEDGEKEURD:
        berichten.book_delivery(booking, entry, series_of_client(entry.client_id, arrived.bsn))
    elif verdict.outcome is Outcome.AFGEKEURD and entry.verzender == entry.gemeente:
        retour = book_reply(booking, gateway, arrived, entry, dossier, verdict)
    return entry, retour, booking
