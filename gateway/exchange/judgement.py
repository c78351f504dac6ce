"""The verdict on a 305 or 307 and all it leads to, on arrival and when it is judged again."""

from dataclasses import replace

from gateway.exchange.context import Gateway
from gateway.exchange.effects import effect_of, known_details
from gateway.exchange.intake import Arrived
from gateway.exchange.reports import crash_to_json, verdict_to_json
from gateway.messages.retour import compose
from gateway.messages.schrijven import write
from gateway.rules.engine import Crash, Verdict, judge
from gateway.rules.outside import Outside
from gateway.standard.findings import Outcome
from gateway.store import casefile, ledger
from gateway.store.casefile import Dossier, Effect
from gateway.store.ledger import Bericht, Booking


def judged(
    gateway: Gateway, arrived: Arrived, entry: Bericht, dossier: Dossier
) -> tuple[Bericht, Bericht | None, Booking]:
    """The message with its verdict, its return message, and what they change and who gets what.

    The booking holds all but the message itself. A message that is parked gets no return message.
    """
    verdict = judge(arrived.kit, arrived.message, case=dossier.case, outside=Outside(vandaag=gateway.today()))
    effect: Effect | None = None
    bevindingen = verdict_to_json(verdict)
    oordeel = verdict.outcome
    if oordeel is Outcome.GOEDGEKEURD:
        try:
            effect = effect_of(arrived.message)
        except ValueError as error:
            # A year our books can't hold: no rule forbids it, so a person has to look.
            oordeel = Outcome.GEPARKEERD
            bevindingen.append(crash_to_json(Crash("BOEKING", type(error).__name__), oordeel))
    booking = Booking(entry.gemeente)
    client_id = dossier.client_id
    if effect is not None:
        client_id = client_id or booking.client(arrived.bsn, known_details(arrived.message))
        casefile.book(booking, effect, entry.id, client_id, entry.verzender)
        booking.levering(entry.id, entry.gemeente)
    entry = replace(entry, oordeel=oordeel, bevindingen=bevindingen, client_id=client_id)
    if oordeel is Outcome.GEPARKEERD:
        return entry, None, booking
    retour = _answer(gateway, arrived, entry, dossier, verdict)
    booking.bericht(retour)
    booking.levering(retour.id, retour.ontvanger)
    return entry, retour, booking


def _answer(gateway: Gateway, arrived: Arrived, entry: Bericht, dossier: Dossier, verdict: Verdict) -> Bericht:
    """The return message as a row of the ledger."""
    antwoord = compose(
        arrived.message,
        verdict.findings,
        identificatie=dossier.retour_identificatie,
        dagtekening=gateway.today(),
        xslt_versie=gateway.xslt_versie,
    )
    return Bericht(
        gemeente=entry.gemeente,
        id=ledger.new_id(),
        richting="uit",
        soort=antwoord.soort.naam,
        release=entry.release,
        verzender=entry.gemeente,
        ontvanger=entry.verzender,
        identificatie=dossier.retour_identificatie,
        inhoud=write(antwoord, gateway.schemas),
        oordeel=Outcome.GOEDGEKEURD,
        heenbericht_id=entry.id,
        uitkomst="goedgekeurd" if verdict.outcome is Outcome.GOEDGEKEURD else "afgekeurd",
        client_id=entry.client_id,
        vastgelegd_op=gateway.now(),
    )
