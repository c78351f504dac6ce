"""Parts of a message that several rules look at, in document order."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from gateway.messages.common import Adres, BaseHeader, Geboortedatum, VolledigeNaam
from gateway.messages.kinds.antwoord import Wmo319
from gateway.messages.kinds.declaratie import Client, Wmo323, Wmo325
from gateway.messages.kinds.start import StartClient, Wmo305
from gateway.messages.kinds.stop import StopClient, Wmo307
from gateway.messages.kinds.toewijzing import Contact, ToewijzingClient, Wmo301
from gateway.messages.kinds.verzoek import AanvraagClient, WijzigingClient, Wmo315, Wmo317
from gateway.rules.fault import Place
from gateway.rules.parts import claim

JudgedInFull: TypeAlias = Wmo301 | Wmo305 | Wmo307 | Wmo315 | Wmo317 | Wmo319 | Wmo323 | Wmo325
"""The messages that the gateway judges on all levels."""

WithBirth: TypeAlias = Wmo301 | Wmo305 | Wmo307 | Wmo315
"""The messages that hold the client's date of birth."""

WithBsn: TypeAlias = WithBirth | Wmo317 | Wmo323 | Wmo325
"""The messages that hold the client's BSN."""

AnyClient: TypeAlias = ToewijzingClient | StartClient | StopClient | AanvraagClient | WijzigingClient | Client


def dagtekening(header: BaseHeader) -> Place:
    """Return the place of Dagtekening."""
    return header, ("BerichtIdentificatie", "Dagtekening")


def clients(message: WithBsn) -> Sequence[AnyClient]:
    """Return the client, or those of a claim."""
    if isinstance(message, (Wmo323, Wmo325)):
        return claim.clients(message)
    return (message.client,)


def birth_dates(message: WithBirth) -> Iterator[Geboortedatum]:
    """Yield the date of birth of the client and those of relations, as far as given."""
    yield message.client.geboortedatum
    if isinstance(message, Wmo301):
        for relatie in message.client.relaties:
            if relatie.geboortedatum is not None:
                yield relatie.geboortedatum


def names(message: Wmo301) -> Iterator[VolledigeNaam]:
    """Yield the names of the client and of relations."""
    yield message.client.naam
    for relatie in message.client.relaties:
        yield relatie.naam


def contacts(message: Wmo301) -> Iterator[Contact]:
    """Yield the contacts of relations and of the client."""
    for relatie in message.client.relaties:
        yield relatie.contact
    yield from message.client.contactgegevens


def addresses(message: Wmo301) -> Iterator[Adres]:
    """Yield the addresses of relations and of the client, as far as given."""
    for contact in contacts(message):
        if contact.adres is not None:
            yield contact.adres
