"""The engine of policy: it runs the checks on a decision and turns their objections into findings.

The caller chooses the policy: the one in force on the Ingangsdatum. A check that is switched off in it doesn't run.
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
"""Control level of a finding of policy; the standard has levels 1 to 4."""

Check = Callable[[Decision, CareFile, Policy], Iterable[Objection]]


@dataclass(frozen=True, slots=True)
class DecisionCheck:
    """A check on a decision: its card and its function."""

    card: Card
    check: Check


@cache
def decision_checks() -> tuple[DecisionCheck, ...]:
    """Return every check on a decision, in the order of their codes."""
    return tuple(DecisionCheck(module.card, module.check) for module in check_modules(DECISIONS))


def check_decision(decision: Decision, care_file: CareFile, policy: Policy) -> tuple[Finding, ...]:
    """Return the findings of this policy on the decision, in the order of the codes."""
    findings: list[Finding] = []
    for judge in decision_checks():
        if policy.toetsen[judge.card.code].gevolg is not None:
            findings += (finding(judge.card, each, policy) for each in judge.check(decision, care_file, policy))
    return tuple(findings)


def finding(card: Card, objection: Objection, policy: Policy) -> Finding:
    """Return the objection as a finding, with the severity and the source that the policy gives the check."""
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
        overridable=setting.overrulebaar and gevolg is Severity.BLOKKADE,
        other_assignments=objection.other_assignments,
        days=objection.days,
        judged_as=objection.judged_as,
        proposal=objection.proposal,
    )


def blocking(findings: Iterable[Finding], *, overruled: bool = False) -> tuple[Finding, ...]:
    """Return the findings that block the decision; with `overruled` only those that can't be overruled."""
    return tuple(
        each for each in findings if each.severity is Severity.BLOKKADE and not (overruled and each.overridable)
    )
