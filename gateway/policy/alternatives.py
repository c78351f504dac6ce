"""What the policy would allow instead of what is asked: other products, a last day, and how many months are left.

Every answer is found by asking the checks themselves, so that it can't differ from what they say when it is issued.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from gateway.policy.care.base_traject import product_of
from gateway.policy.care.days import added_days
from gateway.policy.care.months import full_months, last_day, latest_last_day
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.engine import blocking, check_decision
from gateway.policy.loading.regions import Region
from gateway.policy.model import Policy, Product, ProductKind
from gateway.standard.findings import Finding

_ONE_DAY: Final = timedelta(days=1)
_FAR_AWAY: Final = date.max - _ONE_DAY
"""A last day later than any that matters; `date.max` itself is no last day to the checks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedProduct:
    """A product that may be assigned on the asked days."""

    code: str
    naam: str
    grond_nodig: bool
    """It is extra work, for which one of the grounds has to apply."""
    signalen: tuple[Finding, ...]
    """What a person should look at before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """What would be allowed, of each thing by itself."""

    producten: tuple[AllowedProduct, ...]
    """On the days that are asked for beside what there is, in the order of the policy."""
    einddatum: date | None
    """The latest last day, inclusive, of the asked product; `date.max`: no limit; None: no last day will do."""
    open_einde: bool
    """It may also go without a last day."""
    months: int | None
    """Of an extension or extra work: how many whole months there may still be, beside those it has; None: no such
    product, or no limit."""


def find_alternatives(decision: Decision, care_file: CareFile, region: Region) -> Alternatives:
    """What the policy allows without a blokkade in the place of this decision.

    Each by the text in force on its first day; before the first text all is allowed, and no product is known. Where
    extra work lacks an accepted ground, it is taken that one applies. Of a removal: nothing.
    """
    if decision.verwijderd:
        return Alternatives(producten=(), einddatum=None, open_einde=False, months=None)
    policy = region.policy_on(decision.care.ingangsdatum)
    if policy is None:
        return Alternatives(producten=(), einddatum=date.max, open_einde=True, months=None)
    end = _latest_end(decision, care_file, policy)
    return Alternatives(
        producten=tuple(_allowed_products(decision, care_file, region)),
        einddatum=end,
        open_einde=_is_allowed(_with_end(decision, None), care_file, policy),
        months=_months_left(decision, end, product_of(decision.care, policy)),
    )


def _allowed_products(decision: Decision, care_file: CareFile, region: Region) -> Iterator[AllowedProduct]:
    """Return the products that may be newly assigned on the first range of days that the decision adds."""
    days = added_days(decision)
    policy = region.policy_on(days[0][0]) if days else None
    if policy is None:
        return
    begin, end = days[0]
    beside = care_file if decision.was is None else replace(care_file, care=(*care_file.care, decision.was))
    blank = replace(
        decision.care,
        nummer=None,
        ingangsdatum=begin,
        einddatum=None if end == date.max else end,
        besloten_op=decision.decision_day,
        gestart_op=None,
        gestopt_op=None,
    )
    for product in policy.producten.values():
        care = replace(blank, code=product.code, categorie=product.categorie)
        attempt = _with_ground(replace(decision, care=care, was=None, reden_wijziging=None), policy)
        found = check_decision(attempt, beside, policy)
        if not blocking(found):
            grond_nodig = product.code in policy.meerwerk
            yield AllowedProduct(code=product.code, naam=product.naam, grond_nodig=grond_nodig, signalen=found)


def _latest_end(decision: Decision, care_file: CareFile, policy: Policy) -> date | None:
    """Return the latest last day that gives no blokkade, of a change not before the present one.

    Later days only add objections, and where they begin is known: so halving finds the last of the days in question.
    """
    days = sorted(_candidate_last_days(decision, care_file, policy))
    good, bad = -1, len(days)
    while bad - good > 1:
        middle = (good + bad) // 2
        if _is_allowed(_with_end(decision, days[middle]), care_file, policy):
            good = middle
        else:
            bad = middle
    if good < 0:
        return None
    return date.max if days[good] >= _FAR_AWAY else days[good]


def _candidate_last_days(decision: Decision, care_file: CareFile, policy: Policy) -> set[date]:
    """Return the last days after which something changes for the checks; of whole months, the last days that
    make them.
    """
    care, was, product = decision.care, decision.was, product_of(decision.care, policy)
    if was is not None and (was.einddatum is None or was.gestopt_op is not None):
        return {was.einddatum or _FAR_AWAY}
    first = care.ingangsdatum if was is None or was.einddatum is None else was.einddatum
    limits = {_FAR_AWAY, *_boundaries(care, care_file, product)}
    if product is not None and product.minstens is not None:
        limits = {day for limit in limits for day in _whole_month_ends(care.ingangsdatum, limit, product.minstens)}
        # What it has now may stay, whole months or not.
        return {day for day in limits if day >= first} | (set() if was is None else {first})
    return {day for day in limits if day >= first} | {first}


def _boundaries(care: Care, care_file: CareFile, product: Product | None) -> Iterator[date]:
    """The last day before something else begins, and the last day of something else or of a length."""
    day_ranges = [(each.ingangsdatum, each.last_day) for each in care_file.care]
    day_ranges += [(each.vanaf, each.tot or date.max) for each in care_file.contracts or ()]
    for begin, end in day_ranges:
        yield end
        if begin > care.ingangsdatum:
            yield begin - _ONE_DAY
    if product is not None:
        yield from (latest_last_day(care.ingangsdatum, n) for n in (product.gemiddeld, product.hoogstens) if n)


def _whole_month_ends(begin: date, limit: date, minstens: int) -> Iterator[date]:
    """Return the latest last days up to and including `limit` that make whole months, the least at least."""
    n = full_months(begin, limit)
    if n >= minstens:
        yield from (day for day in (last_day(begin, n), latest_last_day(begin, n)) if day <= limit)


def _months_left(decision: Decision, end: date | None, product: Product | None) -> int | None:
    if (
        product is None
        or product.hoogstens is None
        or product.soort not in (ProductKind.VERLENGING, ProductKind.MEERWERK)
    ):
        return None
    was, begin = decision.was, decision.care.ingangsdatum
    has = 0 if was is None else full_months(begin, was.last_day)
    return max(0, 0 if end is None else full_months(begin, end) - has)


def _with_end(decision: Decision, end: date | None) -> Decision:
    return replace(decision, care=replace(decision.care, einddatum=end))


def _with_ground(decision: Decision, policy: Policy) -> Decision:
    """Return the decision with an accepted ground, where it is extra work that needs one and has none."""
    rule = policy.meerwerk.get(decision.care.code or "")
    if rule is None or not rule.gronden or decision.grond in rule.gronden:
        return decision
    return replace(decision, grond=next(iter(rule.gronden)))


def _is_allowed(decision: Decision, care_file: CareFile, policy: Policy) -> bool:
    return not blocking(check_decision(_with_ground(decision, policy), care_file, policy))
