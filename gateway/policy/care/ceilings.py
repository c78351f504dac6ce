"""Ceilings of contracts: what is committed under one, what a decision adds, and what is left.

A ceiling holds for all days of its contract. A unit of care (a month, a week, a day, or a total) counts on the day on
which it begins, under the contract of that day: the one for the product, or else the one for all of its segment. What
begins after a final stop doesn't count, and neither does care without a product code.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gateway.policy.care.amounts import IN_TOTAL, begins, month_basis, rate_on
from gateway.policy.care_file import Care, CareFile, Contract, Decision
from gateway.policy.model import Policy
from gateway.policy.tariffs import Tariff, TariffBook


@dataclass(frozen=True, slots=True)
class ProductFact:
    """What a text of policy says of a product, for care that begins on one of these days."""

    vanaf: date
    tot: date
    """Inclusive."""
    code: str
    segment: str
    basis: str | None
    """Of extra work: the traject whose tariff it costs by the month, when it has none of its own; else None."""
    maanden: int | None
    """The months that the tariff of that traject is for."""


def product_facts(policies: Sequence[Policy]) -> list[ProductFact]:
    """Return what these texts of a region say of their products; before the first the first counts too."""
    begins_on = [date.min, *(each.geldig_vanaf for each in policies[1:])]
    ends_on = [*(each.geldig_vanaf - timedelta(1) for each in policies[1:]), date.max]
    return [
        ProductFact(first, last, product.code, product.segment, *(month_basis(policy, product.code) or (None, None)))
        for policy, first, last in zip(policies, begins_on, ends_on, strict=True)
        for product in {**policy.elders, **policy.producten}.values()
    ]


@dataclass(frozen=True, slots=True)
class Amount:
    """What care costs under one contract."""

    cents: int
    complete: bool
    """False: a part of it has no known price, and isn't in it."""


@dataclass(frozen=True, slots=True)
class CeilingUse:
    """A ceiling that a decision counts under."""

    contract: Contract
    ceiling: int
    """Cents."""
    committed: int
    """Cents that all care of the municipality takes under it, without what this decision adds."""
    unpriced: int
    """Assignments of which a part has no known price; that part isn't committed."""
    added: int
    """Cents that this decision adds; less than zero when it takes away."""
    complete: bool
    """False: a part of what this decision adds has no known price."""

    @property
    def left(self) -> int:
        """Return the cents that are left after this decision; less than zero beyond the ceiling."""
        return self.ceiling - self.committed - self.added


def contract_for(contracts: Iterable[Contract], segment: str, code: str, day: date) -> Contract | None:
    """Return the contract that the product is delivered under on this day: its own, or else that of the segment."""
    holding = (
        each
        for each in contracts
        if each.segment == segment and each.product in (None, code) and each.vanaf <= day <= (each.tot or date.max)
    )
    return max(holding, key=lambda each: each.product is not None, default=None)


def amount_under(
    contract: Contract, care: Care, contracts: Sequence[Contract], policy: Policy, tariffs: Sequence[Tariff]
) -> Amount:
    """Return what this care costs under the contract, one of `contracts` of its provider. `policy`: as it begins."""
    segment = policy.segment_of(care.code)
    if care.code is None or segment is None or care.aanbieder != contract.aanbieder:
        return Amount(0, complete=True)
    contracts = [each for each in contracts if each.aanbieder == contract.aanbieder]
    cents, complete, book = 0, True, TariffBook(tariffs)
    for day in _days_in(care, contract):
        if contract_for(contracts, segment, care.code, day) != contract:
            continue
        cost = _cost(care, care.code, policy, book, day)
        complete = complete and cost is not None
        cents += cost or 0
    return Amount(cents, complete)


def _days_in(care: Care, contract: Contract) -> Iterator[date]:
    """Yield the days within the contract on which a unit of the care begins."""
    last = max(care.ingangsdatum, min(care.last_day, contract.tot or date.max))
    frequentie = IN_TOTAL if care.budget is not None or care.frequentie is None else care.frequentie
    for day in begins((care.ingangsdatum, last), frequentie, contract.vanaf):
        if contract.vanaf <= day <= (contract.tot or date.max):
            yield day


def _cost(care: Care, code: str, policy: Policy, tariffs: TariffBook, day: date) -> int | None:
    """Return the cents of the unit that begins on this day; None when they aren't known."""
    if care.budget is not None:
        return care.budget
    if care.volume is None or care.eenheid is None or care.frequentie is None:
        return None
    rate = rate_on(tariffs, policy, code, care.eenheid, care.aanbieder, day)
    return None if rate is None else care.volume * rate


def ceiling_uses(decision: Decision, care_file: CareFile, policy: Policy) -> list[CeilingUse]:
    """Return the ceilings that hold for the care on any of its days, before or after the decision."""
    spending, contracts = care_file.spending, care_file.contracts or ()
    if spending is None:
        return []
    found = []
    for each in spending.commitments:
        contract = each.contract
        if contract.plafond is None or not _concerns(decision, contract, policy):
            continue
        new, old = Amount(0, complete=True), Amount(0, complete=True)
        if not decision.verwijderd:
            new = amount_under(contract, decision.care, contracts, policy, spending.tariffs)
        if decision.was is not None:
            old = amount_under(contract, decision.was, contracts, policy, spending.tariffs)
        found.append(
            CeilingUse(contract, contract.plafond, each.cents, each.unpriced, new.cents - old.cents, new.complete)
        )
    return found


def _concerns(decision: Decision, contract: Contract, policy: Policy) -> bool:
    """Return True when the contract is for the product, and the care runs on one of its days."""
    care = decision.care
    if care.aanbieder != contract.aanbieder or policy.segment_of(care.code) != contract.segment:
        return False
    last = max(each.last_day for each in (care, decision.was) if each is not None)
    return (
        contract.product in (None, care.code)
        and care.ingangsdatum <= (contract.tot or date.max)
        and (last >= contract.vanaf)
    )


def days_before_units(care: Care, care_file: CareFile) -> Iterator[date]:
    """Yield the day before each unit of the care, but for the first, that would count under a ceiling."""
    if care_file.spending is None or care.frequentie is None or care.budget is not None:
        return
    for each in care_file.spending.commitments:
        first, last = each.contract.vanaf, each.contract.tot or date.max
        for day in begins((care.ingangsdatum, max(care.ingangsdatum, last)), care.frequentie, first):
            if max(care.ingangsdatum + timedelta(1), first) <= day <= last:
                yield day - timedelta(1)
