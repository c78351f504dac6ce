"""What the rules of level 4 know of the world outside the messages."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """The world on the day a message is judged."""

    vandaag: date
    """The day in the Netherlands (Europe/Amsterdam)."""
