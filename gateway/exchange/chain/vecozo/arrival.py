"""A payload that was fetched at VECOZO: the message in it is received as its sender's, as by any other way."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import structlog

from gateway.exchange.kernel.gateway import Gateway, off_loop
from gateway.exchange.kernel.refusals import Refusal
from gateway.exchange.kernel.turns import LargeTurns
from gateway.exchange.kernel.unforeseen import TEXT, is_passing, place
from gateway.exchange.receiving.arrived import read_message
from gateway.exchange.receiving.flows import flow_of
from gateway.exchange.receiving.intake import parse_valid
from gateway.exchange.receiving.receive import receive_document
from gateway.standard.identifiers import mask_in_text
from gateway.standard.stuf.messages import StufParty
from gateway.standard.vecozo.codes import BRS_CODES
from gateway.standard.vecozo.payloads import Unreadable, content_of
from gateway.standard.xml.parse import Document
from gateway.store.db.vault import VaultError
from gateway.store.delivery import enveloppen_in
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from gateway.transport.vecozo.channel import Vecozo

_APPLICATION: Final = "VECOZO"
"""Of whoever's message lay there: with the sender and the TraceerID it is the identity of the message."""

log = structlog.get_logger(__name__)


class Problem(Exception):
    """A message could not be received."""

    def __init__(self, code: str, text: str, *, passes: bool = False) -> None:
        super().__init__(code)
        self.code = code
        """Kebab-case."""
        self.text = text
        """What is wrong, and what the operator can do (Dutch); nothing personal."""
        self.passes = passes
        """It is over when somebody changed something, here or at VECOZO; else the same message would have it again."""


@dataclass(frozen=True, slots=True)
class Names:
    """By what a message is known at VECOZO."""

    adres: str
    traceer_id: UUID
    conversatie: UUID
    afzender: str | None
    """The municipality that sent it; None when VECOZO names none."""


async def is_received(gateway: Gateway, names: Names) -> bool:
    """Return True when this message is in the ledger, however far we came with it at VECOZO."""
    if names.afzender is None:
        return False
    async with gateway.db.reading() as tx:
        return await enveloppen_in.is_booked(tx, names.afzender, _sender(names.afzender), names.traceer_id)


async def receive_payload(gateway: Gateway, names: Names, payload: bytes) -> None:
    """Receive the message in this payload; the same again changes nothing.

    Raises Problem for what is wrong with it or with us, and what passes by itself: a database that is away.
    """
    try:
        content = await off_loop(len(payload), content_of, payload)
    except Unreadable as error:
        code = str(error)
        raise Problem(
            "inhoud-onleesbaar",
            f"In wat VECOZO gaf zit geen bericht: {BRS_CODES[code]} ({code}). Vraag de afzender het opnieuw te sturen.",
        ) from None
    try:
        async with gateway.queues.of(LargeTurns).turn(len(content), names.afzender or _APPLICATION):
            await _receive(gateway, names, content)
    except Refusal as refusal:
        raise Problem(refusal.problem, mask_in_text(refusal.text_on_record)) from None
    except VaultError as error:
        raise Problem(
            "niet-te-ontsleutelen",
            "Wat hier van de cliënt is bewaard, is niet te ontsleutelen; zie 'gateway vault'. Is dat over, dan komt "
            "het bericht binnen een uur vanzelf.",
            passes=True,
        ) from error
    except Exception as error:
        if isinstance(error, Problem) or is_passing(error):
            raise
        log.error("vecozo.failed", error=type(error).__name__, place=place(error))
        raise Problem("onverwachte-fout", TEXT) from error


async def _receive(gateway: Gateway, names: Names, content: bytes) -> None:
    document = await off_loop(len(content), parse_valid, gateway, content)
    sender = await _sender_of(gateway, names, document)
    async with gateway.db.transaction() as tx:
        noted = await enveloppen_in.note(
            tx,
            sender.code,
            _sender(sender.code),
            names.traceer_id,
            content,
            gateway.now(),
            conversatie=names.conversatie,
        )
    if not noted.same:
        raise Problem(
            "ander-bericht",
            "Onder dit TraceerID kwam eerder een ander bericht. Vraag VECOZO hoe dat kan; dit blijft hier.",
        )
    await receive_document(gateway, sender, document)


async def _sender_of(gateway: Gateway, names: Names, document: Document) -> Organisatie:
    """Return the municipality whose message this is. Raises Problem unless it is one that is reached by this way."""
    if flow_of(document.soort.name) is None:
        raise Problem("bericht-niet-ondersteund", f"Een {document.soort.name} wordt hier niet uitgewisseld.")
    code = read_message(document).verzender
    if names.afzender is not None and names.afzender != code:
        raise Problem(
            "andere-verzender",
            f"Het bericht komt volgens zijn kop van {code}, en volgens VECOZO van {names.afzender}. Vraag de afzender "
            "welke van de twee het is.",
        )
    async with gateway.db.reading() as tx:
        found = await organisaties.find(tx, code)
    if found is None:
        raise Problem(
            "afzender-onbekend",
            f"{code} is hier niet ingeschreven. Schrijf die in met kanaal {Vecozo.name}; het bericht komt daarna "
            "binnen een uur vanzelf.",
            passes=True,
        )
    if found.kanaal != Vecozo.name or found.afleveradres != names.adres:
        raise Problem(
            "afzender-ander-kanaal",
            f"{code} krijgt haar berichten niet langs kanaal {Vecozo.name} op {names.adres}, en haar berichten worden "
            "daar dus ook niet gehaald. Wijzig haar kanaal; het bericht komt daarna binnen een uur vanzelf.",
            passes=True,
        )
    return found


def _sender(code: str) -> StufParty:
    return StufParty(code, _APPLICATION)
