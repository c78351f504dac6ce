"""What the rules of level 4 know of the world outside the messages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gateway.rules.claim_file import NO_RATES, Rates
from gateway.standard import municipalities
from gateway.standard.municipalities import Municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """The world on the day a message is judged."""

    today: date
    """The day in the Netherlands (Europe/Amsterdam)."""
    worked: frozenset[str] = frozenset()
    """The holidays that the municipality counts as working days (`calendar.WORKABLE`)."""
    gemeenten: Mapping[str, Municipality] | None = None
    """Municipalities by CBS code; without it the bundled list."""
    rates: Rates = field(default_factory=lambda: NO_RATES)
    """What the contracts say that products cost, as far as it is known."""
    products: Mapping[str, str] | None = None
    """The product list the municipality agreed on: category by code. Without it a code is of the category
    that it begins with."""

    def municipality_existed(self, code: str, day: date) -> bool:
        """Return True when the municipality existed on that day.

        A present one counts as having always existed; one that is still to come exists from its first day on.
        """
        known = municipalities.list_municipalities() if self.gemeenten is None else self.gemeenten
        found = known.get(code)
        if found is None:
            return False
        if found.vanaf is not None and self.today < found.vanaf and day < found.vanaf:
            return False
        return found.tot is None or day <= found.tot

    def belongs_to(self, code: str, categorie: str) -> bool:
        """Return True when the product code is of the category."""
        if self.products is None:
            return code.startswith(categorie)
        return self.products.get(code) == categorie
