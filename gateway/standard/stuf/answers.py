"""The answers to a StUF message: that it was received, or what is wrong with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from gateway.standard.identifiers import mask_in_text
from gateway.standard.stuf.codes import STUF_CODES
from gateway.standard.stuf.messages import (
    MAX_DETAILS_CHARS,
    MAX_OMSCHRIJVING_CHARS,
    Envelope,
    StufFault,
    StufReceipt,
)
from gateway.standard.stuf.read import StufProblem
from gateway.standard.stuf.write import soap_fault, soap_request

OK: Final = 200
FAULT: Final = 500
"""The status of every fault of SOAP 1.1 over HTTP, whoever made it."""

UNAVAILABLE: Final = 503
"""Nothing is taken now: the sender sends it again later."""


@dataclass(frozen=True, slots=True)
class SoapAnswer:
    """What is answered over HTTP."""

    status: int
    data: bytes
    retry_after: float | None = None
    """Seconds after which to ask again, when there is no answer now."""


def received(message: Envelope | StufFault, reference: UUID, now: datetime) -> SoapAnswer:
    """Return the answer that this message was received."""
    return SoapAnswer(OK, soap_request(receipt_of(message, reference, now)))


def receipt_of(message: Envelope | StufFault, reference: UUID, now: datetime) -> StufReceipt:
    """Return the Bv03 to this message as it is, with the parties the other way round."""
    return StufReceipt(
        code="Bv03",
        zender=message.ontvanger,
        ontvanger=message.zender,
        referentienummer=str(reference),
        tijdstip=now,
        cross_refnummer=message.referentienummer,
    )


def no_message(text: str) -> SoapAnswer:
    """Return the fault for bytes in which there is no StUF message."""
    return SoapAnswer(FAULT, soap_fault(text, at_sender=True))


def later(text: str, wait_s: float) -> SoapAnswer:
    """Return the fault by which somebody is asked to bring the same again after so many seconds."""
    return SoapAnswer(UNAVAILABLE, soap_fault(text, at_sender=False), wait_s)


def refused(problem: StufProblem, reference: UUID, now: datetime) -> SoapAnswer:
    """Return the fault for this problem, with a Fo03 when it can be read whom that is for."""
    text = mask_in_text(problem.text)
    at_sender = problem.plek == "client"
    if problem.head is None:
        return SoapAnswer(FAULT, soap_fault(text, at_sender=at_sender))
    meaning = STUF_CODES[problem.code].meaning
    fault = StufFault(
        code="Fo03",
        zender=problem.head.ontvanger,
        ontvanger=problem.head.zender,
        referentienummer=str(reference),
        tijdstip=now,
        cross_refnummer=problem.head.referentienummer,
        fout=problem.code,
        plek=problem.plek,
        omschrijving=f"{meaning[0].upper()}{meaning[1:]}"[:MAX_OMSCHRIJVING_CHARS],
        details=text[:MAX_DETAILS_CHARS],
    )
    return SoapAnswer(FAULT, soap_fault(fault.omschrijving, at_sender=at_sender, detail=fault))
