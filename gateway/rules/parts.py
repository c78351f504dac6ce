"""Parts of a message that several rules look at, in document order."""

from collections.abc import Iterator
from typing import TypeAlias

from gateway.messages.gedeeld import Adres, Geboortedatum, Header, VolledigeNaam
from gateway.messages.start import Wmo305
from gateway.messages.stop import Wmo307
from gateway.messages.toewijzing import Contact, Wmo301
from gateway.rules.fault import Place

Heen: TypeAlias = Wmo301 | Wmo305 | Wmo307
"""The forward messages that the gateway judges."""


def dagtekening(header: Header) -> Place:
    """Where Dagtekening stands."""
    return header, ("BerichtIdentificatie", "Dagtekening")


def birth_dates(message: Heen) -> Iterator[Geboortedatum]:
    """The client's date of birth and those of relations, as far as given."""
    yield message.client.geboortedatum
    if isinstance(message, Wmo301):
        for relatie in message.client.relaties:
            if relatie.geboortedatum is not None:
                yield relatie.geboortedatum


def names(message: Wmo301) -> Iterator[VolledigeNaam]:
    """The names of the client and of relations."""
    yield message.client.naam
    for relatie in message.client.relaties:
        yield relatie.naam


def contacts(message: Wmo301) -> Iterator[Contact]:
    """The contacts of relations and of the client."""
    for relatie in message.client.relaties:
        yield relatie.contact
    yield from message.client.contactgegevens


def addresses(message: Wmo301) -> Iterator[Adres]:
    """The addresses of relations and of the client, as far as given."""
    for contact in contacts(message):
        if contact.adres is not None:
            yield contact.adres
