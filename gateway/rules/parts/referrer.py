"""The referrers in a request (315), of which CD066, CD067 and CD068 speak."""

from collections.abc import Iterator, Mapping
from typing import Final

from gateway.messages.kinds.verzoek import Verwijzer, Wmo315

WITH_CODE: Final = ("02", "03", "04", "05")
"""Types of referrer that may be known by a code."""


def referrers(message: Wmo315) -> Iterator[Verwijzer]:
    """Yield the referrer of each product."""
    for product in message.client.aangevraagde_producten:
        yield product.verwijzer


def operands(verwijzer: Verwijzer, chief: str) -> Mapping[str, str | None]:
    """Return the elements of a referrer by name, the chief one first."""
    given = {"Type": verwijzer.type, "Naam": verwijzer.naam, "ZorgverlenerCode": verwijzer.zorgverlener_code}
    return {chief: given[chief], **given}
