"""Tariffs of products, in whole euro cents: which one holds on a day, and what a month of extra work costs."""

from bisect import bisect_right
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


class TariffBook:
    """Tariffs to look one up in: however many there are, a look costs a few steps."""

    def __init__(self, tariffs: Iterable[Tariff]) -> None:
        """Take tariffs of which no two of one key share a day."""
        self._by_key: dict[tuple[str, str, str | None], list[Tariff]] = {}
        for each in sorted(tariffs, key=_first_day):
            self._by_key.setdefault((each.code, each.eenheid, each.aanbieder), []).append(each)

    def on(self, code: str, eenheid: str, aanbieder: str, day: date) -> Tariff | None:
        """Return the tariff of the product in this unit on this day: the provider's own, or else the one of all."""
        for whose in (aanbieder, None):
            found = self._by_key.get((code, eenheid, whose), [])
            begun = bisect_right(found, day, key=_first_day)
            if begun and day <= (found[begun - 1].tot or date.max):
                return found[begun - 1]
        return None


def _first_day(tariff: Tariff) -> date:
    return tariff.vanaf


def month_tariff(traject: int, months: int) -> int:
    """Return the tariff of a month of extra work, in cents: that of its traject by the average length in months.

    Rounded to the cent, half a cent up. `months`: from 1, as the policy has it (8 for 1B).
    """
    return (2 * traject + months) // (2 * months)
