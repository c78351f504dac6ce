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
    """Return the bundled list by code: the last day of each municipality that ended or will, and None of others."""
    return MappingProxyType({code: each.tot for code, each in municipalities.list_municipalities().items()})


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
        """Return True when the municipality existed on that day.

        A present one counts as having always existed; one that is still to come exists from its first day on.
        """
        known = cbs_list() if self.gemeenten is None else self.gemeenten
        if code not in known:
            return False
        begins, last = self._begin_of(code), known[code]
        if begins is not None and self.today < begins and day < begins:
            return False
        return last is None or day <= last

    def _begin_of(self, code: str) -> date | None:
        """Return the first day of the municipality; None when it always was, and in a list that isn't ours."""
        found = municipalities.list_municipalities().get(code) if self.gemeenten is None else None
        return None if found is None else found.vanaf

    def belongs_to(self, code: str, categorie: str) -> bool:
        """Return True when the product code is of the category."""
        if self.products is None:
            return code.startswith(categorie)
        return self.products.get(code) == categorie
