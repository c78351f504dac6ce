"""The StUF messages that travel through the chain: envelopes around a message, and the answers to them.

Source: VNG Realisatie, Specificatie StUF-envelop 2.1 patch 4 versie 4, and StUF 03.01. The classes hold what a message
says; gateway/standard/stuf/read.py and write.py turn bytes into them and back.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

GGK: Final = "http://www.stufstandaarden.nl/koppelvlak/ggk0210"
STUF: Final = "http://www.egem.nl/StUF/StUF0301"
SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"
DAI: Final = "http://www.stufstandaarden.nl/koppelvlak/dai0100"
WRAPPER: Final = f"{{{DAI}}}bericht"
"""The element around a message on its way from or to a Digikoppeling adapter."""

CHAIN: Final = "GGk"
"""The applicatie of whoever receives through the GGK, in this letter case."""
NO_FUNCTIE: Final = "WMO399"
"""A functie of no release of iWmo; the documentation of the chain names it as one that is refused (IB004)."""
MAX_ENVELOPE_BYTES: Final = 25_000_000
"""Bytes of a Di01 or Du01 with the base64 in it: the narrow reading of 25 MB."""
MAX_OMSCHRIJVING_CHARS: Final = 200
MAX_DETAILS_CHARS: Final = 1000

EnvelopeCode = Literal["Di01", "Du01"]
"""Around a forward message, and around a return message."""
ReceiptCode = Literal["Bv01", "Bv03", "Bv04"]
"""Processed; stored by the addressee's system; taken over by an adapter in between."""
FaultCode = Literal["Fo01", "Fo03"]
"""An error found later, sent as a message of its own; an error found at once, sent as the answer."""
Side = Literal["client", "server"]
"""Who is to mend an error: the sender, or the receiver."""


@dataclass(frozen=True, slots=True)
class StufParty:
    """The sender or receiver of a StUF message. Compared whole: with the reference it is the identity of a message."""

    organisatie: str
    """CBS code of a municipality, AGB code of a provider, or the name of a party of the chain; "" in some answers."""
    applicatie: str
    """3 to 50 characters, without a version."""
    administratie: str | None = None
    gebruiker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Version and subversion of an application or of a message standard, each 0 to 9999."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major:04}{self.minor:04}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A Di01 or Du01: a message of the standard on its way through the chain."""

    code: EnvelopeCode
    zender: StufParty
    ontvanger: StufParty
    referentienummer: str
    """UUID version 4 in lower case; the same for every attempt to deliver this envelope."""
    tijdstip: datetime
    """When the envelope was made, to the millisecond. StUF writes Dutch local time without saying so."""
    functie: str
    """Such as "WMO301"."""
    applicatie_versie: Version
    functie_versie: Version
    content: bytes
    """The message of the standard."""
    cross_refnummer: str | None = None
    """Of a Du01: the reference of the Di01 that it answers."""
    conversatie: str | None = None
    """At VECOZO, of a Du01: the conversation of what it answers. No envelope of StUF says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StufReceipt:
    """A Bv01, Bv03 or Bv04: the message that it names was received."""

    code: ReceiptCode
    zender: StufParty
    ontvanger: StufParty
    referentienummer: str
    tijdstip: datetime
    cross_refnummer: str
    """The reference of the message that was received."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StufFault:
    """A Fo01 or Fo03: the message that it names was not taken."""

    code: FaultCode
    zender: StufParty
    ontvanger: StufParty
    referentienummer: str
    tijdstip: datetime
    cross_refnummer: str
    """The reference of the message that was refused."""
    fout: str
    """Code of the error, such as "StUF016" or "IB010": see gateway/standard/stuf/codes.py."""
    plek: Side
    omschrijving: str
    """At most `MAX_OMSCHRIJVING_CHARS` characters."""
    details: str | None = None
    """At most `MAX_DETAILS_CHARS` characters."""


StufMessage = Envelope | StufReceipt | StufFault
