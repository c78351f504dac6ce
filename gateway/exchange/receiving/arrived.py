"""A message that passed level 1, and what its header says."""

from dataclasses import dataclass
from datetime import datetime

from gateway.exchange.receiving.effects import references_in
from gateway.messages.common import Header
from gateway.messages.kinds.antwoord import Wmo319, Wmo320
from gateway.messages.kinds.declaratie import Wmo323, Wmo325
from gateway.messages.kinds.verzoek import Wmo315, Wmo317
from gateway.messages.read import read
from gateway.messages.registry import CareMessage
from gateway.standard.findings import Outcome
from gateway.standard.releases import MessageKind
from gateway.standard.xml.parse import Document
from gateway.store.db.locks import claims_lock, client_lock, identificatie_lock, reference_lock
from gateway.store.ledger import berichten
from gateway.store.ledger.berichten import Bericht


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message that passed level 1."""

    document: Document
    sha256: bytes
    """Of the bytes."""
    kit: CareMessage
    """As the official rules see it, where a comment cuts a value."""
    message: CareMessage
    """With comments taken out: what the books and the return message go by."""

    @property
    def kind(self) -> MessageKind:
        """The kind of message."""
        return self.document.soort

    @property
    def gemeente(self) -> str:
        """The municipality that the message is from or for; its books hold the message."""
        header = self.message.header
        return header.afzender if self.kind.afzender == "gemeente" else header.ontvanger

    @property
    def aanbieder(self) -> str:
        """The provider that the message is from or for."""
        header = self.message.header
        return header.ontvanger if self.kind.afzender == "gemeente" else header.afzender

    @property
    def bsn(self) -> str:
        """The BSN of the client; "" for a message that is not about one client, such as a claim or an answer."""
        if isinstance(self.message, Wmo319 | Wmo320 | Wmo323 | Wmo325) or self.message.client is None:
            return ""
        return self.message.client.bsn

    @property
    def subject(self) -> str:
        """The text by which deliveries about nobody in our books are put in series: the BSN, or else the provider."""
        return self.bsn or self.aanbieder

    @property
    def identificatie(self) -> str:
        """The name that the sender gave the message: of a return message its IdentificatieRetour."""
        header = self.message.header
        retour = header.identificatie_retour if isinstance(header, Header) else None
        return retour or header.bericht_identificatie.identificatie

    @property
    def answered_identificatie(self) -> str:
        """The Identificatie of the message that an answer is to."""
        header = self.message.header
        named = header.bericht_identificatie if isinstance(header, Header) else header.declaratie_identificatie
        return named.identificatie

    @property
    def verzender(self) -> str:
        """The party that sent the message."""
        return self.aanbieder if self.kind.sender == "aanbieder" else self.gemeente

    @property
    def locks(self) -> tuple[int, ...]:
        """The locks under which the message is judged and booked, in the order to take them.

        The first is on its client, those between on the references of its requests, the last on its Identificatie. A
        claim is about many clients, and is judged and booked under the lock on its provider's claims.
        """
        claims = isinstance(self.message, Wmo323)
        asked = references_in(self.message) if isinstance(self.message, Wmo315 | Wmo317) else ()
        return (
            claims_lock(self.aanbieder) if claims else client_lock(self.gemeente, self.bsn),
            *sorted(reference_lock(self.gemeente, self.aanbieder, each) for each in asked),
            identificatie_lock(self.gemeente, self.verzender, self.kind.name, self.identificatie),
        )

    def entry(self, now: datetime) -> Bericht:
        """Return a new row of the ledger for the message, which is not judged yet."""
        return berichten.new_entry(
            self.kind,
            gemeente=self.gemeente,
            aanbieder=self.aanbieder,
            identificatie=self.identificatie,
            inhoud=self.document.data,
            sha256=self.sha256,
            vastgelegd_op=now,
            oordeel=Outcome.GEPARKEERD,
        )


def read_message(document: Document) -> Arrived:
    """Return the message of a document that passed its schema, of a kind that the gateway keeps books of."""
    kit = read(document)
    plain = read(document.without_comments()) if document.has_comments else kit
    assert isinstance(kit, CareMessage)
    assert isinstance(plain, CareMessage)
    return Arrived(document, berichten.digest(document.data), kit, plain)
