"""The audit of policy: care that stands, judged as if it were decided and reported under the policy.

Each assignment is judged as its first decision would be, beside all other care of the client, and its first start as
when it came in. What both say is told once, and so is what two assignments say of each other.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from gateway.messages.common import Node
from gateway.policy.card import Card, Objection
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.engine import LEVEL, decision_checks, finding
from gateway.policy.model import Policy
from gateway.policy.report import report_checks
from gateway.policy.report_file import Report
from gateway.policy.watch_file import PolicyOn
from gateway.standard.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class AuditCase:
    """One assignment that stands, as a decision, with the client's other care and the provider's contracts."""

    decision: Decision
    care_file: CareFile


@dataclass(frozen=True, slots=True)
class Audited:
    """What policy says of one assignment."""

    care: Care
    policy: Policy | None
    """The text in force on its Ingangsdatum; None: there was none yet, so nothing is judged."""
    findings: tuple[Finding, ...] = ()


def stands(care: Care, day: date) -> bool:
    """Return True when the care may run on this day or later: neither its Einddatum nor a final stop lies before it."""
    return care.last_day >= day


def audit_client(cases: Sequence[AuditCase], policy_on: PolicyOn) -> list[Audited]:
    """Return what policy says of each of these assignments of one client, in their order.

    A check that crashes gives a finding that says so; the other checks run all the same.
    """
    audited: list[Audited] = []
    told: dict[tuple[str, frozenset[int | None]], int | None] = {}
    for case in cases:
        care = case.decision.care
        policy = policy_on(care.ingangsdatum)
        if policy is None:
            audited.append(Audited(care, None))
            continue
        found: list[Finding] = []
        for each in _judge(case, policy):
            concerned = (each.code, frozenset({care.nummer, *each.other_assignments}))
            if not each.other_assignments or told.setdefault(concerned, care.nummer) == care.nummer:
                found.append(each)
        audited.append(Audited(care, policy, tuple(found)))
    return audited


def _judge(case: AuditCase, policy: Policy) -> Iterator[Finding]:
    decided: list[Finding] = []
    for decision_check in decision_checks():
        judge = partial(decision_check.check, case.decision, case.care_file, policy)
        decided += _findings(decision_check.card, judge, policy)
    yield from decided
    care = case.decision.care
    if care.gestart_op is None:
        return
    others = CareFile(care=(*case.care_file.care, care), contracts=case.care_file.contracts)
    report = Report(care=care, begindatum=care.gestart_op, element=Node())
    for report_check in report_checks():
        for each in _findings(report_check.card, partial(report_check.check, report, others, policy), policy):
            if not any(each.explanation.startswith(already.explanation) for already in decided):
                yield each


def _findings(card: Card, judge: Callable[[], Iterable[Objection]], policy: Policy) -> list[Finding]:
    """Return the findings of one check, none when the policy switches it off, or one that says that it crashed."""
    if policy.toetsen[card.code].gevolg is None:
        return []
    try:
        return [finding(card, each, policy) for each in judge()]
    except Exception as error:  # noqa: BLE001 - one client's odd affairs must not stop the audit of all others
        return [
            Finding(
                code=card.code,
                level=LEVEL,
                severity=Severity.SIGNAAL,
                path="",
                explanation=f"Deze toets kon niet worden uitgevoerd ({type(error).__name__}).",
                remedy="Kijk dit zelf na, en meld de fout aan de beheerder.",
            )
        ]
