"""The names that registers may use: those in any text of the region whose policy the municipality chose."""

from collections.abc import Mapping
from dataclasses import dataclass

from gateway.exchange.assigning.policy import load_chosen_region
from gateway.exchange.kernel.gateway import Gateway


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names of a region."""

    regio: str
    producten: Mapping[str, frozenset[str]]
    """Codes of products by segment; a segment may have none."""
    soorten: frozenset[str]
    """Kinds of provider."""


def list_vocabulary(gateway: Gateway, naam: str) -> Vocabulary:
    """Return the names that registers may use under this region's policy. Raises Conflict."""
    versions = load_chosen_region(gateway, naam).versions
    producten: dict[str, set[str]] = {segment: set() for each in versions for segment in each.segmenten}
    for each in versions:
        for product in each.producten.values():
            producten[product.segment].add(product.code)
    return Vocabulary(
        naam,
        {segment: frozenset(codes) for segment, codes in producten.items()},
        frozenset(soort for each in versions for soort in each.soorten),
    )
