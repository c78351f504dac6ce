"""Parts of a message that several rules look at, in document order."""

from collections.abc import Iterator
from typing import Final, TypeAlias

from gateway.messages.gedeeld import Geboortedatum
from gateway.messages.start import Wmo305
from gateway.messages.stop import Wmo307
from gateway.messages.toewijzing import Wmo301

Heen: TypeAlias = Wmo301 | Wmo305 | Wmo307
"""The forward messages that the gateway judges."""

MOST_PLACES: Final = 10
"""Of a group of classes at fault together, so many are pointed at; the text tells how many there are."""


def birth_dates(message: Heen) -> Iterator[Geboortedatum]:
    """The client's date of birth and those of relations, as far as given."""
    yield message.client.geboortedatum
    if isinstance(message, Wmo301):
        for relatie in message.client.relaties:
            if relatie.geboortedatum is not None:
                yield relatie.geboortedatum
