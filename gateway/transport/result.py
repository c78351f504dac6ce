"""What an attempt to deliver comes to, whatever the channel."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one attempt."""

    gelukt: bool
    """The receiver has the message."""
    uitkomst: str
    """In a few words, without content: "200", "503", "ConnectTimeout"."""
    bereikt: bool
    """The receiver can be reached: when it failed all the same, that says nothing of other messages."""
    niet_voor: timedelta | None = None
    """How long the receiver asks to wait."""
    status: int | None = None
    """Of HTTP."""
