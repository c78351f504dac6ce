"""The names of the channels by which a receiver gets its messages, and where each has its address.

How a channel works is in gateway/transport; the table that joins both is gateway/exchange/delivery/channels.py.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

ChannelName = Literal["postvak", "push", "map", "ggk"]

DeliveryState = Literal["wachtend", "onderweg", "opgegeven", "geleverd"]

MAILBOX: Final = "postvak"
"""The channel by which nothing is sent: the receiver collects its messages."""
ADDRESS_COLUMNS: Final[Mapping[ChannelName, str]] = MappingProxyType(
    {"push": "afleveradres", "map": "aflevermap", "ggk": "afleveradres"}
)
"""The column of `organisaties` with the address of a receiver, for each channel that sends."""
