"""The base traject of an extension or extra work, and the other assignments of the same base.

The base is the latest traject of the base product that began on or before the first day of the assignment, at any
provider: a new traject has its own extension and extra work. A traject that ended before its first day doesn't count.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final, NamedTuple

from gateway.policy.care.days import added_days
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.model import MeerwerkRule, Policy, Product, ProductKind

_ONE_DAY: Final = timedelta(days=1)


class RequestedMeerwerk(NamedTuple):
    """Extra work that a decision adds, of a product with rules."""

    base_code: str
    """Code of the product it is extra work on."""
    rule: MeerwerkRule


def requested_product(decision: Decision, policy: Policy, soort: ProductKind) -> Product | None:
    """Return the product of a decision that adds days, when it is of this kind and has a base; else None."""
    product = product_of(decision.care, policy)
    fits = product is not None and product.soort is soort and product.basis is not None
    return product if fits and added_days(decision) else None


def requested_meerwerk(decision: Decision, policy: Policy) -> RequestedMeerwerk | None:
    """Return the code of the base and the rules, when the decision adds days of extra work with rules; else None."""
    product = requested_product(decision, policy, ProductKind.MEERWERK)
    if product is None or product.basis is None or product.code not in policy.meerwerk:
        return None
    return RequestedMeerwerk(product.basis, policy.meerwerk[product.code])


def product_of(care: Care, policy: Policy) -> Product | None:
    """Return the product of this care; None when the policy doesn't have it."""
    return policy.product(care.code)


def base_of(care: Care, base_code: str, all_care: Iterable[Care]) -> Care | None:
    """Return the traject with this code that the extension or extra work belongs to; None when there is none."""
    begun = [
        each
        for each in all_care
        if each.code == base_code and each.ingangsdatum <= min(care.ingangsdatum, each.last_day)
    ]
    return max(begun, key=lambda each: (each.ingangsdatum, each.aanbieder == care.aanbieder), default=None)


def earlier_of_same_base(decision: Decision, base_code: str, care_file: CareFile) -> list[Care]:
    """Return the other assignments of the product with the same base traject, by first day.

    Those without any traject count as having the same. For a change only assignments that began earlier: the later
    ones were judged when they were decided on.
    """
    care = decision.care
    trajects = [each for each in care_file.care if each.code == base_code]
    basis = base_of(care, base_code, trajects)
    found = (
        each
        for each in care_file.care
        if each.code == care.code
        and each.ingangsdatum <= each.last_day
        and (decision.was is None or each.ingangsdatum < care.ingangsdatum)
        and base_of(each, base_code, trajects) == basis
    )
    return sorted(found, key=lambda each: (each.ingangsdatum, each.nummer or 0))


def follows_directly(care: Care, earlier: Care) -> bool:
    """Return True when there is no day between the end of the earlier care and the begin of this."""
    return earlier.last_day >= care.ingangsdatum or earlier.last_day + _ONE_DAY == care.ingangsdatum
