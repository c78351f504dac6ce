"""Previews: the findings on an assignment or a change that is not taken; nothing is kept or sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.exchange.assigning.changes import Change
from gateway.exchange.assigning.clients import find_client
from gateway.exchange.assigning.compose import Draft301, compose_301
from gateway.exchange.assigning.decide import ChangeOf, Item, plan_steps
from gateway.exchange.assigning.issue import find_assignment
from gateway.exchange.assigning.next_message import Line, lines_to_send
from gateway.exchange.assigning.policy import load_questions
from gateway.exchange.assigning.versions import NewAssignment
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Invalid
from gateway.policy.alternatives import Alternatives, find_alternatives
from gateway.policy.engine import blocking
from gateway.standard.findings import Finding, Severity
from gateway.store.care.clienten import Client

_TRIAL_IDENTIFICATIE = "PROEF"
"""Identificatie of a message that is never sent."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The outcome of a decision if it were taken now."""

    allowed: bool
    """The decision would pass as it is asked, with its override if there is one."""
    overridable: bool
    """Only blocks of policy are in the way, and a consulent may override all of them."""
    findings_by_step: Sequence[tuple[Finding, ...]]
    """Of policy and the standard, on each part of the decision."""
    rule_findings: tuple[Finding, ...]
    """Of the schema and the rules, on its WMO301."""
    lines: Sequence[Line]
    """What the WMO301 would hold, and how that differs from the last one."""
    alternatives: Alternatives | None
    """Alternatives that policy allows; None: the municipality chose no policy, or decides on several at once."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings."""
        return (*(finding for found in self.findings_by_step for finding in found), *self.rule_findings)


async def preview_assignment(gateway: Gateway, gemeente: str, assignment: NewAssignment, *, overrule: bool) -> Preview:
    """Return the preview of a new assignment. Raises as `assign_care`, but not for findings of policy and rules."""
    client = await find_client(gateway, gemeente, assignment.client)
    return await preview_decision(gateway, client, assignment.aanbieder, [assignment], overrule=overrule)


async def preview_change(gateway: Gateway, gemeente: str, nummer: int, change: Change, *, overrule: bool) -> Preview:
    """Return the preview of a change. Raises as `change_assignment`, but not for findings of policy and rules."""
    present = (await find_assignment(gateway, gemeente, nummer)).assignment
    client = await find_client(gateway, gemeente, present.client_id)
    return await preview_decision(gateway, client, present.aanbieder, [ChangeOf(nummer, change)], overrule=overrule)


async def preview_decision(
    gateway: Gateway, client: Client, aanbieder: str, items: Sequence[Item], *, overrule: bool
) -> Preview:
    """Return the preview of a decision. Raises as `take_decision`, but not for findings of policy and rules."""
    async with gateway.db.transaction() as tx:
        steps = await plan_steps(tx, gateway, client, aanbieder, items)
        questions = await load_questions(tx, gateway, client, aanbieder, steps)
        findings_by_step = [each.findings() for each in questions]
        lines = await lines_to_send(tx, gateway, client, aanbieder, steps)
        rule_findings = _rule_findings(gateway, client, aanbieder, lines)
    policy_findings = tuple(finding for found in findings_by_step for finding in found)
    blocks, not_overridable = blocking(policy_findings), blocking(policy_findings, overruled=True)
    rejected = any(each.severity is Severity.AFKEUR for each in rule_findings)
    question = questions[0]
    return Preview(
        allowed=not rejected and not (not_overridable if overrule else blocks),
        overridable=not rejected and bool(blocks) and not not_overridable,
        findings_by_step=findings_by_step,
        rule_findings=rule_findings,
        lines=lines,
        alternatives=None
        if question.region is None or len(questions) > 1
        else find_alternatives(question.decision, question.care_file, question.region),
    )


def _rule_findings(gateway: Gateway, client: Client, aanbieder: str, lines: Sequence[Line]) -> tuple[Finding, ...]:
    """Return the findings of schema and rules on the WMO301 that would hold these lines.

    Raises Invalid when the details of the client fit in no message, for then there are no findings.
    """
    draft = Draft301(
        gemeente=client.gemeente,
        aanbieder=aanbieder,
        identificatie=_TRIAL_IDENTIFICATIE,
        bsn=client.bsn,
        gegevens=client.gegevens,
        versions=[each.version for each in lines if each.version],
        unnumbered=frozenset(each.version.nummer for each in lines if each.version and each.nummer is None),
    )
    try:
        compose_301(gateway, draft)
    except Invalid as error:
        if not error.findings:
            raise
        return error.findings
    return ()
