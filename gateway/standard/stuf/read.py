"""StUF messages read from the bytes that a party of the chain sends, without trust in any of them.

The body element says what a message is; SOAPAction is advice only, for parties fill it differently.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from lxml import etree

from gateway.standard.stuf.codes import SIDES
from gateway.standard.stuf.messages import (
    GGK,
    SOAP,
    STUF,
    WRAPPER,
    Envelope,
    EnvelopeCode,
    FaultCode,
    ReceiptCode,
    Side,
    StufFault,
    StufMessage,
    StufParty,
    StufReceipt,
)
from gateway.standard.stuf.parts import content_in, party_in, start_of_head, text_in, text_or_none, version_in
from gateway.standard.stuf.schema import schema_errors
from gateway.standard.xml.parse import XmlProblem, parse_element

_FORMER: Final = ("http://www.stufstandaarden.nl/sectormodel/ggk/", "http://www.egem.nl/StUF/sector/ggk/")
"""What the namespaces of older envelopes start with."""
_SCHEMA: Final = "StUF055"
"""Our choice for an envelope that its schema refuses: StUF has this code for a body, and no other comes nearer."""


class NotStuf(Exception):
    """Bytes in which there is no StUF message that could be answered; the text says what they are (Dutch)."""


@dataclass(frozen=True, slots=True)
class Head:
    """What could be read of the head of a message that was refused, to answer it with."""

    zender: StufParty
    ontvanger: StufParty
    referentienummer: str


class StufProblem(Exception):
    """A StUF message that can't be taken, with the code for the answer."""

    def __init__(self, code: str, text: str, head: Head | None) -> None:
        super().__init__(text)
        self.code = code
        """Such as "StUF022"."""
        self.plek: Side = SIDES[code]
        self.text = text
        """What is wrong, without personal data (Dutch)."""
        self.head = head
        """None when it is not to be read who sent what."""


def read_soap(data: bytes) -> etree._Element:
    """Return the one element in the body of this SOAP 1.1 message; of what comes from an adapter, the one inside it.

    Raises NotStuf when the bytes are no such thing, or unsafe to read.
    """
    try:
        root = parse_element(data)
    except XmlProblem as problem:
        raise NotStuf(problem.text) from None
    if root.tag != f"{{{SOAP}}}Envelope":
        raise NotStuf(f"Dit is geen SOAP 1.1: het rootelement is {_shown(root)}.")
    body = root.find(f"{{{SOAP}}}Body")
    found = _only_child(body, "de Body van SOAP")
    return _only_child(found, "dai:bericht") if found.tag == WRAPPER else found


def _only_child(parent: etree._Element | None, name: str) -> etree._Element:
    """Return the one element in this one. Raises NotStuf when there are more, or none."""
    found = [] if parent is None else list(parent.iterchildren("*"))
    if len(found) != 1:
        raise NotStuf(f"In {name} hoort één element te staan; het zijn er {len(found)}.")
    return found[0]


def is_soap(data: bytes) -> bool:
    """Return True when these bytes are a message of SOAP 1.1 with something in its body."""
    try:
        read_soap(data)
    except NotStuf:
        return False
    return True


def read_message(root: etree._Element) -> StufMessage:
    """Return the StUF message that this element is.

    Raises StufProblem when it is another, or one that its schema or its own values refuse.
    """
    name = etree.QName(root)
    head = _head(root)
    reader = _READERS.get(root.tag)
    if reader is None:
        raise _unknown(name.namespace or "", name.localname, head)
    if errors := schema_errors(root):
        raise StufProblem(_SCHEMA, f"{name.localname} voldoet niet aan zijn schema: {'; '.join(errors)}.", head)
    try:
        return reader(root)
    except ValueError as error:
        raise StufProblem(_SCHEMA, str(error), head) from None


def read_request(data: bytes) -> Envelope | StufFault:
    """Return what this SOAP message brings: an envelope, or a Fo01.

    Raises NotStuf, and StufProblem as `read_message` does and for what is only an answer.
    """
    message = read_message(read_soap(data))
    if isinstance(message, Envelope) or (isinstance(message, StufFault) and message.code == "Fo01"):
        return message
    head = Head(message.zender, message.ontvanger, message.referentienummer)
    raise StufProblem("StUF025", f"Een {message.code} komt hier niet als vraag binnen.", head)


