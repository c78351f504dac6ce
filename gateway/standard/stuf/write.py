"""StUF messages written as XML, with the SOAP 1.1 around them."""

import base64
from datetime import datetime
from typing import Final

from lxml import etree

from gateway.standard.calendar import DUTCH_TIME
from gateway.standard.stuf.messages import GGK, SOAP, STUF, Envelope, StufFault, StufMessage, StufParty, StufReceipt

ROOTS: Final = {"Di01": "envelopHeenbericht-ggk_Di01", "Du01": "envelopRetourbericht-ggk_Du01"}
"""The root element of an envelope, by its code."""
ACTIONS: Final = {"Di01": f"{GGK}/ggk_Di01", "Du01": f"{GGK}/ggk_Du01", "Fo01": f"{STUF}/Fo01"}
"""The SOAPAction of what is sent, by its code: it ends in the name of the operation, and not of the element."""
CONTENT_TYPE: Final = "text/xml; charset=utf-8"


def to_element(message: StufMessage) -> etree._Element:
    """Return the message as XML, without SOAP."""
    return _envelope(message) if isinstance(message, Envelope) else _answer(message)


def soap_request(message: StufMessage) -> bytes:
    """Return the message in the body of a SOAP envelope."""
    envelope, body = _soap()
    body.append(to_element(message))
    return soap_document(envelope)


def soap_without_message() -> bytes:
    """Return a SOAP envelope with nothing in its body, which no party of the chain can take."""
    envelope, _ = _soap()
    return soap_document(envelope)


def soap_fault(text: str, *, at_sender: bool, detail: StufFault | None = None) -> bytes:
    """Return a SOAP fault with this text (Dutch); `at_sender`: the sender is to mend it.

    `detail`: the Fo03 that says so in StUF; None when the bytes were no StUF message that could be answered.
    """
    envelope, body = _soap()
    fault = etree.SubElement(body, f"{{{SOAP}}}Fault")
    etree.SubElement(fault, "faultcode").text = f"soap:{'Client' if at_sender else 'Server'}"
    etree.SubElement(fault, "faultstring").text = text
    if detail is not None:
        etree.SubElement(fault, "detail").append(to_element(detail))
    return soap_document(envelope)


def in_stuf(instant: datetime) -> str:
    """Return this aware instant as StUF writes it: Dutch local time, to the millisecond."""
    local = instant.astimezone(DUTCH_TIME)
    return f"{local:%Y%m%d%H%M%S}{local.microsecond // 1000:03}"


def _envelope(envelope: Envelope) -> etree._Element:
    root = etree.Element(f"{{{GGK}}}{ROOTS[envelope.code]}", nsmap={"GGK": GGK, "StUF": STUF})
    head = etree.SubElement(root, f"{{{GGK}}}stuurgegevens")
    _start_of_head(head, envelope)
    if envelope.cross_refnummer is not None:
        _add(head, STUF, "crossRefnummer", envelope.cross_refnummer)
    _add(head, STUF, "functie", envelope.functie)
    parameters = etree.SubElement(root, f"{{{GGK}}}parameters")
    _add(parameters, GGK, "applicatieVersie", f"{envelope.applicatie_versie.major:04}")
    _add(parameters, GGK, "applicatieSubversie", f"{envelope.applicatie_versie.minor:04}")
    _add(parameters, GGK, "functieVersie", f"{envelope.functie_versie.major:04}")
    _add(parameters, GGK, "functieSubversie", f"{envelope.functie_versie.minor:04}")
    content = etree.SubElement(parameters, f"{{{GGK}}}bericht")
    _add(content, GGK, "xmlBestand", base64.b64encode(envelope.content).decode("ascii"))
    return root


def _answer(answer: StufReceipt | StufFault) -> etree._Element:
    root = etree.Element(f"{{{STUF}}}{answer.code}Bericht", nsmap={"StUF": STUF})
    head = etree.SubElement(root, f"{{{STUF}}}stuurgegevens")
    _start_of_head(head, answer)
    _add(head, STUF, "crossRefnummer", answer.cross_refnummer)
    if isinstance(answer, StufFault):
        body = etree.SubElement(root, f"{{{STUF}}}body")
        _add(body, STUF, "code", answer.fout)
        _add(body, STUF, "plek", answer.plek)
        _add(body, STUF, "omschrijving", answer.omschrijving)
        if answer.details is not None:
            _add(body, STUF, "details", answer.details)
    return root


def _start_of_head(head: etree._Element, message: StufMessage) -> None:
    _add(head, STUF, "berichtcode", message.code)
    _add_party(head, "zender", message.zender)
    _add_party(head, "ontvanger", message.ontvanger)
    _add(head, STUF, "referentienummer", message.referentienummer)
    _add(head, STUF, "tijdstipBericht", in_stuf(message.tijdstip))


def _add_party(head: etree._Element, name: str, party: StufParty) -> None:
    element = etree.SubElement(head, f"{{{STUF}}}{name}")
    if party.organisatie:
        _add(element, STUF, "organisatie", party.organisatie)
    _add(element, STUF, "applicatie", party.applicatie)
    for field, value in (("administratie", party.administratie), ("gebruiker", party.gebruiker)):
        if value is not None:
            _add(element, STUF, field, value)


def _add(parent: etree._Element, namespace: str, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{namespace}}}{name}").text = text


def _soap() -> tuple[etree._Element, etree._Element]:
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP})
    return envelope, etree.SubElement(envelope, f"{{{SOAP}}}Body")


def soap_document(root: etree._Element) -> bytes:
    """Return this SOAP envelope as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
