"""Letters, to send by a channel."""

from collections.abc import Sequence

from gateway.transport.channel import Letter


def a_letter(address: str, content: bytes = b"<bericht/>", *, secrets: Sequence[bytes] = ()) -> Letter:
    """Return a first attempt to send a 306 to this address."""
    return Letter("id-1", "WMO306", "G1", content, address, 1, secrets)