def read_answer(data: bytes) -> StufMessage:
    """Return what this SOAP message says in answer: the Fo03 of a fault, or the message in its body.

    Raises NotStuf, and StufProblem as `read_message` does.
    """
    body = read_soap(data)
    return read_fault(body) or read_message(body)


def read_fault(root: etree._Element) -> StufFault | None:
    """Return the Fo03 in this SOAP fault, or None when it holds none that can be read."""
    detail = root.find("detail")
    inner = None if detail is None else detail.find(f"{{{STUF}}}Fo03Bericht")
    if inner is None:
        return None
    try:
        message = read_message(inner)
    except StufProblem:
        return None
    return message if isinstance(message, StufFault) else None


def _envelope(code: EnvelopeCode) -> Callable[[etree._Element], Envelope]:
    def read(root: etree._Element) -> Envelope:
        head, parameters = root[0], root[1]
        return Envelope(
            code=code,
            **start_of_head(head),
            functie=text_in(head, STUF, "functie"),
            applicatie_versie=version_in(parameters, "applicatie"),
            functie_versie=version_in(parameters, "functie"),
            content=content_in(parameters),
            cross_refnummer=text_in(head, STUF, "crossRefnummer") if code == "Du01" else None,
        )

    return read


def _receipt(code: ReceiptCode) -> Callable[[etree._Element], StufReceipt]:
    def read(root: etree._Element) -> StufReceipt:
        head = root[0]
        return StufReceipt(code=code, **start_of_head(head), cross_refnummer=text_in(head, STUF, "crossRefnummer"))

    return read


def _fault(code: FaultCode) -> Callable[[etree._Element], StufFault]:
    def read(root: etree._Element) -> StufFault:
        head, body = root[0], root[1]
        return StufFault(
            code=code,
            **start_of_head(head),
            cross_refnummer=text_in(head, STUF, "crossRefnummer"),
            fout=text_in(body, STUF, "code"),
            plek="client" if text_in(body, STUF, "plek") == "client" else "server",
            omschrijving=text_in(body, STUF, "omschrijving"),
            details=text_or_none(body, "details"),
        )

    return read


_READERS: Final[Mapping[str, Callable[[etree._Element], StufMessage]]] = MappingProxyType(
    {
        f"{{{GGK}}}envelopHeenbericht-ggk_Di01": _envelope("Di01"),
        f"{{{GGK}}}envelopRetourbericht-ggk_Du01": _envelope("Du01"),
        f"{{{STUF}}}Bv01Bericht": _receipt("Bv01"),
        f"{{{STUF}}}Bv03Bericht": _receipt("Bv03"),
        f"{{{STUF}}}Bv04Bericht": _receipt("Bv04"),
        f"{{{STUF}}}Fo01Bericht": _fault("Fo01"),
        f"{{{STUF}}}Fo03Bericht": _fault("Fo03"),
    }
)


def _unknown(namespace: str, localname: str, head: Head | None) -> StufProblem:
    if namespace in (GGK, STUF):
        return StufProblem("StUF022", f"Het bericht {localname[:80]} bestaat niet in {namespace}.", head)
    if namespace.startswith(_FORMER):
        return StufProblem(
            "StUF007", f"De envelop {namespace} wordt niet meer gebruikt; stuur er een volgens {GGK}.", head
        )
    return StufProblem("StUF004", f"De namespace {namespace[:200]!r} is niet die van het GGK: {GGK}.", head)


def _head(root: etree._Element) -> Head | None:
    """Return who sent it to whom, under which reference; None when one of those is missing."""
    head = next((each for each in root if etree.QName(each).localname == "stuurgegevens"), None)
    if head is None:
        return None
    reference = text_or_none(head, "referentienummer")
    if not reference or any(head.find(f"{{{STUF}}}{name}") is None for name in ("zender", "ontvanger")):
        return None
    return Head(party_in(head, "zender"), party_in(head, "ontvanger"), reference)


def _shown(root: etree._Element) -> str:
    name = etree.QName(root)
    return f"{name.localname[:80]} van {(name.namespace or 'geen namespace')[:200]!r}"
