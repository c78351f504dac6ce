"""The contracts that cover care: those for its segment; for vervoer those for the segment of its carrier too."""

from datetime import date

from gateway.policy.care.contracts import contract_days, coverages
from gateway.policy.care.days import DayRange
from gateway.policy.care_file import Care, CareFile, Contract
from tests.support.policy.decisions import OTHER_PROVIDER, care, contract, day, policy

HERE = policy()


def covered(assigned: Care, *contracts: Contract, beside: tuple[Care, ...] = ()) -> dict[str, list[DayRange]]:
    """Return the days that each contract covers, by its segment."""
    found = coverages(assigned, CareFile(care=beside, contracts=contracts), HERE)
    return {each.contract.segment: list(each.days) for each in found}


def test_a_contract_holds_on_all_its_days() -> None:
    assert contract_days(contract("2A", "2024-01-01", "2024-12-31")) == (day("2024-01-01"), day("2024-12-31"))
    assert contract_days(contract("2A", "2024-01-01")) == (day("2024-01-01"), date.max)


def test_care_is_covered_by_its_provider_for_its_segment() -> None:
    ours, theirs = contract("2A"), contract("2A", aanbieder=OTHER_PROVIDER)
    assert covered(care("10B02"), ours, theirs, contract("2B")) == {"2A": [contract_days(ours)]}
    assert covered(care("10B02"), theirs) == {}
    assert coverages(care("10B02"), CareFile(contracts=None), HERE) == []


def test_vervoer_is_covered_while_its_carrier_runs_and_while_none_does() -> None:
    carrier = care("10B02", "2026-03-01", "2026-03-31")
    other = care("10A06", "2026-05-01", "2026-05-31")
    found = covered(care("08V02"), contract("2A", "2026-01-01", "2026-12-31"), beside=(carrier, other))
    assert found == {
        "2A": [
            (day("2026-03-01"), day("2026-03-31")),
            (day("2026-01-01"), day("2026-02-28")),
            (day("2026-04-01"), day("2026-04-30")),
            (day("2026-06-01"), day("2026-12-31")),
        ]
    }


def test_vervoer_is_covered_by_a_contract_for_vervoer_on_all_days() -> None:
    assert covered(care("08V02"), contract("vervoer", "2026-01-01"), contract("1B")) == {
        "vervoer": [(day("2026-01-01"), date.max)]
    }
