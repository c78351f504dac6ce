"""A finding on a start or stop, held against the care as it stands now: its cause may be gone."""

from collections.abc import Sequence

from gateway.messages.common import Node
from gateway.policy.care_file import Care, CareFile
from gateway.policy.report import report_checks
from gateway.policy.report_file import Report
from gateway.policy.watch_file import PolicyOn, ReportFinding


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
