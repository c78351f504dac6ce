"""The door: bytes become a message that passed level 1 and belongs to who brought it, or are refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Forbidden, Invalid
from gateway.exchange.parties.access import must_be_mandated
from gateway.messages.read import read
from gateway.messages.registry import ZORGBERICHTEN, Zorgbericht
from gateway.standard.findings import Outcome
from gateway.standard.releases import Partij
from gateway.standard.xml.parse import Document, XmlProblem, parse
from gateway.store.db.database import client_lock, identificatie_lock
from gateway.store.ledger import berichten
from gateway.store.ledger.berichten import Bericht
from gateway.store.parties.organisaties import Organisatie, Soort

ACCEPTED: Mapping[Soort, tuple[str, ...]] = {
    partij: tuple(soort.naam for soort in ZORGBERICHTEN if soort.verzender == partij) for partij in get_args(Partij)
}
"""What who brings here, a municipality only when it uses another gateway."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message that passed level 1."""

    document: Document
    kit: Zorgbericht
    """As the official rules see it, where a comment cuts a value."""
    message: Zorgbericht
    """With comments taken out: what the books and the return message go by."""

    @property
    def soort(self) -> str:
        """The name of its kind: "WMO305"."""
        return self.document.soort.naam

    @property
    def gemeente(self) -> str:
        """The municipality it is about, whose books it goes into."""
        kop = self.message.header
        return kop.afzender if self.document.soort.afzender == "gemeente" else kop.ontvanger

    @property
    def aanbieder(self) -> str:
        """The provider it is about."""
        kop = self.message.header
        return kop.ontvanger if self.document.soort.afzender == "gemeente" else kop.afzender

    @property
    def bsn(self) -> str:
        """The client's; "" when the message has no client, as most return messages."""
        return self.message.client.bsn if self.message.client else ""

    @property
    def identificatie(self) -> str:
        """By what the one who sent it knows it: of a return message IdentificatieRetour."""
        kop = self.message.header
        return kop.identificatie_retour or kop.bericht_identificatie.identificatie

    @property
    def verzender(self) -> str:
        """Who sent it."""
        return self.aanbieder if self.document.soort.verzender == "aanbieder" else self.gemeente

    def entry(self, now: datetime) -> Bericht:
        """Its row of the ledger, before it is judged."""
        return Bericht(
            gemeente=self.gemeente,
            id=berichten.new_id(),
            richting="in" if self.verzender == self.aanbieder else "uit",
            soort=self.soort,
            release=self.document.soort.release,
            verzender=self.verzender,
            ontvanger=self.gemeente if self.verzender == self.aanbieder else self.aanbieder,
            identificatie=self.identificatie,
            inhoud=self.document.data,
            oordeel=Outcome.GEPARKEERD,
            vastgelegd_op=now,
        )


def read_message(document: Document) -> Arrived:
    """Return the message of a document that passed its schema, of a kind that the gateway keeps books of."""
    kit = read(document)
    plain = read(document.without_comments()) if document.has_comments else kit
    assert isinstance(kit, Zorgbericht)
    assert isinstance(plain, Zorgbericht)
    return Arrived(document, kit, plain)


def locks(arrived: Arrived) -> tuple[int, int]:
    """Return the locks under which a message is judged and booked: nothing else happens to its client, or under its
    name.
    """
    return (
        client_lock(arrived.gemeente, arrived.bsn),
        identificatie_lock(arrived.gemeente, arrived.verzender, arrived.soort, arrived.identificatie),
    )


def parse_valid(gateway: Gateway, data: bytes) -> Document:
    """Return the document in these bytes, which its schema accepts. Raises Invalid with all that is wrong on
    level 1.
    """
    try:
        document = parse(data)
    except XmlProblem as problem:
        gegevens = {} if problem.line is None else {"regel": problem.line}
        raise Invalid(f"xml-{problem.code}", problem.melding, gegevens=gegevens) from None
    if not gateway.schemas.valid(document):
        raise Invalid(
            "schema-ongeldig",
            f"De {document.soort.naam} voldoet niet aan het schema, dus er komt geen retourbericht. "
            "Herstel de bevindingen en bied het bericht opnieuw aan.",
            gateway.schemas.findings(document),
        )
    return document


def open_message(gateway: Gateway, caller: Organisatie, data: bytes) -> Arrived:
    """Return the message in these bytes. Raises Invalid, or Forbidden when the caller is not who sends it."""
    if caller.soort == "gemeente" and not caller.extern:
        raise hosted(caller.code)
    document = parse_valid(gateway, data)
    accepted = ACCEPTED[caller.soort]
    if document.soort.naam not in accepted:
        raise Invalid(
            "bericht-niet-ondersteund",
            f"Een {document.soort.naam} kan door een {caller.soort} niet worden aangeboden; wel een "
            f"{', '.join(accepted)}.",
        )
    must_be_mandated(caller, document.soort.naam)
    arrived = read_message(document)
    if arrived.verzender != caller.code:
        soort = document.soort
        raise Forbidden(
            "andere-verzender",
            f"Het bericht komt volgens {'Afzender' if soort.afzender == soort.verzender else 'Ontvanger'} van "
            f"{arrived.verzender}, maar de API-sleutel hoort bij {caller.code}. Gebruik de sleutel van de verzendende "
            f"{soort.verzender}.",
        )
    return arrived


def hosted(gemeente: str) -> Forbidden:
    """Return the refusal of a message from a municipality whose messages are made here."""
    return Forbidden(
        "gemeente-aangesloten",
        f"Gemeente {gemeente} gebruikt deze gateway zelf: die maakt haar berichten. Ken zorg toe met "
        "POST /v1/toewijzingen; retourberichten gaan vanzelf.",
    )
