"""The envelope in which a message goes into the chain."""

from typing import Final

from gateway.exchange.kernel.gateway import Gateway
from gateway.standard.municipalities import municipality_name
from gateway.standard.releases import IWMO_3_2
from gateway.standard.stuf.messages import CHAIN, Envelope, EnvelopeCode, StufParty, Version
from gateway.store.db.database import Connection
from gateway.store.delivery import enveloppen_in, enveloppen_uit
from gateway.store.delivery.leases import Lease
from gateway.store.ledger.berichten import Bericht
from gateway.transport.channel import ChainSettings

_MAX_NAME_CHARS: Final = 50
"""Characters of an administratie."""


async def get_or_make_envelope(tx: Connection, gateway: Gateway, lease: Lease, entry: Bericht) -> Envelope | None:
    """Return the envelope of the leased message, the same at each attempt.

    None for a return message to one that did not come out of the chain: there is no reference to answer to. It is the
    same for what goes through the GGK and through VECOZO, which names by its references what it calls TraceerID.
    """
    code = code_of(entry.soort, gateway.delivery.chain)
    answered = None
    if code == "Du01":
        forward = entry.heenbericht_id
        answered = None if forward is None else await enveloppen_in.find_answered(tx, entry.gemeente, forward)
        if answered is None:
            return None
    referentie, made_at = await enveloppen_uit.get_or_make(tx, lease.gemeente, lease.id)
    major, _, minor = entry.release.partition(".")
    return Envelope(
        code=code,
        zender=sender_of(gateway, entry.verzender),
        ontvanger=StufParty(entry.ontvanger, CHAIN),
        referentienummer=str(referentie),
        tijdstip=made_at,
        functie=entry.soort,
        applicatie_versie=gateway.delivery.chain.version,
        functie_versie=Version(major=int(major), minor=int(minor)),
        content=entry.inhoud,
        cross_refnummer=None if answered is None else str(answered.referentie),
        conversatie=None if answered is None or answered.conversatie is None else str(answered.conversatie),
    )


def sender_of(gateway: Gateway, code: str) -> StufParty:
    """Return the organisation with this code as it sends through the chain."""
    return StufParty(code, gateway.delivery.chain.applicatie, _administration(code))


def code_of(soort: str, settings: ChainSettings) -> EnvelopeCode:
    """Return how this kind of message travels: as a forward message or as the answer to one."""
    kind = IWMO_3_2.kinds[soort]
    if not kind.is_answer:
        return "Di01"
    # A return message keeps both parties where they were; only the answer to a claim is addressed anew.
    return settings.answer_to_claim if kind.afzender == kind.sender else "Du01"


def _administration(code: str) -> str | None:
    name = municipality_name(code)
    return None if name is None else f"Gemeente {name}"[:_MAX_NAME_CHARS]
