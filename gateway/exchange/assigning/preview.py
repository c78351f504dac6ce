"""Previews: the findings on an assignment or a change that is not taken; nothing is kept or sent."""

from dataclasses import dataclass

from gateway.exchange.assigning import policy
from gateway.exchange.assigning.changes import Change, apply_change
from gateway.exchange.assigning.clients import find_client
from gateway.exchange.assigning.compose import Draft301, compose_301
from gateway.exchange.assigning.issue import check_provider, find_assignment
from gateway.exchange.assigning.policy import PolicyQuestion
from gateway.exchange.assigning.versions import NewAssignment, first_version, next_version
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Invalid
from gateway.policy.alternatives import Alternatives, find_alternatives
from gateway.policy.engine import blocking
from gateway.standard.findings import Finding, Severity
from gateway.store.care import casefile, toewijzingen
from gateway.store.care.clienten import Client
from gateway.store.care.toewijzingen import AssignmentVersion
from gateway.store.db.database import Connection

_TRIAL_IDENTIFICATIE = "PROEF"
"""Identificatie of a message that is never sent."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The outcome of a decision if it were taken now."""

    allowed: bool
    """The decision would pass as it is asked, with its override if there is one."""
    overridable: bool
    """Only blocks of policy are in the way, and a consulent may override all of them."""
    findings: tuple[Finding, ...]
    """Of policy, and of the schema and the rules on its WMO301."""
    alternatives: Alternatives | None
    """Alternatives that policy allows; None: the municipality chose no policy."""


async def preview_assignment(gateway: Gateway, gemeente: str, assignment: NewAssignment, *, overrule: bool) -> Preview:
    """Return the preview of a new assignment. Raises as `assign_care`, but not for findings of policy and rules."""
    client = await find_client(gateway, gemeente, assignment.client)
    async with gateway.db.transaction() as tx:
        await check_provider(tx, assignment.aanbieder)
        new = first_version(gateway, assignment, 0)
        question = await policy.load_question(tx, gateway, client, assignment.aanbieder, new)
        return await _preview(tx, gateway, client, assignment.aanbieder, new, question, overrule)


async def preview_change(gateway: Gateway, gemeente: str, nummer: int, change: Change, *, overrule: bool) -> Preview:
    """Return the preview of a change. Raises as `change_assignment`, but not for findings of policy and rules."""
    client = await find_client(
        gateway, gemeente, (await find_assignment(gateway, gemeente, nummer)).toewijzing.client_id
    )
    async with gateway.db.transaction() as tx:
        current = await toewijzingen.find(tx, gemeente, nummer)
        assert current is not None
        new = apply_change(current.current, change, await casefile.list_reported_begin_dates(tx, gemeente, nummer))
        new = next_version(gateway, new, current.current)
        question = await policy.load_question(tx, gateway, client, current.aanbieder, new, nummer)
        return await _preview(tx, gateway, client, current.aanbieder, new, question, overrule)


async def _preview(
    tx: Connection,
    gateway: Gateway,
    client: Client,
    aanbieder: str,
    new: AssignmentVersion,
    question: PolicyQuestion | None,
    overrule: bool,
) -> Preview:
    policy_findings = () if question is None else question.findings()
    rule_findings = await _rule_findings(tx, gateway, client, aanbieder, new)
    blocks, not_overridable = blocking(policy_findings), blocking(policy_findings, overruled=True)
    rejected = any(each.severity is Severity.AFKEUR for each in rule_findings)
    return Preview(
        allowed=not rejected and not (not_overridable if overrule else blocks),
        overridable=not rejected and bool(blocks) and not not_overridable,
        findings=(*policy_findings, *rule_findings),
        alternatives=None
        if question is None
        else find_alternatives(question.decision, question.care_file, question.region),
    )


async def _rule_findings(
    tx: Connection, gateway: Gateway, client: Client, aanbieder: str, new: AssignmentVersion
) -> tuple[Finding, ...]:
    """Return the findings of schema and rules on the WMO301 that would tell this version.

    Raises Invalid when the details of the client fit in no message, for then there are no findings.
    """
    to_send = await toewijzingen.versions_to_send(tx, client.gemeente, client.id, aanbieder, gateway.today())
    versions = sorted([each for each in to_send if each.nummer != new.nummer] + [new], key=lambda each: each.nummer)
    draft = Draft301(
        gemeente=client.gemeente,
        aanbieder=aanbieder,
        identificatie=_TRIAL_IDENTIFICATIE,
        bsn=client.bsn,
        gegevens=client.gegevens,
        versions=versions,
    )
    try:
        compose_301(gateway, draft)
    except Invalid as error:
        if not error.findings:
            raise
        return error.findings
    return ()
