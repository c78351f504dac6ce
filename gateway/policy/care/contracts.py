"""The contracts of a provider that cover care, and the days on which they do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gateway.policy.care.concurrent_care import carriers_in, is_vervoer
from gateway.policy.care.days import DayRange, intersect, running_days, subtract
from gateway.policy.care_file import Care, CareFile, Contract
from gateway.policy.model import Policy


@dataclass(frozen=True, slots=True)
class Coverage:
    """A contract, and the days on which it covers the care."""

    contract: Contract
    days: Sequence[DayRange]


def coverages(care: Care, care_file: CareFile, policy: Policy) -> list[Coverage]:
    """Return the provider's contracts for the segment of this care, each on all its days.

    Vervoer has no lot of its own in the tender, so a contract for the segment of its carrier covers it too: on days
    when such a carrier runs, and on days without any carrier (NL-203 objects to those).
    """
    segment = policy.segment_of(care.code)
    of_provider = [each for each in care_file.contracts or () if each.aanbieder == care.aanbieder]
    found = [Coverage(each, (contract_days(each),)) for each in of_provider if each.segment == segment]
    if is_vervoer(care, policy):
        found += _through_carriers(of_provider, care_file, policy)
    return found


def _through_carriers(of_provider: Iterable[Contract], care_file: CareFile, policy: Policy) -> list[Coverage]:
    carriers = carriers_in(care_file.care, policy)
    covering = {
        each.id: [running_days(drager) for drager in carriers if policy.segment_of(drager.code) == each.id]
        for each in policy.segmenten.values()
        if each.drager
    }
    carried = [day_range for day_ranges in covering.values() for day_range in day_ranges]
    return [
        Coverage(
            each, (*intersect(contract_days(each), covering[each.segment]), *subtract(contract_days(each), carried))
        )
        for each in of_provider
        if each.segment in covering
    ]


def contract_days(contract: Contract) -> DayRange:
    """Return the days of the contract."""
    return contract.vanaf, contract.tot or date.max
