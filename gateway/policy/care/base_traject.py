"""Which base traject an extension or extra work belongs to, and what else belongs to it.

It is the latest traject of the base product that had begun when the assignment begins, whoever delivers it: a new
traject has an extension and extra work of its own. One that ended before its first day never was a traject.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from gateway.policy.care.days import added_days
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.model import MeerwerkRule, Policy, Product, ProductKind

_ONE_DAY: Final = timedelta(days=1)


def requested_product(decision: Decision, policy: Policy, soort: ProductKind) -> Product | None:
    """Return the product, when it is one of this kind that belongs to a base and the decision adds days of it."""
    product = product_of(decision.care, policy)
    fits = product is not None and product.soort is soort and product.basis is not None
    return product if fits and added_days(decision) else None


def requested_meerwerk(decision: Decision, policy: Policy) -> tuple[str, MeerwerkRule] | None:
    """Code of the base and the rules, when the decision adds days of extra work that has rules."""
    product = requested_product(decision, policy, ProductKind.MEERWERK)
    if product is None or product.basis is None or product.code not in policy.meerwerk:
        return None
    return product.basis, policy.meerwerk[product.code]


def product_of(care: Care, policy: Policy) -> Product | None:
    """What the policy knows about the product; None when it doesn't know it."""
    return policy.product(care.code)


def base_of(care: Care, base_code: str, all_care: Iterable[Care]) -> Care | None:
    """Return the traject with this code that the extension or extra work belongs to; None: there is none."""
    begun = [
        each
        for each in all_care
        if each.code == base_code and each.ingangsdatum <= min(care.ingangsdatum, each.last_day)
    ]
    return max(begun, key=lambda each: (each.ingangsdatum, each.aanbieder == care.aanbieder), default=None)


def earlier_of_same_base(decision: Decision, base_code: str, care_file: CareFile) -> list[Care]:
    """Return the other assignments of the product with the same base traject, in order; those without one belong
    together.

    Of a change only what began earlier: what came after it is no concern of the first.
    """
    care = decision.care
    basis = base_of(care, base_code, care_file.care)
    found = (
        each
        for each in care_file.care
        if each.code == care.code
        and each.ingangsdatum <= each.last_day
        and (decision.was is None or each.ingangsdatum < care.ingangsdatum)
        and base_of(each, base_code, care_file.care) == basis
    )
    return sorted(found, key=lambda each: (each.ingangsdatum, each.nummer or 0))


def follows_directly(care: Care, earlier: Care) -> bool:
    """Return True when no day lies between the last one of the earlier care and the first one of this."""
    return earlier.last_day >= care.ingangsdatum or earlier.last_day + _ONE_DAY == care.ingangsdatum
