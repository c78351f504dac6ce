"""What the chain brings: an envelope with a message in it, or an error about one of ours.

The answer that it was received goes out after the commit only. The same envelope again gets the same answer and is kept
once; another one under the same reference is refused.
"""

from typing import Final
from uuid import UUID, uuid4

from gateway.exchange.chain.faults import note_fault
from gateway.exchange.delivery.envelopes import code_of
from gateway.exchange.delivery.freezes import StandsStill, check_intake
from gateway.exchange.kernel.gateway import Gateway, off_loop
from gateway.exchange.kernel.refusals import Conflict, Forbidden, Invalid
from gateway.exchange.kernel.turns import LargeTurns
from gateway.exchange.parties.access import act_for
from gateway.exchange.receiving.arrived import read_message as read_care_message
from gateway.exchange.receiving.flows import flow_of
from gateway.exchange.receiving.intake import parse_valid
from gateway.exchange.receiving.receive import receive_document, record_refusal
from gateway.standard.municipalities import successors_text, was_municipality
from gateway.standard.releases import IWMO_3_2
from gateway.standard.stuf.answers import SoapAnswer, later, no_message, received, refused
from gateway.standard.stuf.messages import Envelope, StufFault
from gateway.standard.stuf.read import Head, NotStuf, StufProblem, read_request
from gateway.standard.xml.parse import Document
from gateway.store.delivery import enveloppen_in
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie

ANSWERS_FOR_OTHERS: Final = "VECOZO"
"""The party of the chain that answers for a receiver whose system could not."""


async def take(gateway: Gateway, chain: Organisatie, data: bytes) -> SoapAnswer:
    """Take what stands in this SOAP message, which `chain` brings as an intermediary, and return the answer.

    Raises what receiving raises for a fault of our own: then nothing is answered, and the chain brings it again.
    """
    try:
        await check_intake(gateway)
        message = await off_loop(len(data), read_request, data)
        if isinstance(message, StufFault):
            await note_fault(gateway, chain, message)
            return received(message, uuid4(), gateway.now())
        return await _take_envelope(gateway, chain, message)
    except StandsStill as still:
        return later(still.text, still.wait_s)
    except NotStuf as error:
        return no_message(str(error))
    except StufProblem as problem:
        return refused(problem, uuid4(), gateway.now())


async def _take_envelope(gateway: Gateway, chain: Organisatie, envelope: Envelope) -> SoapAnswer:
    """Receive the message in the envelope and return the Bv03. Raises StufProblem when it can't be taken."""
    gemeente = _check_head(gateway, envelope)
    async with gateway.db.reading() as tx:
        receiver = await organisaties.find(tx, envelope.ontvanger.organisatie)
    if receiver is None:
        code = envelope.ontvanger.organisatie
        raise _problem(envelope, "StUF010", f"{code} is hier niet ingeschreven. {successors_text(code)}".strip())
    async with gateway.queues.of(LargeTurns).turn(len(envelope.content), envelope.zender.organisatie):
        return await _take_content(gateway, chain, envelope, gemeente)


async def _take_content(gateway: Gateway, chain: Organisatie, envelope: Envelope, gemeente: str) -> SoapAnswer:
    try:
        document = await off_loop(len(envelope.content), parse_valid, gateway, envelope.content)
    except Invalid as refusal:
        await record_refusal(gateway, chain, envelope.content, refusal)
        raise _problem(envelope, "StUF055", refusal.text) from None
    sender = await _sender(gateway, chain, envelope, document)
    async with gateway.db.transaction() as tx:
        noted = await enveloppen_in.note(
            tx, gemeente, envelope.zender, UUID(envelope.referentienummer), envelope.content, gateway.now()
        )
    if not noted.same:
        raise _problem(envelope, "StUF016", "Onder dit referentienummer kwam eerder een ander bericht.")
    try:
        # Of the same bytes again it gives the first receipt: whatever stopped us before, the message is booked once.
        await receive_document(gateway, sender, document)
    except (Invalid, Forbidden, Conflict) as refusal:
        raise _problem(envelope, _CODES[type(refusal)], refusal.text_on_record) from None
    return received(envelope, noted.antwoord, noted.ontvangen_op)


_CODES: Final = {Invalid: "StUF055", Forbidden: "StUF052", Conflict: "StUF058"}
"""How StUF says what a message was refused for."""


def _check_head(gateway: Gateway, envelope: Envelope) -> str:
    """Return the municipality that the envelope is from or for. Raises StufProblem for what is not exchanged here."""
    kind = IWMO_3_2.kinds.get(envelope.functie)
    if kind is None:
        raise _problem(envelope, "StUF034", f"Een {envelope.functie} bestaat niet in iWmo {IWMO_3_2.name}.")
    if flow_of(kind.name) is None:
        raise _problem(envelope, "StUF037", f"Een {kind.name} wordt hier niet uitgewisseld.")
    allowed = {code_of(kind.name, gateway.delivery.chain)}
    if kind.is_answer and kind.afzender == kind.sender:
        allowed = {"Di01", "Du01"}
    if envelope.code not in allowed:
        raise _problem(envelope, "StUF040", f"Een {kind.name} komt niet als {envelope.code}.")
    version = f"{envelope.functie_versie.major}.{envelope.functie_versie.minor}"
    if version != kind.release:
        raise _problem(envelope, "StUF037", f"{kind.name} komt in versie {version}; wij kennen {kind.release}.")
    parties = (envelope.zender.organisatie, envelope.ontvanger.organisatie)
    found = next((code for code in parties if was_municipality(code)), None)
    if found is None:
        raise _problem(envelope, "StUF010", "Geen van beide partijen is een gemeente.")
    return found


async def _sender(gateway: Gateway, chain: Organisatie, envelope: Envelope, document: Document) -> Organisatie:
    """Return the party that sends the message, as the chain may act for it. Raises StufProblem when it may not.

    It is the one in the envelope, but for an answer that VECOZO makes in its place.
    """
    if document.soort.name != envelope.functie:
        raise _problem(envelope, "StUF055", f"In de envelop van een {envelope.functie} zit een {document.soort.name}.")
    code = envelope.zender.organisatie
    if code == ANSWERS_FOR_OTHERS and envelope.code == "Du01":
        code = read_care_message(document).verzender
    try:
        return await act_for(gateway, chain, code)
    except Forbidden as refusal:
        raise _problem(envelope, "StUF013", refusal.text) from None


def _problem(envelope: Envelope, code: str, text: str) -> StufProblem:
    return StufProblem(code, text, Head(envelope.zender, envelope.ontvanger, envelope.referentienummer))
