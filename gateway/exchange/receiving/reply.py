"""The return message that the gateway makes to a message that was judged."""

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.receiving.arrived import Arrived
from gateway.messages.retour import compose
from gateway.messages.write import write
from gateway.rules.engine import Verdict
from gateway.standard.findings import Outcome
from gateway.store.care.casefile import Dossier
from gateway.store.db.booking import Booking
from gateway.store.delivery.series import series_of_client
from gateway.store.ledger import berichten
from gateway.store.ledger.berichten import Bericht


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
    retour = berichten.new_entry(
        antwoord.soort,
        gemeente=entry.gemeente,
        aanbieder=entry.aanbieder,
        identificatie=dossier.retour_identificatie,
        inhoud=write(antwoord, gateway.schemas),
        heenbericht_id=entry.id,
        uitkomst="goedgekeurd" if verdict.outcome is Outcome.GOEDGEKEURD else "afgekeurd",
        client_id=entry.client_id,
        vastgelegd_op=gateway.now(),
    )
    berichten.book_message(booking, retour)
    berichten.book_delivery(booking, retour, series_of_client(entry.client_id, arrived.bsn))
    return retour
