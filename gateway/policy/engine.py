"""The judge of policy: which checks there are, and what they say of a decision.

The policy that governs is the one in force on the Ingangsdatum. A check that is switched off in the data doesn't run.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from gateway.policy.card import Card, Objection
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.codes import DECISIONS, check_modules
from gateway.policy.model import Policy
from gateway.standard.findings import Finding, Severity

LEVEL: Final = 5
"""The control level of a finding that goes beyond the four of the standard."""

Check = Callable[[Decision, CareFile, Policy], Iterable[Objection]]


@dataclass(frozen=True, slots=True)
class DecisionCheck:
    """A check: its card, and how it is done."""

    card: Card
    check: Check


@cache
def decision_checks() -> tuple[DecisionCheck, ...]:
    """Return every check on a decision, in the order of their codes."""
    return tuple(DecisionCheck(module.card, module.check) for module in check_modules(DECISIONS))


def check_decision(decision: Decision, care_file: CareFile, policy: Policy) -> tuple[Finding, ...]:
    """Return all that the policy has to say of this decision, in the order of the codes; () when it is allowed."""
    findings: list[Finding] = []
    for judge in decision_checks():
        if policy.toetsen[judge.card.code].gevolg is not None:
            findings += (finding(judge.card, each, policy) for each in judge.check(decision, care_file, policy))
    return tuple(findings)


def finding(card: Card, objection: Objection, policy: Policy) -> Finding:
    """Return the objection with the weight and the source that the policy gives it."""
    setting = policy.toetsen[card.code]
    gevolg = setting.gevolg or Severity.SIGNAAL
    return Finding(
        code=card.code,
        level=LEVEL,
        severity=gevolg,
        path=objection.path,
        explanation=objection.text,
        values=objection.values,
        remedy=card.remedy,
        source=objection.bron or setting.bron,
        overrulebaar=setting.overrulebaar and gevolg is Severity.BLOKKADE,
        betreft=objection.betreft,
    )


def blocking(findings: Iterable[Finding], *, overruled: bool = False) -> tuple[Finding, ...]:
    """Return the findings that stop the decision; with `overruled` only those that no one may let pass."""
    return tuple(
        each for each in findings if each.severity is Severity.BLOKKADE and not (overruled and each.overrulebaar)
    )
