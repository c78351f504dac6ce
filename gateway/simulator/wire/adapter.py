"""The Digikoppeling adapter that is played: it takes messages with WS-Addressing, and says that it took them over.

By its headers an adapter finds the way of a message, so they have to name the parties and the references that the
message names. Of a domain or an Action the documentation leaves too much open to refuse anything.
"""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

from lxml import etree

from gateway.simulator.wire.responses import LOST
from gateway.standard.stuf.adapter import URN, WSA
from gateway.standard.stuf.answers import OK, SoapAnswer
from gateway.standard.stuf.messages import SOAP, WRAPPER, Envelope, StufFault, StufReceipt
from gateway.standard.stuf.read import Head, NotStuf, StufProblem, read_answer, read_request
from gateway.standard.stuf.write import soap_request
from gateway.standard.xml.parse import parse_element


def reader_of(service: str | None) -> Callable[[bytes], Envelope | StufFault]:
    """Return what reads a message for the adapter; `service`: the only ebMS Service it has a CPA for, None: any.

    It raises NotStuf and StufProblem as `read_request` does, and for headers that say something else than the message.
    """

    def read(data: bytes) -> Envelope | StufFault:
        message = read_request(data)
        root = parse_element(data)
        if root.find(f"{{{SOAP}}}Body/{WRAPPER}") is None:
            raise NotStuf("Een adapter neemt een bericht in een dai:bericht; dit is een bericht zonder.")
        found = root.find(f"{{{SOAP}}}Header")
        wrong = _faults(_Headers(found), message, service)
        if wrong:
            head = Head(message.zender, message.ontvanger, message.referentienummer)
            raise StufProblem("StUF055", f"WS-Addressing: {'; '.join(wrong)}.", head)
        return message

    return read


def taken_over(answer: SoapAnswer) -> SoapAnswer:
    """Return the answer of the exchange as an adapter gives it: a Bv04 where that says Bv03."""
    if answer is LOST or answer.status != OK:
        return answer
    receipt = read_answer(answer.data)
    assert isinstance(receipt, StufReceipt), "nothing else is answered with this status"
    return SoapAnswer(OK, soap_request(replace(receipt, code="Bv04")))


class _Headers:
    """The headers of WS-Addressing, by name."""

    def __init__(self, header: etree._Element | None) -> None:
        self._header = etree.Element("none") if header is None else header

    def text(self, path: str) -> str:
        """Return the text of the header, without what each begins with; "" when there is none."""
        found = self._header.findtext("/".join(f"{{{WSA}}}{each}" for each in path.split("/"))) or ""
        return _after_urn(found)

    def related(self, kind: str | None) -> str:
        """Return the reference of the RelatesTo of this kind; None: of the one without a RelationshipType."""
        for each in self._header.findall(f"{{{WSA}}}RelatesTo"):
            if each.get("RelationshipType") == kind:
                return _after_urn(each.text or "").partition("@")[0]
        return ""


def _after_urn(text: str) -> str:
    text = text.strip()
    return text.removeprefix(URN) if text.startswith(URN) else ""


def _faults(headers: _Headers, message: Envelope | StufFault, service: str | None) -> list[str]:
    """Return what the headers say otherwise than the message (Dutch)."""
    conversation = message.cross_refnummer or message.referentienummer
    expected = (
        ("To", unquote(headers.text("To").partition(":")[0]), message.ontvanger.organisatie),
        ("From", unquote(headers.text("From/Address").partition(":")[0]), message.zender.organisatie),
        ("MessageID", headers.text("MessageID").partition("@")[0], message.referentienummer),
        ("RelatesTo", headers.related(None), message.cross_refnummer or ""),
        ("RelatesTo met ConversationId", headers.related(f"{URN}ConversationId"), conversation),
    )
    wrong = [f"{name} noemt {said!r}, het bericht {meant!r}" for name, said, meant in expected if said != meant]
    action = unquote(headers.text("Action"))
    if not action:
        wrong.append(f"Action ontbreekt, of begint niet met {URN}")
    elif service is not None and not action.startswith(f"{service}:"):
        wrong.append(f"de Service in Action is niet {service}, waarvoor de adapter een CPA heeft")
    return wrong
