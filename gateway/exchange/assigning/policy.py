"""Regional policy on decisions: each with the care around it and the policy in force, and what is found on it.

The municipality chooses the region; the version in force on the Ingangsdatum counts. When none was in force yet, a
signal says so and nothing is blocked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import structlog

from gateway.exchange.assigning.ceilings import load_spending, with_others
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, NotFound
from gateway.messages.terms import AssignmentTerms
from gateway.policy.care_file import Care, CareFile, Decision, Spending
from gateway.policy.engine import LEVEL, check_decision
from gateway.policy.loading.load import PolicyError
from gateway.policy.loading.regions import Region, UnknownRegion, load_region
from gateway.policy.model import Policy
from gateway.policy.national import check_national
from gateway.standard.findings import Finding, Severity
from gateway.store.care import policy_view
from gateway.store.care.clienten import Client
from gateway.store.care.toewijzingen import AssignmentVersion
from gateway.store.db.database import Connection
from gateway.store.parties import organisaties
from gateway.store.requests.verzoeken import KeptRequest

log = structlog.get_logger(__name__)

NO_POLICY_IN_FORCE: Final = "NL-000"
"""Code of the signal that no version of the chosen policy was in force."""


@dataclass(frozen=True, slots=True)
class PolicyQuestion:
    """A decision with the care around it and the policy in force: all that the checks need."""

    decision: Decision
    care_file: CareFile
    region: Region | None
    """None: the municipality chose no policy."""
    policy: Policy | None
    """None: no version was in force."""

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings of policy, and those of the standard that no rule on one message can make."""
        found = self._of_policy()
        return (*found, *check_national(self.decision, self.care_file, found))

    def _of_policy(self) -> tuple[Finding, ...]:
        """Return the findings of the checks, or the signal that no policy was in force."""
        if self.region is None:
            return ()
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


@dataclass(frozen=True, slots=True)
class Step:
    """One new version that a decision makes."""

    aanbieder: str
    new: AssignmentVersion
    nummer: int | None = None
    """Of the assignment that it changes; None: a new assignment."""
    grants: KeptRequest | None = None
    """The request of the provider that it grants."""


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


async def load_questions(
    tx: Connection, gateway: Gateway, client: Client, steps: Sequence[Step]
) -> list[PolicyQuestion]:
    """Return for each step the decision to take it, with the care as it will be after all the other steps.

    The steps may be about several providers. Consistent while the caller holds the locks of the client and of ceilings.
    Raises Conflict when the policy is unusable.
    """
    files, region = await _load_files(tx, gateway, client, list(dict.fromkeys(step.aanbieder for step in steps)))
    care = files[steps[0].aanbieder].care
    decisions = [_decision(gateway, client, step, care) for step in steps]
    touched = {step.nummer for step in steps}
    rest = [each for each in care if each.nummer not in touched]
    return [
        PolicyQuestion(
            decision,
            replace(
                files[step.aanbieder],
                care=(*rest, *_outcomes(decisions, but=decision)),
                spending=_spending(files[step.aanbieder], decisions, decision, region),
            ),
            region,
            None if region is None else region.policy_on(decision.care.ingangsdatum),
        )
        for step, decision in zip(steps, decisions, strict=True)
    ]


def _spending(
    file: CareFile, decisions: Sequence[Decision], decision: Decision, region: Region | None
) -> Spending | None:
    """Return what will be spent under the provider's ceilings after all decisions but this one."""
    if file.spending is None or region is None:
        return None
    others = [each for each in decisions if each is not decision]
    return with_others(file.spending, file.contracts or (), others, region)


async def _load_files(
    tx: Connection, gateway: Gateway, client: Client, aanbieders: Sequence[str]
) -> tuple[dict[str, CareFile], Region | None]:
    """Return all care of the client with the contracts of each of these providers, and the chosen region."""
    views = await policy_view.load(tx, [(client.gemeente, client.id, aanbieder) for aanbieder in aanbieders])
    chosen = [each for each in views if each is not None]
    if not chosen:
        care = (await policy_view.load_care(tx, client.gemeente, [client.id])).get(client.id, ())
        return dict.fromkeys(aanbieders, CareFile(care=care)), None
    region = load_chosen_region(gateway, chosen[0].beleid)
    files = {}
    for aanbieder, view in zip(aanbieders, chosen, strict=True):
        file = view.care_file
        if file.contracts is not None:
            file = replace(
                file,
                other_providers=await policy_view.load_other_providers(tx, client.gemeente, aanbieder),
                spending=await load_spending(tx, client.gemeente, aanbieder, file.contracts, region),
            )
        files[aanbieder] = file
    return files, region


def _outcomes(decisions: Sequence[Decision], but: Decision) -> Iterator[Care]:
    """Yield the care that the other decisions lead to."""
    return (each.care for each in decisions if each is not but and not each.verwijderd)


def _decision(gateway: Gateway, client: Client, step: Step, care: Sequence[Care]) -> Decision:
    new = step.new
    was = None if step.nummer is None else next((each for each in care if each.nummer == step.nummer), None)
    return Decision(
        gemeente=client.gemeente,
        decision_day=gateway.today(),
        care=_new_care(gateway, step.aanbieder, new.terms) if was is None else _changed_care(was, new.terms),
        was=was,
        verwijderd=new.verwijderd,
        decided_by=new.record.beslist_door,
        requested_on=new.record.aangevraagd_op,
        ground=new.record.grond,
        provider_consent=new.record.instemming_aanbieder,
        referentie_aanbieder=new.terms.referentie_aanbieder,
        reden_wijziging=None if was is None else new.reden_wijziging,
        birth_date=client.birth_date,
    )


def _new_care(gateway: Gateway, aanbieder: str, terms: AssignmentTerms) -> Care:
    """Return the care that these terms ask for, in the form that the checks read; it has no number yet."""
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


async def find_policy(gateway: Gateway, gemeente: str, day: date | None) -> tuple[Policy, date | None]:
    """Return the policy of the municipality in force on `day`, or today, and the first day of the next text.

    None: there is no next text. Raises NotFound when the municipality chose no policy or none was in force, or Conflict
    when it is unusable.
    """
    async with gateway.db.reading() as tx:
        found = await organisaties.find(tx, gemeente)
    if found is None or found.beleid is None:
        raise NotFound(
            "geen-beleid",
            f"Gemeente {gemeente} koos geen beleid; de beheerder kiest het met 'gateway accounts change'.",
        )
    region, on = load_chosen_region(gateway, found.beleid), day or gateway.today()
    policy = region.policy_on(on)
    if policy is None:
        first = region.versions[0].geldig_vanaf
        raise NotFound(
            "geen-beleid", f"Op {on} had regio {region.naam} nog geen beleid; het eerste geldt vanaf {first}."
        )
    later = (each.geldig_vanaf for each in region.versions if each.geldig_vanaf > policy.geldig_vanaf)
    return policy, min(later, default=None)
