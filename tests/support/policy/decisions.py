"""Short ways to write decisions for tests of policy, and the findings on them."""

from dataclasses import replace
from datetime import date
from typing import Any

from gateway.policy.care_file import Care, CareFile, Contract, ContractedProvider, Decision, Spending
from gateway.policy.engine import check_decision
from gateway.policy.loading.regions import load_region
from gateway.policy.model import Policy
from gateway.standard.findings import Finding

VENLO = "0983"
PROVIDER = "12345678"
"""AGB code of the provider in decisions, by default."""
OTHER_PROVIDER = "87654321"

Day = date | str


def day(given: Day) -> date:
    """Return the day, which may be written as "2026-01-01"."""
    return date.fromisoformat(given) if isinstance(given, str) else given


def policy(on: Day = "2026-01-01") -> Policy:
    """Return the policy of Noord-Limburg in force on that day."""
    found = load_region("noord-limburg").policy_on(day(on))
    assert found is not None
    return found


def care(code: str | None, begin: Day = "2026-01-01", end: Day | None = None, **changes: Any) -> Care:
    """Return an assignment that was decided on its first day; its category is that of the code."""
    fields_: dict[str, Any] = {
        "nummer": 1,
        "aanbieder": PROVIDER,
        "categorie": code[:2] if code else None,
        "besloten_op": day(begin),
        **changes,
    }
    return Care(code=code, ingangsdatum=day(begin), einddatum=None if end is None else day(end), **fields_)


def new(code: str | None, begin: Day = "2026-01-01", end: Day | None = None, **changes: Any) -> Decision:
    """Return the decision to issue this; `changes` are fields of the Decision or of its Care."""
    of_decision = {name: changes.pop(name) for name in list(changes) if name in Decision.__dataclass_fields__}
    asked = care(code, begin, end, **{"nummer": None, **changes})
    return Decision(**{"gemeente": VENLO, "decision_day": asked.besloten_op, "care": asked, **of_decision})


def changed(was: Care, becomes: Care, **changes: Any) -> Decision:
    """Return the decision to change one into the other, by default on the day of the first decision."""
    return Decision(**{"gemeente": VENLO, "decision_day": was.besloten_op, "care": becomes, "was": was, **changes})


def contract(segment: str, vanaf: Day = "2022-01-01", tot: Day | None = None, **changes: Any) -> Contract:
    """Return a contract of the usual provider, as a strategic one."""
    fields_ = {"aanbieder": PROVIDER, "soort": "strategisch-regionaal", **changes}
    return Contract(segment=segment, vanaf=day(vanaf), tot=None if tot is None else day(tot), **fields_)


def provider(code: str, *contracts: Contract, naam: str | None = "Zorg") -> ContractedProvider:
    """Return a provider with these contracts, made its own."""
    own = tuple(replace(each, aanbieder=code) for each in contracts)
    return ContractedProvider(code=code, naam=naam, contracts=own)


def findings(
    decision: Decision,
    *beside: Care,
    contracts: tuple[Contract, ...] | None = None,
    others: tuple[ContractedProvider, ...] | None = None,
    spending: Spending | None = None,
    by_policy: Policy | None = None,
) -> tuple[Finding, ...]:
    """Return the findings of the policy in force on the Ingangsdatum, with this care beside the decision."""
    care_file = CareFile(care=beside, contracts=contracts, other_providers=others, spending=spending)
    return check_decision(decision, care_file, by_policy or policy(decision.care.ingangsdatum))


def findings_of(code: str, decision: Decision, *beside: Care, **changes: Any) -> list[Finding]:
    """Return the findings of the check with this code."""
    return [each for each in findings(decision, *beside, **changes) if each.code == code]


def only_finding(code: str, decision: Decision, *beside: Care, **changes: Any) -> Finding:
    """Return the only finding of the check with this code."""
    (found,) = findings_of(code, decision, *beside, **changes)
    return found
