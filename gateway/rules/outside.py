"""What the rules of level 4 know of the world outside the messages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType

from gateway.rules.claim_file import NO_RATES, Rates
from gateway.standard import municipalities


@cache
def cbs_list() -> Mapping[str, date | None]:
    """Return the bundled list by code: municipalities of 2026 with None, those ended since 2021 with their last day."""
    return MappingProxyType({**dict.fromkeys(municipalities.list_municipalities()), **municipalities.list_ended()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """The world on the day a message is judged."""

    today: date
    """The day in the Netherlands (Europe/Amsterdam)."""
    worked: frozenset[str] = frozenset()
    """The holidays that the municipality counts as working days (`calendar.WORKABLE`)."""
    gemeenten: Mapping[str, date | None] | None = None
    """Municipalities by CBS code with their last day, None for one that still is; without it the bundled
    list."""
    rates: Rates = field(default_factory=lambda: NO_RATES)
    """What the contracts say that products cost, as far as it is known."""
    products: Mapping[str, str] | None = None
    """The product list the municipality agreed on: category by code. Without it a code is of the category
    that it begins with."""

    def municipality_existed(self, code: str, day: date) -> bool:
        """Return True when the municipality existed on that day; a present one counts as having always existed."""
        known = cbs_list() if self.gemeenten is None else self.gemeenten
        if code not in known:
            return False
        last = known[code]
        return last is None or day <= last

    def belongs_to(self, code: str, categorie: str) -> bool:
        """Return True when the product code is of the category."""
        if self.products is None:
            return code.startswith(categorie)
        return self.products.get(code) == categorie
