"""What the policy would allow instead of the asked decision: other products, a last day, the months that are left.

Each answer comes from the checks themselves, so that it can't differ from what they say of the decision later on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from gateway.policy.care.base_traject import product_of
from gateway.policy.care.ceilings import CeilingUse, ceiling_uses, days_before_units
from gateway.policy.care.contracts import who_may_deliver
from gateway.policy.care.days import added_days
from gateway.policy.care.months import full_months, last_day, latest_last_day
from gateway.policy.care_file import Care, CareFile, ContractedProvider, Decision
from gateway.policy.engine import blocking, check_decision
from gateway.policy.loading.regions import Region
from gateway.policy.model import Policy, Product, ProductKind
from gateway.standard.findings import Finding

_ONE_DAY: Final = timedelta(days=1)
_FAR_AWAY: Final = date.max - _ONE_DAY
"""A last day later than any real one; the checks read `date.max` itself as open-ended."""
_NO_REAL_DAY: Final = date(9999, 11, 1)
"""From here on no last day is real: the last whole months before `_FAR_AWAY` end later than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedProduct:
    """A product that may be assigned on the asked days."""

    code: str
    naam: str
    needs_ground: bool
    """True for extra work, for which one of the grounds has to apply."""
    signals: tuple[Finding, ...]
    """The signals that a person should look at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """What would be allowed; each field on its own, with the rest of the decision as asked."""

    producten: tuple[AllowedProduct, ...]
    """Products for the asked days, beside the client's other care, in the order of the policy."""
    einddatum: date | None
    """The latest last day, inclusive, of the asked product; `date.max`: no limit; None: no last day will do."""
    open_ended: bool
    """True when it may also go without a last day."""
    months: int | None
    """Whole months by which an extension or extra work may still grow; None: another kind of product, or no limit."""
    providers: tuple[ContractedProvider, ...] | None = None
    """Other providers that may deliver the added days by their contracts, those with an account first. None: that
    wasn't judged, as the municipality keeps no contracts, there is no policy, or the decision adds no days."""
    ceilings: tuple[CeilingUse, ...] = ()
    """The ceilings that hold for the care, with what is left of them after the decision as asked."""


def find_alternatives(decision: Decision, care_file: CareFile, region: Region) -> Alternatives:
    """Return what the policy would allow, without a blokkade, in the place of this decision.

    Each alternative is judged by the text in force on its first day. Before the first text everything is allowed, but
    no product is known. Extra work without an accepted ground is judged as if it had one. For a removal there are no
    alternatives, but the ceilings.
    """
    policy = region.policy_on(decision.care.ingangsdatum)
    ceilings = () if policy is None else tuple(ceiling_uses(decision, care_file, policy))
    if decision.verwijderd:
        return Alternatives(producten=(), einddatum=None, open_ended=False, months=None, ceilings=ceilings)
    if policy is None:
        return Alternatives(producten=(), einddatum=date.max, open_ended=True, months=None)
    end = _latest_end(decision, care_file, policy)
    return Alternatives(
        producten=tuple(_allowed_products(decision, care_file, region)),
        einddatum=end,
        open_ended=_is_allowed(_with_end(decision, None), care_file, policy),
        months=_months_left(decision, end, product_of(decision.care, policy)),
        providers=_other_providers(decision, care_file, policy),
        ceilings=ceilings,
    )


def _other_providers(decision: Decision, care_file: CareFile, policy: Policy) -> tuple[ContractedProvider, ...] | None:
    if care_file.other_providers is None or not added_days(decision):
        return None
    return tuple(who_may_deliver(decision, care_file, policy))


def _allowed_products(decision: Decision, care_file: CareFile, region: Region) -> Iterator[AllowedProduct]:
    """Yield the products that may be newly assigned on the first range of days that the decision adds."""
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
            yield AllowedProduct(code=product.code, naam=product.naam, needs_ground=grond_nodig, signals=found)


def _latest_end(decision: Decision, care_file: CareFile, policy: Policy) -> date | None:
    """Return the latest last day without a blokkade; None: there is none. A change keeps at least its present last day.

    Binary search over the candidates: a later last day only ever adds objections.
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
    return date.max if days[good] >= _NO_REAL_DAY else days[good]


def _candidate_last_days(decision: Decision, care_file: CareFile, policy: Policy) -> set[date]:
    """Return the last days after which the checks may say something else; for whole months, those that complete one."""
    care, was, product = decision.care, decision.was, product_of(decision.care, policy)
    if was is not None and (was.einddatum is None or was.gestopt_op is not None):
        return {was.einddatum or _FAR_AWAY}
    first = care.ingangsdatum if was is None or was.einddatum is None else was.einddatum
    limits = {_FAR_AWAY, *_boundaries(care, care_file, product)}
    if product is not None and product.minstens is not None:
        limits = {day for limit in limits for day in _whole_month_ends(care.ingangsdatum, limit, product.minstens)}
        # The present last day may stay, whole months or not.
        return {day for day in limits if day >= first} | (set() if was is None else {first})
    return {day for day in limits if day >= first} | {first}


def _boundaries(care: Care, care_file: CareFile, product: Product | None) -> Iterator[date]:
    """Yield the last days after which something else holds: other care, a contract, a ceiling, a limit of length."""
    day_ranges = [(each.ingangsdatum, each.last_day) for each in care_file.care]
    day_ranges += [(each.vanaf, each.tot or date.max) for each in care_file.contracts or ()]
    for begin, end in day_ranges:
        yield end
        if begin > care.ingangsdatum:
            yield begin - _ONE_DAY
    yield from days_before_units(care, care_file)
    if product is not None:
        yield from (latest_last_day(care.ingangsdatum, n) for n in (product.gemiddeld, product.hoogstens) if n)


def _whole_month_ends(begin: date, limit: date, minstens: int) -> Iterator[date]:
    """Yield the latest last days up to and including `limit` that make whole months, at least `minstens` of them."""
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
    present = 0 if was is None else full_months(begin, was.last_day)
    return max(0, 0 if end is None else full_months(begin, end) - present)


def _with_end(decision: Decision, end: date | None) -> Decision:
    return replace(decision, care=replace(decision.care, einddatum=end))


def _with_ground(decision: Decision, policy: Policy) -> Decision:
    """Return the decision, with an accepted ground when it is extra work that lacks one."""
    rule = policy.meerwerk.get(decision.care.code or "")
    if rule is None or not rule.gronden or decision.ground in rule.gronden:
        return decision
    return replace(decision, ground=next(iter(rule.gronden)))


def _is_allowed(decision: Decision, care_file: CareFile, policy: Policy) -> bool:
    return not blocking(check_decision(_with_ground(decision, policy), care_file, policy))
