"""The names of the channels by which a receiver gets its messages, where each has its address, and the kinds of alert.

How a channel works is in gateway/transport; the table that joins both is gateway/exchange/delivery/channels.py.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

ChannelName = Literal["postvak", "push", "map", "ggk", "dai", "vecozo"]

DeliveryState = Literal["wachtend", "onderweg", "opgegeven", "geleverd", "stil"]
"""How a message goes over its channel, apart from what its receiver makes of it; `stil`: it was taken, and then nothing
was heard of it for longer than is usual."""

MAILBOX: Final = "postvak"
"""The channel by which nothing is sent: the receiver collects its messages."""
ADDRESS_COLUMNS: Final[Mapping[ChannelName, str]] = MappingProxyType(
    {
        "push": "afleveradres",
        "map": "aflevermap",
        "ggk": "afleveradres",
        "dai": "afleveradres",
        "vecozo": "afleveradres",
    }
)
"""The column of `organisaties` with the address of a receiver, for each channel that sends."""

SILENCE_HOURS: Final[Mapping[ChannelName, float]] = MappingProxyType({"ggk": 120, "dai": 120, "vecozo": 120})
"""Hours without a return message after which a message counts as silent, by default; other channels: never.

Three working days (OP090) with a weekend between them.
"""

AlertKind = Literal["levering.opgegeven", "bericht.geparkeerd", "signaal.ontstaan", "zegel.te-laat"]
"""A delivery was given up; a message was parked; a signal came up; a ledger has gone without a seal for too long."""
TRIAL: Final = "proef"
"""The kind of an alert by which an address is tried."""
_MESSAGES: Final[tuple[AlertKind, ...]] = ("levering.opgegeven", "bericht.geparkeerd")
ALERTS_OF: Final[Mapping[str, tuple[AlertKind, ...]]] = {
    "gemeente": (*_MESSAGES, "signaal.ontstaan", "zegel.te-laat"),
    "aanbieder": _MESSAGES,
    "beheerder": (*_MESSAGES, "zegel.te-laat"),
}
"""By kind of organisation: a municipality and a provider are told of their own, an operator of everybody's."""
