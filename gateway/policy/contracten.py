"""Which contracts a provider has for a segment, and on which days."""

from collections.abc import Iterable
from datetime import date

from gateway.policy.dagen import Reeks
from gateway.policy.dossier import Contract


def contracten_voor(aanbieder: str, segment: str, contracten: Iterable[Contract]) -> list[Contract]:
    """Those of this provider for this segment."""
    return [each for each in contracten if each.aanbieder == aanbieder and each.segment == segment]


def duur(contract: Contract) -> Reeks:
    """The days on which it holds."""
    return contract.vanaf, contract.tot or date.max
