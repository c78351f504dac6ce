"""The verdict on a message and all it leads to, on arrival and when it is judged again."""

from dataclasses import replace

from gateway.exchange.kernel.findings_json import crash_to_json, verdict_to_json
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.unforeseen import crash_of
from gateway.exchange.receiving import relay
from gateway.exchange.receiving.arrived import Arrived
from gateway.exchange.receiving.effects import effect_of, known_details
from gateway.exchange.receiving.relay import passed_on
from gateway.exchange.receiving.reply import book_reply
from gateway.exchange.receiving.report_policy import signalen
from gateway.rules.engine import Verdict, judge
from gateway.rules.outside import Outside
from gateway.standard.findings import Outcome
from gateway.store.care import casefile, clienten
from gateway.store.care.casefile import Dossier, Effect
from gateway.store.care.policy_view import Beleidsdossier
from gateway.store.db.booking import Booking
from gateway.store.ledger import berichten
from gateway.store.ledger.berichten import Bericht


def verdict_of(gateway: Gateway, arrived: Arrived, dossier: Dossier) -> Verdict:
    """What the rules say of the message now."""
    rules = relay.rules() if dossier.extern else None
    outside = Outside(vandaag=gateway.today(), worked=dossier.gewerkte_feestdagen)
    return judge(arrived.kit, arrived.message, case=dossier.case, outside=outside, rules=rules)


def judged(
    gateway: Gateway, arrived: Arrived, entry: Bericht, dossier: Dossier, om: Beleidsdossier | None
) -> tuple[Bericht, Bericht | None, Booking]:
    """Return the message with its verdict, its return message, and what they change and who gets what.

    The booking holds all but the message itself. A message that is parked gets no return message. `om`: what policy
    looks at; None: there is nothing to hold against it.
    """
    verdict = verdict_of(gateway, arrived, dossier)
    if dossier.extern or entry.verzender == entry.gemeente:
        return passed_on(gateway, arrived, entry, dossier, verdict)
    effect: Effect | None = None
    bevindingen = verdict_to_json(verdict)
    oordeel = verdict.outcome
    if oordeel is Outcome.GOEDGEKEURD:
        try:
            effect = effect_of(arrived.message)
        except ValueError as error:
            # A year our books can't hold: no rule forbids it, so a person has to look.
            oordeel = Outcome.GEPARKEERD
            bevindingen.append(crash_to_json(crash_of(error), oordeel))
    booking = Booking()
    client_id = dossier.client_id
    if effect is not None:
        client_id = client_id or clienten.book(booking, entry.gemeente, arrived.bsn, known_details(arrived.message))
        casefile.book(booking, effect, entry, client_id)
        if om is not None:
            bevindingen += signalen(gateway, arrived, dossier.case, om)
        berichten.book_delivery(booking, entry, client_id)
    entry = replace(entry, oordeel=oordeel, bevindingen=bevindingen, client_id=client_id)
    if oordeel is Outcome.GEPARKEERD:
        return entry, None, booking
    return entry, book_reply(booking, gateway, arrived, entry, dossier, verdict), booking
