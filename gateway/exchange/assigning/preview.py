"""Previews: the findings on an assignment or a change that is not taken; nothing is kept or sent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from gateway.exchange.assigning.changes import Change
from gateway.exchange.assigning.clients import find_client
from gateway.exchange.assigning.compose import Draft301, compose_301
from gateway.exchange.assigning.decide import ChangeOf, Item, ProviderItems, plan_steps
from gateway.exchange.assigning.issue import find_assignment
from gateway.exchange.assigning.next_message import Line, lines_to_send
from gateway.exchange.assigning.override import findings_on, needless_override
from gateway.exchange.assigning.policy import PolicyQuestion, Step, load_questions
from gateway.exchange.assigning.proposal import ProposedDecision, propose
from gateway.exchange.assigning.registers.tariffs import NOTHING_EXPECTED, Expectation, expect
from gateway.exchange.assigning.versions import NewAssignment
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Invalid, Refusal
from gateway.policy.alternatives import Alternatives, find_alternatives
from gateway.policy.engine import blocking
from gateway.standard.findings import Finding, Severity
from gateway.store.care.clienten import Client
from gateway.store.db.database import Connection

_TRIAL_IDENTIFICATIE = "PROEF"
"""Identificatie of a message that is never sent."""
_MAX_PROPOSALS: Final = 3
"""Proposals that are tried: care that was moved to after the running assignment may turn out to be a stretch of it."""

_NOT_JUDGED: Final = (
    "Wie dit ook mag leveren is niet beoordeeld: de gemeente houdt hier geen register van contracten bij, er is voor "
    "deze dag geen beleid, of er komen geen dagen bij."
)

_NO_CEILING: Final = (
    "Voor deze zorg is geen plafond geladen, of er is voor deze dag geen beleid: daar wordt niets op beoordeeld. "
    "Plafonds staan in het register van contracten; wie de contracten beheert, laadt het."
)
_NOT_PRICED: Final = (
    "Van een deel van dit besluit is geen tarief bekend: dat telt niet mee onder het plafond en wordt er niet op "
    "beoordeeld."
)


@dataclass(frozen=True, slots=True)
class Preview:
    """The outcome of a decision if it were taken now, at one provider."""

    aanbieder: str
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
    expected: Expectation
    """What to expect of the first part of the decision."""
    proposal: ProposedDecision | None = None
    """A decision that would be allowed, as the findings on this one advise; None: they advise none, or several at
    once don't go together."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings."""
        return (*(finding for found in self.findings_by_step for finding in found), *self.rule_findings)

    @property
    def not_judged(self) -> Sequence[str]:
        """Return what wasn't judged or can't be said of the alternatives, and why (Dutch)."""
        found = self.alternatives
        if found is None:
            return ()
        told = [_NOT_JUDGED] if found.providers is None else []
        if self.expected.reason:
            told.append(self.expected.reason)
        if not found.ceilings:
            told.append(_NO_CEILING)
        elif not all(each.complete for each in found.ceilings):
            told.append(_NOT_PRICED)
        return told


async def preview_assignment(gateway: Gateway, gemeente: str, assignment: NewAssignment, *, overrule: bool) -> Preview:
    """Return the preview of a new assignment. Raises as `assign_care`, but not for findings of policy and rules."""
    client = await find_client(gateway, gemeente, assignment.client)
    return await preview_items(gateway, client, assignment.aanbieder, [assignment], overrule=overrule)


async def preview_change(gateway: Gateway, gemeente: str, nummer: int, change: Change, *, overrule: bool) -> Preview:
    """Return the preview of a change. Raises as `change_assignment`, but not for findings of policy and rules."""
    present = (await find_assignment(gateway, gemeente, nummer)).assignment
    client = await find_client(gateway, gemeente, present.client_id)
    return await preview_items(gateway, client, present.aanbieder, [ChangeOf(nummer, change)], overrule=overrule)


