"""StUF through a local Digikoppeling adapter (DAI 1.0): the message in a wrapper, with the headers of WS-Addressing.

The headers tell the adapter where the message goes. Of what an adapter brings they are not read: the message says the
same, and the domain behind a reference differs between a question and its answer.
"""

import string
from typing import Final

from lxml import etree

from gateway.standard.stuf.messages import DAI, SOAP, WRAPPER, Envelope, StufFault, StufParty
from gateway.standard.stuf.write import soap_document, to_element

WSA: Final = "http://www.w3.org/2005/08/addressing"
ACTION: Final = ""
"""The SOAPAction of each request to an adapter."""
URN: Final = "urn:dkintern:"
"""What every header begins with."""
_IN_A_URN: Final = frozenset(string.ascii_letters + string.digits + "()+,-.=;$_!*'")
"""What a URN holds as it is (RFC 2141), without the signs that part it here: `:` and `@`."""


def request_to_adapter(sent: Envelope | StufFault, service: str) -> bytes:
    """Return the message as an adapter takes it. `service`: the ebMS Service of the CPA by which the adapter sends."""
    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP, "wsa": WSA})
    message = to_element(sent)
    _add_headers(etree.SubElement(root, f"{{{SOAP}}}Header"), sent, service, etree.QName(message))
    body = etree.SubElement(root, f"{{{SOAP}}}Body")
    etree.SubElement(body, WRAPPER, nsmap={"DAI": DAI}).append(message)
    return soap_document(root)


def _add_headers(headers: etree._Element, sent: Envelope | StufFault, service: str, name: etree.QName) -> None:
    message_id = f"{URN}{sent.referentienummer}@{_domain(sent.zender)}"
    _add(headers, "To", _address(sent.ontvanger))
    _add(etree.SubElement(headers, f"{{{WSA}}}From"), "Address", _address(sent.zender))
    _add(headers, "Action", f"{URN}{_quoted(service, ':/')}:{name.namespace}/{name.localname}")
    _add(headers, "MessageID", message_id)
    conversation = message_id
    if sent.cross_refnummer is not None:
        conversation = f"{URN}{sent.cross_refnummer}@{_domain(sent.ontvanger)}"
        _add(headers, "RelatesTo", conversation)
    _add(headers, "RelatesTo", conversation).set("RelationshipType", f"{URN}ConversationId")


def _address(party: StufParty) -> str:
    parts = (party.organisatie, party.applicatie, party.administratie or "")
    return URN + ":".join(_quoted(each) for each in parts)


def _domain(party: StufParty) -> str:
    """Return the domain of a party: an organisatie that is empty drops out, an administratie leaves its dot."""
    parts = (party.applicatie, party.administratie or "", "dkintern.nl")
    return ".".join(_quoted(each) for each in ((party.organisatie, *parts) if party.organisatie else parts))


def _quoted(text: str, also: str = "") -> str:
    """Return the text with every other byte of its UTF-8 as `%` and two digits; `also`: signs to leave as they are."""
    plain = _IN_A_URN | frozenset(also)
    return "".join(chr(byte) if chr(byte) in plain else f"%{byte:02X}" for byte in text.encode())


def _add(parent: etree._Element, name: str, text: str) -> etree._Element:
    found = etree.SubElement(parent, f"{{{WSA}}}{name}")
    found.text = text
    return found
