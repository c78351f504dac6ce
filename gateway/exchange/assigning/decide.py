"""Decisions about a client's care: one change or several, judged together and told in one WMO301 a provider."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gateway.exchange.assigning.ceilings import lock_ceilings
from gateway.exchange.assigning.changes import Change, apply_change
from gateway.exchange.assigning.claimed import check_claimed, lock_claims, may_take_room
from gateway.exchange.assigning.grants.references import check_own_grant, find_granted
from gateway.exchange.assigning.override import Override, PolicyAssessment, weigh
from gateway.exchange.assigning.policy import Step, load_questions
from gateway.exchange.assigning.publish import IssuedAssignment, publish_assignments
from gateway.exchange.assigning.versions import NewAssignment, first_version, next_version
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, Invalid, NotFound
from gateway.store.care import reports, toewijzingen
from gateway.store.care.clienten import Client
from gateway.store.db.database import Connection
from gateway.store.parties import organisaties
from gateway.store.requests.verzoeken import KeptRequest


@dataclass(frozen=True, slots=True)
class ChangeOf:
    """A change of the assignment with this number."""

    nummer: int
    change: Change
    referentie: str | None = None
    """ReferentieAanbieder of the WMO317 that it grants."""


Item = NewAssignment | ChangeOf
"""One part of a decision."""


@dataclass(frozen=True, slots=True)
class ProviderItems:
    """What is decided about the care at one provider."""

    aanbieder: str
    items: Sequence[Item]


async def plan_steps(tx: Connection, gateway: Gateway, client: Client, decided: Sequence[ProviderItems]) -> list[Step]:
    """Return the version that each item makes; those of new assignments have number 0 as yet.

    Raises NotFound, Invalid or Conflict for an item that can't be.
    """
    for each in decided:
        await _check_provider(tx, each.aanbieder)
    numbers = [item.nummer for each in decided for item in each.items if isinstance(item, ChangeOf)]
    for nummer in numbers:
        if numbers.count(nummer) > 1:
            raise Invalid(
                "toewijzing-dubbel",
                f"Toewijzing {nummer} staat meer dan eens in dit besluit. Neem haar wijzigingen samen.",
            )
    return [
        await _new(tx, gateway, client, each.aanbieder, item)
        if isinstance(item, NewAssignment)
        else await _changed(tx, gateway, client, each.aanbieder, item)
        for each in decided
        for item in each.items
    ]


async def _new(tx: Connection, gateway: Gateway, client: Client, aanbieder: str, item: NewAssignment) -> Step:
    version = first_version(gateway, item, 0)
    granted = await find_granted(tx, client, aanbieder, version.terms.referentie_aanbieder)
    if granted is not None:
        if not item.grants_whole:
            check_own_grant(granted)
        # What grants it is kept apart: the first WMO301 that isn't refused carries the reference, and no later one.
        version = replace(version, terms=replace(version.terms, referentie_aanbieder=None))
    return Step(aanbieder, version, grants=granted)


async def _changed(tx: Connection, gateway: Gateway, client: Client, aanbieder: str, item: ChangeOf) -> Step:
    found = await toewijzingen.find(tx, client.gemeente, item.nummer)
    if found is None or found.client_id != client.id:
        raise NotFound("toewijzing-onbekend", f"Deze cliënt heeft geen toewijzing {item.nummer}.")
    if found.aanbieder != aanbieder:
        raise Conflict(
            "andere-aanbieder",
            f"Toewijzing {item.nummer} is van aanbieder {found.aanbieder}, niet van {aanbieder}. Een WMO301 gaat naar "
            "één aanbieder: neem een besluit voor elk.",
        )
    reported = await reports.list_reported_begin_dates(tx, client.gemeente, item.nummer)
    new = apply_change(found.current, item.change, reported)
    if may_take_room(item.change):
        await check_claimed(tx, client.gemeente, found.current, new)
    granted = await find_granted(tx, client, aanbieder, item.referentie)
    return Step(aanbieder, next_version(gateway, new, found.current), item.nummer, granted)


def _may_take_room(decided: ProviderItems) -> bool:
    return any(isinstance(item, ChangeOf) and may_take_room(item.change) for item in decided.items)


async def take_decision(
    tx: Connection,
    gateway: Gateway,
    client: Client,
    decided: Sequence[ProviderItems],
    overrule: Override | None = None,
    request: tuple[str, bytes] | None = None,
    *,
    ending: bool = False,
) -> list[IssuedAssignment]:
    """Book the versions that the items make and one WMO301 for each provider; return them in the order of the items.

    In the caller's transaction, under the client's lock. All items are judged together, whoever provides the care.
    `request`: Idempotency-Key and hash, of a single item. `ending`: True for the end of all care, which policy can't
    hold up. Raises NotFound, Invalid or Conflict when any of the items can't be; then nothing may be kept.
    """
    await lock_claims(tx, gateway, [each.aanbieder for each in decided if _may_take_room(each)])
    steps = await plan_steps(tx, gateway, client, decided)
    await lock_ceilings(tx, gateway, client.gemeente, [each.aanbieder for each in decided])
    assessments = weigh(await load_questions(tx, gateway, client, steps), overrule, ending=ending)
    weighed: dict[str, dict[int, PolicyAssessment]] = {each.aanbieder: {} for each in decided}
    granted: dict[int, KeptRequest] = {}
    for step, assessment in zip(steps, assessments, strict=True):
        if step.nummer is None:
            nummer = await toewijzingen.next_number(tx)
            version = replace(step.new, nummer=nummer, overrule=assessment.override_json())
            await toewijzingen.insert(tx, client.gemeente, client.id, step.aanbieder, version, request)
        else:
            nummer = step.nummer
            version = replace(step.new, overrule=assessment.override_json())
            await toewijzingen.add_version(tx, client.gemeente, version, request)
        weighed[step.aanbieder][nummer] = assessment
        if step.grants is not None:
            granted[nummer] = step.grants
    issued: list[IssuedAssignment] = []
    for aanbieder, told in weighed.items():
        own = {nummer: request for nummer, request in granted.items() if nummer in told}
        issued += await publish_assignments(tx, gateway, client, aanbieder, told, own)
    return issued


async def _check_provider(tx: Connection, aanbieder: str) -> None:
    """Raise Invalid unless this provider has an account here."""
    party = await organisaties.find(tx, aanbieder)
    if party is None or party.soort != "aanbieder":
        raise Invalid(
            "aanbieder-onbekend",
            f"Aanbieder {aanbieder} is niet aangesloten op deze gateway. Controleer de AGB-code, of laat de beheerder "
            "de aanbieder inschrijven.",
        )
