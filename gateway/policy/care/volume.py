"""Volumes to expect of an assignment: those that fit its product, and the units over all its days."""

from datetime import date
from typing import Final

from gateway.policy.care.amounts import IN_TOTAL, count_periods
from gateway.policy.care.months import full_months, whole_months
from gateway.policy.model import Product, ProductKind

PER_MONTH: Final = "4"
_ONCE: Final = (ProductKind.TRAJECT, ProductKind.JAARTRAJECT)
_MONTHLY: Final = (ProductKind.VERLENGING, ProductKind.MEERWERK, ProductKind.VERVOER)


def fitting_volumes(product: Product, first: date, last: date | None) -> dict[str, tuple[int, ...]]:
    """Return the volumes that fit the product on these days, by Frequentie; {} when any volume will do."""
    if product.soort in _ONCE:
        return {IN_TOTAL: (1,)}
    if product.soort not in _MONTHLY:
        return {}
    if last is None:
        return {PER_MONTH: (1,)}
    whole, full = whole_months(first, last), full_months(first, last)
    months = (whole,) if whole is not None else (full, full + 1) if full else (1,)
    return {PER_MONTH: (1,), IN_TOTAL: months}


def expected_volume(
    product: Product | None,
    *,
    days: tuple[date, date | None],
    omvang: tuple[int | None, str | None, str | None],
) -> int | None:
    """Return the units to expect over all days, inclusive; None without an end, or when nothing says how many.

    `omvang`: volume, Eenheid and Frequentie. Without a volume those that fit the product, and a begun month counts.
    """
    volume, _, frequentie = omvang
    if volume is not None and frequentie is not None:
        periods = count_periods(days, frequentie)
        return None if periods is None else volume * periods
    fitting = {} if product is None else fitting_volumes(product, *days)
    return max(fitting[IN_TOTAL]) if IN_TOTAL in fitting else None
