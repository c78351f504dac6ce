"""The return message that the gateway makes to a message that was judged."""

from gateway.exchange.context import Gateway
from gateway.exchange.intake import Arrived
from gateway.messages.retour import compose
from gateway.messages.schrijven import write
from gateway.rules.engine import Verdict
from gateway.standard.findings import Outcome
from gateway.store import ledger
from gateway.store.booking import Booking
from gateway.store.casefile import Dossier
from gateway.store.ledger import Bericht
from gateway.store.reeksen import series


def book_reply(
    booking: Booking, gateway: Gateway, arrived: Arrived, entry: Bericht, dossier: Dossier, verdict: Verdict
) -> Bericht:
    """The answer to `entry` is part of the booking, and waits for who sent that; the answer itself."""
    antwoord = compose(
        arrived.message,
        verdict.findings,
        identificatie=dossier.retour_identificatie,
        dagtekening=gateway.today(),
        xslt_versie=gateway.xslt_versie,
    )
    retour = Bericht(
        gemeente=entry.gemeente,
        id=ledger.new_id(),
        richting="uit" if entry.richting == "in" else "in",
        soort=antwoord.soort.naam,
        release=entry.release,
        verzender=entry.ontvanger,
        ontvanger=entry.verzender,
        identificatie=dossier.retour_identificatie,
        inhoud=write(antwoord, gateway.schemas),
        oordeel=Outcome.GOEDGEKEURD,
        heenbericht_id=entry.id,
        uitkomst="goedgekeurd" if verdict.outcome is Outcome.GOEDGEKEURD else "afgekeurd",
        client_id=entry.client_id,
        vastgelegd_op=gateway.now(),
    )
    ledger.book_message(booking, retour)
    ledger.book_delivery(booking, retour, series(entry.client_id, arrived.bsn))
    return retour
