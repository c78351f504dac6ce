"""The length of an assignment: does a decision set it, and is it right?"""

from datetime import date
from typing import Final

from gateway.policy.care.days import added_days, same_product_and_provider
from gateway.policy.care.months import full_months, last_day, latest_last_day, whole_months
from gateway.policy.care_file import Care, Decision
from gateway.policy.model import EndDateUse, Product
from gateway.policy.words import months_text, opening

_REASONS_ABOUT_LENGTH: Final = (None, "04", "05", "14")
"""RedenWijziging of a change that sets the length: none given, stretched, shortened, corrected."""

PER_WEEK: Final = "2"


def sets_length(decision: Decision) -> bool:
    """Return True when the decision sets the length of the care: a new assignment, or a change of its period.

    Not an early end after a final stop, or for a reason that has nothing to do with the length (the client died, moved
    or went to another provider).
    """
    care, was = decision.care, decision.was
    if decision.verwijderd:
        return False
    if was is None or not same_product_and_provider(care, was):
        return True
    if (care.ingangsdatum, care.einddatum) == (was.ingangsdatum, was.einddatum):
        return False
    shortened = (care.einddatum or date.max) < (was.einddatum or date.max)
    return not (shortened and (care.gestopt_op is not None or decision.reden_wijziging not in _REASONS_ABOUT_LENGTH))


def whole_month_fault(decision: Decision, product: Product) -> str | None:
    """Return what is wrong (Dutch) when the length is no whole number of months of at least `minstens`; else None.

    None too for a change that adds no days to an assignment that was no whole number of months before.
    """
    if product.minstens is None or not sets_length(decision):
        return None
    was = decision.was
    if was is not None and not added_days(decision) and _month_fault(was, product, product.minstens):
        return None
    return _month_fault(decision.care, product, product.minstens)


def is_longer_than(care: Care, months: int) -> bool:
    """Return True when the care lasts longer than this number of months, or has no Einddatum."""
    return care.einddatum is None or care.einddatum > latest_last_day(care.ingangsdatum, months)


def length_text(care: Care) -> str:
    """Return the length in words: "13 maanden", "ruim 12 maanden" or "minder dan een maand". Needs an Einddatum."""
    end = care.einddatum or date.max
    whole = whole_months(care.ingangsdatum, end)
    if whole is not None:
        return months_text(whole)
    full = full_months(care.ingangsdatum, end)
    return f"ruim {months_text(full)}" if full else "minder dan een maand"


def is_stretched(decision: Decision) -> bool:
    """Return True for a change to a later Einddatum, or to none."""
    was, care = decision.was, decision.care
    if was is None or decision.verwijderd:
        return False
    return (care.einddatum or date.max) > (was.einddatum or date.max)


def becomes_longer_than(decision: Decision, months: int) -> bool:
    """Return True when the decision adds days and the care then lasts longer than this number of months."""
    return bool(added_days(decision)) and is_longer_than(decision.care, months)


def reasons_for_end_date(care: Care, product: Product | None) -> frozenset[str]:
    """Return the reasons why the care must have an Einddatum but has none: CD075, CD076 or "beleid".

    A product in whole months doesn't count as "beleid": NL-302 and NL-403 say that its Einddatum is missing.
    """
    if care.einddatum is not None:
        return frozenset()
    reasons = {
        "CD075": care.budget is not None,
        "CD076": care.frequentie == PER_WEEK,
        "beleid": product is not None and product.einddatum is EndDateUse.VERPLICHT and not product.needs_whole_months,
    }
    return frozenset(reason for reason, holds in reasons.items() if holds)


def _month_fault(care: Care, product: Product, minstens: int) -> str | None:
    if care.einddatum is None:
        hint = _bounds_text(care.ingangsdatum, minstens, product.hoogstens)
        return f"{opening(care)} heeft geen Einddatum, en dus geen heel aantal maanden. {hint}"
    n = whole_months(care.ingangsdatum, care.einddatum)
    if n is None:
        hint = _nearest_text(care.ingangsdatum, care.einddatum, minstens, product.hoogstens)
        return f"{opening(care)} duurt geen heel aantal maanden. {hint}"
    if n < minstens:
        hint = _nearest_text(care.ingangsdatum, care.einddatum, minstens, product.hoogstens)
        return f"{opening(care)} duurt {months_text(n)}; het minste is {months_text(minstens)}. {hint}"
    return None


def _bounds_text(begin: date, minstens: int, hoogstens: int | None) -> str:
    """Return the first and the last of all allowed last days (Dutch)."""
    first = f"{last_day(begin, minstens)} ({months_text(minstens)})"
    if hoogstens is None:
        return f"Wel kan t/m {first}, of een heel aantal maanden later."
    uiterlijk = f"{last_day(begin, hoogstens)} ({months_text(hoogstens)})"
    return f"Wel kan een heel aantal maanden van t/m {first} tot t/m {uiterlijk}."


def _nearest_text(begin: date, end: date, minstens: int, hoogstens: int | None) -> str:
    """Return the nearest last days that make an allowed number of whole months (Dutch)."""
    full = full_months(begin, end)
    allowed = sorted({max(minstens, min(n, hoogstens or n)) for n in (full, full + 1)})
    return f"Wel kan t/m {' of '.join(f'{last_day(begin, n)} ({months_text(n)})' for n in allowed)}."
