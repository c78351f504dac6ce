"""Regional policy on decisions: the findings on an assignment or a change, and overrides of its blocks.

The municipality chooses the region; the version in force on the Ingangsdatum counts. When none was in force yet, a
signal says so and nothing is blocked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import structlog

from gateway.exchange.kernel.findings_json import to_json
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict
from gateway.messages.terms import AssignmentTerms
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.engine import LEVEL, blocking, check_decision
from gateway.policy.loading.load import PolicyError
from gateway.policy.loading.regions import Region, UnknownRegion, load_region
from gateway.policy.model import Policy
from gateway.standard.findings import Finding, Severity
from gateway.store.care import policy_view
from gateway.store.care.clienten import Client
from gateway.store.care.toewijzingen import AssignmentVersion
from gateway.store.db.database import Connection

log = structlog.get_logger(__name__)

NO_POLICY_IN_FORCE: Final = "NL-000"
"""Code of the signal that no version of the chosen policy was in force."""


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
        return [
            {**to_json(each), "toewijzingNummer": nummer, **({"overruled": True} if each in self.overruled else {})}
            for each in self.findings
        ]


@dataclass(frozen=True, slots=True)
class PolicyQuestion:
    """A decision with the care around it and the policy in force: all that the checks need."""

    decision: Decision
    care_file: CareFile
    region: Region
    policy: Policy | None
    """None: no version was in force."""

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings of the checks, or the signal that no policy was in force."""
        if self.policy is not None:
            return check_decision(self.decision, self.care_file, self.policy)
        dag = self.decision.care.ingangsdatum
        return (
            Finding(
                code=NO_POLICY_IN_FORCE,
                level=LEVEL,
                severity=Severity.SIGNAAL,
                path="ingangsdatum",
                explanation=f"Op {dag} was er nog geen beleid van regio {self.region.naam} van kracht; deze toewijzing "
                "is niet aan beleid getoetst.",
                remedy="Beoordeel zelf of de toewijzing past bij wat toen gold.",
                values={"ingangsdatum": dag.isoformat()},
            ),
        )


def list_vocabulary(gateway: Gateway, naam: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the segments, and the kinds of provider, in any version of this region's policy. Raises Conflict."""
    versions = load_chosen_region(gateway, naam).versions
    segmenten = {naam for each in versions for naam in each.segmenten}
    return frozenset(segmenten), frozenset(naam for each in versions for naam in each.soorten)


def load_chosen_region(gateway: Gateway, naam: str) -> Region:
    """Return the region that a municipality chose. Raises Conflict when its folder is gone or broken since then."""
    try:
        return load_region(naam, gateway.policy_dir)
    except (UnknownRegion, PolicyError, OSError) as error:
        log.error("policy.unusable", region=naam, error=type(error).__name__, reason=str(error))
        raise Conflict(
            "beleid-onbruikbaar",
            f"De gemeente koos het beleid van {naam}, maar dat is op deze gateway niet te vinden of niet in orde; "
            "zonder kan er niets worden toegewezen of gewijzigd. Meld dit de beheerder ('gateway policy check').",
        ) from None


async def load_question(
    tx: Connection, gateway: Gateway, client: Client, aanbieder: str, new: AssignmentVersion, nummer: int | None = None
) -> PolicyQuestion | None:
    """Return the decision to take `new`, for the checks; None when the municipality chose no policy.

    `nummer`: of the assignment that changes; None for a new one. Consistent while the caller holds the client's lock.
    Raises Conflict when the policy is unusable.
    """
    [kept] = await policy_view.load(tx, [(client.gemeente, client.id, aanbieder)])
    if kept is None:
        return None
    was = None if nummer is None else kept.find_care(nummer)
    decision = Decision(
        gemeente=client.gemeente,
        decision_day=gateway.today(),
        care=_new_care(gateway, aanbieder, new.terms) if was is None else _changed_care(was, new.terms),
        was=was,
        verwijderd=new.verwijderd,
        decided_by=new.record.beslist_door,
        requested_on=new.record.aangevraagd_op,
        ground=new.record.grond,
        evaluation_on=new.record.evaluatie_op,
        provider_consent=new.record.instemming_aanbieder,
        reden_wijziging=None if was is None else new.reden_wijziging,
    )
    region = load_chosen_region(gateway, kept.beleid)
    others = kept.care_file if nummer is None else kept.without(nummer)
    return PolicyQuestion(decision, others, region, region.policy_on(new.terms.ingangsdatum))


async def find_objections(
    tx: Connection, gateway: Gateway, client: Client, aanbieder: str, new: AssignmentVersion, nummer: int | None = None
) -> tuple[Finding, ...] | None:
    """Return the findings of policy on the decision to take `new`; None when the municipality chose no policy."""
    question = await load_question(tx, gateway, client, aanbieder, new, nummer)
    return None if question is None else question.findings()


def _new_care(gateway: Gateway, aanbieder: str, terms: AssignmentTerms) -> Care:
    """Return care on these terms as it is only being asked for, for the checks."""
    return Care(
        nummer=None,
        aanbieder=aanbieder,
        categorie=terms.categorie,
        code=terms.code,
        ingangsdatum=terms.ingangsdatum,
        einddatum=terms.einddatum,
        besloten_op=gateway.today(),
        volume=terms.volume,
        eenheid=terms.eenheid,
        frequentie=terms.frequentie,
        budget=terms.budget,
    )


def _changed_care(was: Care, terms: AssignmentTerms) -> Care:
    """Return the care with the terms that a change can reach."""
    return replace(was, einddatum=terms.einddatum, volume=terms.volume, budget=terms.budget)


def weigh_override(found: tuple[Finding, ...] | None, overrule: Override | None) -> PolicyAssessment:
    """Return the assessment of a decision that may be taken. Raises Conflict with every finding when it may not.

    `found`: None when the municipality chose no policy. An override without a block to let pass is refused: a client
    that sends one with every request would put a consulent's name under findings that nobody looked at.
    """
    findings = found or ()
    blocks = blocking(findings)
    if not blocks and overrule is not None:
        reason = "de gemeente heeft geen beleid gekozen" if found is None else "het beleid staat dit toe"
        raise Conflict(
            "overrule-niet-nodig",
            f"Er is niets door te laten: {reason}. Laat 'overrule' weg; er is niets vastgelegd.",
            findings,
        )
    if blocks and overrule is None:
        raise _blocked(findings, blocks, blocking(blocks, overruled=True))
    if not_overridable := blocking(blocks, overruled=True):
        raise _blocked(findings, not_overridable, not_overridable)
    return PolicyAssessment(findings, blocks, overrule)


def _blocked(findings: Sequence[Finding], blocks: Sequence[Finding], not_overridable: Sequence[Finding]) -> Conflict:
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
