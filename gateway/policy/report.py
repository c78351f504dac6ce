"""The engine for reports: it runs the checks on the starts and stops in a message. They only signal.

Each start or stop is judged by the text in force on the Ingangsdatum of its assignment, and by the care as it is once
the message is booked: its removals carried out, its starts and stops added.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Final

from gateway.messages.common import Node
from gateway.messages.kinds.start import Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.messages.place import line, path
from gateway.policy.card import Card, Objection
from gateway.policy.care_file import Care, CareFile
from gateway.policy.codes import REPORTS, check_modules
from gateway.policy.engine import LEVEL, finding
from gateway.policy.model import Policy
from gateway.policy.report_file import Report, books_after, reports_in, updated_care
from gateway.policy.watch_file import PolicyOn, ReportFinding
from gateway.rules.case import CaseFile
from gateway.standard.findings import Finding, Severity

MAX_FINDINGS_PER_CHECK: Final = 50
"""Findings of one check on one message; further ones are left out."""


Check = Callable[[Report, CareFile, Policy], Iterable[Objection]]


@dataclass(frozen=True, slots=True)
class ReportCheck:
    """A check on a report: its card and its function."""

    card: Card
    check: Check


@cache
def report_checks() -> tuple[ReportCheck, ...]:
    """Return every check on a report, in the order of their codes."""
    return tuple(ReportCheck(module.card, module.check) for module in check_modules(REPORTS))


def check_reports(
    message: Wmo305 | Wmo307, case: CaseFile, aanbieder: str, care_file: CareFile, policy_on: PolicyOn
) -> tuple[Finding, ...]:
    """Return the signals on this message of `aanbieder`, in the order of the codes.

    `case` and `care_file`: the state before the message. A start or stop on an assignment that is not in the care file
    isn't judged. A check that crashes gives a finding that says so; the other checks run all the same.
    """
    starts, stops = books_after(message, case)
    after = CareFile(care=updated_care(care_file.care, aanbieder, starts, stops), contracts=care_file.contracts)
    reports = reports_in(message, {each.nummer: each for each in after.care if each.aanbieder == aanbieder})
    cases = [(each, after, policy) for each in reports if (policy := policy_on(each.care.ingangsdatum)) is not None]
    found: list[Finding] = []
    for report_check in report_checks():
        try:
            found += islice(_findings(report_check, cases), MAX_FINDINGS_PER_CHECK)
        except Exception as error:  # noqa: BLE001 - a signal keeps no message from being dealt with
            found.append(_not_judged(report_check.card, error))
    return tuple(found)


def still_holds(finding: ReportFinding, care: Sequence[Care], policy_on: PolicyOn) -> bool:
    """Return False once the check that found it no longer objects to the report because of any of the same assignments.

    `care`: all that the client has now. True for what can't be judged again: a finding of no check on reports, of a
    message that reports more than once on the assignment, without a policy, or by a check that crashes.
    """
    check = next((each for each in report_checks() if each.card.code == finding.code), None)
    own = next((each for each in care if each.nummer is not None and each.nummer == finding.toewijzing), None)
    policy = None if own is None else policy_on(own.ingangsdatum)
    days = finding.reported
    if check is None or own is None or policy is None or days is None:
        return True
    report = Report(care=own, begindatum=days.begindatum, einddatum=days.einddatum, reden=days.reden, element=Node())
    try:
        objections = list(check.check(report, CareFile(care=tuple(care)), policy))
    except Exception:  # noqa: BLE001 - what can't be judged stays for a person to look at
        return True
    return any(not finding.others or finding.others & set(each.other_assignments) for each in objections)


def _findings(report_check: ReportCheck, cases: Iterable[tuple[Report, CareFile, Policy]]) -> Iterable[Finding]:
    for report, care_file, policy in cases:
        if policy.toetsen[report_check.card.code].gevolg is None:
            continue
        for objection in report_check.check(report, care_file, policy):
            names = objection.path.split("/") if objection.path else ()
            yield replace(
                finding(report_check.card, objection, policy),
                path=path(report.element, *names),
                line=line(report.element, *names),
                visible_to_provider=objection.visible_to_provider,
                assignment=report.care.nummer,
            )


def _not_judged(card: Card, error: Exception) -> Finding:
    """Return a finding that the check crashed. It names the type of the error only: its text may hold personal data."""
    return Finding(
        code=card.code,
        level=LEVEL,
        severity=Severity.SIGNAAL,
        path="/Bericht",
        explanation=f"Dit signaal kon niet worden beoordeeld ({type(error).__name__}). Het bericht telt gewoon mee.",
        remedy="Kijk dit zelf na, en meld de fout aan de beheerder.",
    )
