"""An assignment on its way: the WMO301 that makes it known, in the ledger and waiting for the provider."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gateway.exchange.assigning.compose import Concept, compose_301
from gateway.exchange.assigning.policy import Oordeel
from gateway.exchange.kernel.gateway import Gateway
from gateway.messages.toewijzing import Wmo301
from gateway.store.care import toewijzingen
from gateway.store.care.clienten import Client
from gateway.store.care.toewijzingen import Toewijzing
from gateway.store.db.booking import Booking
from gateway.store.db.database import Connection
from gateway.store.ledger import berichten
from gateway.store.ledger.berichten import Bericht
from gateway.store.ledger.events import OVERRULED


@dataclass(frozen=True, slots=True)
class Uitgifte:
    """An assignment and the message that made its present version known."""

    toewijzing: Toewijzing
    bericht_id: UUID
    bevindingen: Sequence[Mapping[str, Any]] = ()
    """What policy had to say of that version, in JSON form."""
    verzonden: bool = True
    """False: every message that carried that version was refused, so that it counts as never sent."""


async def issued(
    tx: Connection, gateway: Gateway, client: Client, aanbieder: str, nummer: int, oordeel: Oordeel
) -> Uitgifte:
    """Return the WMO301 with all that has to be in it is in the ledger with what policy said, and waits for the
    provider.

    Raises Invalid when the message would break schema or rules.
    """
    versies = await toewijzingen.to_send(tx, client.gemeente, client.id, aanbieder, gateway.today())
    identificatie = await berichten.next_identificatie(tx)
    inhoud = compose_301(
        gateway,
        Concept(
            gemeente=client.gemeente,
            aanbieder=aanbieder,
            identificatie=identificatie,
            bsn=client.bsn,
            gegevens=client.gegevens,
            versies=versies,
        ),
    )
    bevindingen = oordeel.shown(nummer)
    entry = _entry(gateway, client, aanbieder, identificatie, inhoud, bevindingen)
    booking = Booking()
    berichten.book_message(booking, entry)
    berichten.book_delivery(booking, entry, client.id)
    toewijzingen.book_sending(booking, client.gemeente, entry.id, versies)
    await booking.write(tx)
    toewijzing = await toewijzingen.find(tx, client.gemeente, nummer)
    assert toewijzing is not None
    if oordeel.overrule is not None:
        await berichten.log_event(
            tx,
            client.gemeente,
            entry.id,
            OVERRULED,
            toewijzingNummer=nummer,
            versie=toewijzing.actueel.versie,
            codes=sorted({each.code for each in oordeel.overruled}),
        )
    return Uitgifte(toewijzing, entry.id, bevindingen)


def _entry(
    gateway: Gateway,
    client: Client,
    aanbieder: str,
    identificatie: str,
    inhoud: bytes,
    bevindingen: Sequence[Mapping[str, Any]],
) -> Bericht:
    return berichten.new_entry(
        Wmo301.soort,
        gemeente=client.gemeente,
        aanbieder=aanbieder,
        identificatie=identificatie,
        inhoud=inhoud,
        bevindingen=bevindingen,
        client_id=client.id,
        vastgelegd_op=gateway.now(),
    )


async def issued_before(tx: Connection, gemeente: str, nummer: int) -> Uitgifte | None:
    """Return the assignment as it stands, with the message that made that known; None when there is none."""
    toewijzing = await toewijzingen.find(tx, gemeente, nummer)
    if toewijzing is None:
        return None
    bericht = await toewijzingen.message_with(tx, gemeente, nummer, toewijzing.actueel.versie)
    assert bericht is not None, "an assignment is issued in the transaction that makes it"
    return Uitgifte(toewijzing, *bericht)
