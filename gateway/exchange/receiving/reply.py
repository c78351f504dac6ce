"""The return message that the gateway makes to a message that was judged."""

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.receiving.arrived import Arrived
from gateway.exchange.receiving.flows import Flow
from gateway.messages.write import write
from gateway.rules.engine import Verdict
from gateway.standard.findings import Outcome
from gateway.store.db.booking import Booking
from gateway.store.delivery import outbox
from gateway.store.delivery.series import series_of_client
from gateway.store.ledger import berichten
from gateway.store.ledger.berichten import Bericht


def book_reply(
    booking: Booking,
    gateway: Gateway,
    flow: Flow,
    arrived: Arrived,
    entry: Bericht,
    identificatie: str,
    verdict: Verdict,
) -> Bericht:
    """Add the return message to `entry` and its delivery to the booking. Return the return message.

    `identificatie`: its IdentificatieRetour.
    """
    answer = flow.compose(
        arrived.message,
        verdict.findings,
        identificatie=identificatie,
        dagtekening=gateway.today(),
        xslt_versie=gateway.xslt_versie,
    )
    answer_entry = berichten.new_entry(
        answer.soort,
        gemeente=entry.gemeente,
        aanbieder=entry.aanbieder,
        identificatie=identificatie,
        inhoud=write(answer, gateway.schemas),
        heenbericht_id=entry.id,
        uitkomst="goedgekeurd" if verdict.outcome is Outcome.GOEDGEKEURD else "afgekeurd",
        client_id=entry.client_id,
        vastgelegd_op=gateway.now(),
    )
    berichten.book_message(booking, answer_entry)
    outbox.book_delivery(booking, answer_entry, series_of_client(entry.client_id, arrived.subject))
    return answer_entry
