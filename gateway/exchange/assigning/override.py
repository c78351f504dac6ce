"""Weighing the findings on a decision: what blocks it, and whether a consulent's override lets that pass."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from gateway.exchange.assigning.policy import PolicyQuestion
from gateway.exchange.kernel.findings_json import to_json
from gateway.exchange.kernel.refusals import Conflict
from gateway.policy.engine import blocking
from gateway.policy.national import PRODUCT_TWICE
from gateway.standard.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Override:
    """The consulent who lets a blocked decision pass, and why. Personal data: never in a log line or a URL."""

    consulent: str
    reden: str


@dataclass(frozen=True, slots=True)
class PolicyAssessment:
    """The findings of policy on a decision that may be taken, and the override that let it pass."""

    findings: tuple[Finding, ...] = ()
    overruled: tuple[Finding, ...] = ()
    """The blocks among the findings; `overrule` lets them pass."""
    overrule: Override | None = None

    def override_json(self) -> dict[str, Any] | None:
        """Return the override as JSON, to keep with the version; None when there is none."""
        if self.overrule is None:
            return None
        return {
            "consulent": self.overrule.consulent,
            "reden": self.overrule.reden,
            "bevindingen": [to_json(each) for each in self.overruled],
        }

    def findings_json(self, nummer: int) -> list[dict[str, Any]]:
        """Return the findings in JSON form, each with the number of the assignment."""
        return [to_json(replace(each, assignment=nummer, overruled=each in self.overruled)) for each in self.findings]


def weigh_override(
    findings: tuple[Finding, ...], overrule: Override | None, *, has_policy: bool = True
) -> PolicyAssessment:
    """Return the assessment of a decision that may be taken. Raises Conflict with every finding when it may not.

    An override without a block to let pass is refused: a client that sends one with every request would put a
    consulent's name under findings that nobody looked at.
    """
    blocks = blocking(findings)
    if not blocks and overrule is not None:
        raise needless_override(findings, has_policy=has_policy)
    not_overridable = blocking(blocks, overruled=True)
    if blocks and overrule is None:
        raise _blocked(findings, blocks, not_overridable)
    if not_overridable:
        raise _blocked(findings, not_overridable, not_overridable)
    return PolicyAssessment(findings, blocks, overrule)


def needless_override(findings: Sequence[Finding], *, has_policy: bool) -> Conflict:
    """Return the refusal of an override that has nothing to let pass."""
    reason = "het beleid staat dit toe" if has_policy else "de gemeente heeft geen beleid gekozen"
    return Conflict(
        "overrule-niet-nodig",
        f"Er is niets door te laten: {reason}. Laat 'overrule' weg; er is niets vastgelegd.",
        findings,
    )


def findings_on(questions: Sequence[PolicyQuestion], *, ending: bool) -> list[tuple[Finding, ...]]:
    """Return the findings on each decision; those on the end of all care of a client signal and never block.

    A client who died or moved away gets no care, whatever policy asks of what stands beside it.
    """
    found = [each.findings() for each in questions]
    return [tuple(replace(one, severity=Severity.SIGNAAL) for one in each) for each in found] if ending else found


def weigh(
    questions: Sequence[PolicyQuestion], overrule: Override | None, *, ending: bool = False
) -> list[PolicyAssessment]:
    """Return for each question the assessment of its decision; all of them may be taken, or Conflict is raised.

    `ending`: as for `findings_on`.
    """
    found = findings_on(questions, ending=ending)
    together = tuple(finding for each in found for finding in each)
    weigh_override(together, overrule, has_policy=any(each.region for each in questions))
    return [
        PolicyAssessment(each, blocks, overrule if blocks else None)
        for each, blocks in ((each, blocking(each)) for each in found)
    ]


def _blocked(findings: Sequence[Finding], blocks: Sequence[Finding], not_overridable: Sequence[Finding]) -> Conflict:
    if all(each.code == PRODUCT_TWICE for each in blocks):
        return Conflict(
            "product-dubbel",
            "Deze aanbieder heeft dit product al voor deze cliënt op dezelfde dagen; dat mag niet twee keer (OP259). "
            "Er is niets vastgelegd en niets verstuurd. Niemand kan dit doorlaten: wijzig de aanvraag.",
            findings,
            {"overrulebaar": False},
        )
    if not_overridable:
        advice = f"{_codes(not_overridable)} kan niemand doorlaten: wijzig de aanvraag."
    else:
        advice = "Wijzig de aanvraag, of laat een consulent dit met naam en reden doorlaten ('overrule')."
    return Conflict(
        "beleid-blokkade",
        f"Het beleid laat dit niet toe: {_codes(blocks)}. Er is niets vastgelegd en niets verstuurd. {advice}",
        findings,
        {"overrulebaar": not not_overridable},
    )


def _codes(findings: Sequence[Finding]) -> str:
    return ", ".join(sorted({each.code for each in findings}))