async def preview_decision(
    tx: Connection, gateway: Gateway, client: Client, decided: Sequence[ProviderItems], *, overrule: bool, ending: bool
) -> list[Preview]:
    """Return the preview of a decision for each provider. Raises as `take_decision`, but not for findings.

    `ending`: as for `take_decision`. The decision passes whole or not at all, so `allowed` is the same in each.
    """
    steps = await plan_steps(tx, gateway, client, decided)
    questions = await load_questions(tx, gateway, client, steps)
    findings_by_step = findings_on(questions, ending=ending)
    found = tuple(finding for findings in findings_by_step for finding in findings)
    blocks, not_overridable = blocking(found), blocking(found, overruled=True)
    if overrule and not blocks:
        raise needless_override(found, has_policy=any(each.region for each in questions))
    messages = []
    for aanbieder in dict.fromkeys(step.aanbieder for step in steps):
        own = [step for step in steps if step.aanbieder == aanbieder]
        lines = await lines_to_send(tx, gateway, client, aanbieder, own)
        messages.append((aanbieder, lines, _rule_findings(gateway, client, aanbieder, lines)))
    expected = await _expected(tx, client, steps[0], questions[0])
    rejected = any(each.severity is Severity.AFKEUR for _, _, rules in messages for each in rules)
    return [
        Preview(
            aanbieder=aanbieder,
            allowed=not rejected and not (not_overridable if overrule else blocks),
            overridable=not rejected and bool(blocks) and not not_overridable,
            findings_by_step=[
                each for each, step in zip(findings_by_step, steps, strict=True) if step.aanbieder == aanbieder
            ],
            rule_findings=rules,
            lines=lines,
            alternatives=_alternatives(questions),
            expected=expected,
        )
        for aanbieder, lines, rules in messages
    ]


async def preview_items(
    gateway: Gateway, client: Client, aanbieder: str, items: Sequence[Item], *, overrule: bool
) -> Preview:
    """Return the preview of a decision at one provider. Raises as `preview_decision`."""
    decided = ProviderItems(aanbieder, items)
    async with gateway.db.transaction() as tx:
        [found] = await preview_decision(tx, gateway, client, [decided], overrule=overrule, ending=False)
        return replace(found, proposal=await _proposal(tx, gateway, client, decided, found))


async def preview_resending(gateway: Gateway, client: Client, aanbieder: str) -> Preview:
    """Return what would be said of the next WMO301 to this provider, on which nothing is decided."""
    async with gateway.db.reading() as tx:
        lines = await lines_to_send(tx, gateway, client, aanbieder, [])
    rules = _rule_findings(gateway, client, aanbieder, lines)
    return Preview(
        aanbieder=aanbieder,
        allowed=not any(each.severity is Severity.AFKEUR for each in rules),
        overridable=False,
        findings_by_step=(),
        rule_findings=rules,
        lines=lines,
        alternatives=None,
        expected=NOTHING_EXPECTED,
    )


async def _proposal(
    tx: Connection, gateway: Gateway, client: Client, decided: ProviderItems, found: Preview
) -> ProposedDecision | None:
    """Return what the findings advise instead, once that is allowed and leads to no further advice; else None."""
    for _ in range(_MAX_PROPOSALS):
        proposed = propose(decided, found.findings_by_step)
        if proposed is None:
            return None
        try:
            [found] = await preview_decision(tx, gateway, client, [proposed], overrule=False, ending=False)
        except Refusal:
            return None
        if not any(each.proposal for each in found.findings):
            return ProposedDecision(client.id, proposed) if found.allowed else None
        decided = proposed
    return None


def _alternatives(questions: Sequence[PolicyQuestion]) -> Alternatives | None:
    question = questions[0]
    if question.region is None or len(questions) > 1:
        return None
    return find_alternatives(question.decision, question.care_file, question.region)


async def _expected(tx: Connection, client: Client, step: Step, question: PolicyQuestion) -> Expectation:
    if step.new.verwijderd:
        return Expectation(None, reason="Een verwijderde toewijzing kost niets.")
    return await expect(tx, client.gemeente, step.aanbieder, step.new.terms, question.policy)


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
        client=client.id,
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
