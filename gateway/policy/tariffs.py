"""Tariffs of products, in whole euro cents: which one holds on a day, and what a month of extra work costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

EUROS: Final = ("83",)
"""Units in which a volume is cents, so that it has no tariff (CD087, IV042)."""
PIECES: Final = "82"
"""The unit in which a tariff is for a traject as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """What one unit of a product costs in a municipality."""

    categorie: str
    code: str
    aanbieder: str | None
    """AGB code; None: every provider without a tariff of its own."""
    eenheid: str
    """Eenheid (WJ756) that the tariff is for."""
    bedrag: int
    """Euro cents per unit."""
    vanaf: date
    tot: date | None
    """Last day, inclusive; None: no end is known."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Product, provider ("" for all) and unit; of one key only one tariff holds on a day."""
        return self.categorie, self.code, self.aanbieder or "", self.eenheid

    @property
    def terms(self) -> tuple[int]:
        """Return the content beside the days: the cents per unit."""
        return (self.bedrag,)


def tariff_on(tariffs: Iterable[Tariff], code: str, eenheid: str, aanbieder: str, day: date) -> Tariff | None:
    """Return the tariff of the product in this unit on this day: the provider's own, or else the one of all."""
    holding = [
        each
        for each in tariffs
        if (each.code, each.eenheid) == (code, eenheid)
        and each.aanbieder in (aanbieder, None)
        and each.vanaf <= day <= (each.tot or date.max)
    ]
    return max(holding, key=lambda each: each.aanbieder is not None, default=None)


def month_tariff(traject: int, months: int) -> int:
    """Return the tariff of a month of extra work, in cents: that of its traject by the average length in months.

    Rounded to the cent, half a cent up. `months`: from 1, as the policy has it (8 for 1B).
    """
    return (2 * traject + months) // (2 * months)
