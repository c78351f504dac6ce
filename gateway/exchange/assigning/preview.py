"""Asking first: what would be said of an assignment or a change, without anything being kept or sent."""

from dataclasses import dataclass

from gateway.exchange.assigning import policy
from gateway.exchange.assigning.changes import Wijziging, changed
from gateway.exchange.assigning.clients import find as find_client
from gateway.exchange.assigning.compose import Concept, compose_301
from gateway.exchange.assigning.issue import check_provider, find
from gateway.exchange.assigning.policy import Zaak
from gateway.exchange.assigning.versions import NewAssignment, first_version, next_version
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Invalid
from gateway.policy.alternatives import Alternatives, find_alternatives
from gateway.policy.engine import blocking
from gateway.standard.findings import Finding, Severity
from gateway.store.care import casefile, toewijzingen
from gateway.store.care.clienten import Client
from gateway.store.care.toewijzingen import Versie
from gateway.store.db.database import Connection

_PROEF = "PROEF"
"""Identificatie of a message that is never sent."""


@dataclass(frozen=True, slots=True)
class Controle:
    """What would be said of a decision if it were taken now."""

    toegestaan: bool
    """It would go out as it is asked, with the override that came along."""
    overrulebaar: bool
    """Only policy is against it, and a consulent could let that pass."""
    bevindingen: tuple[Finding, ...]
    """Of policy, and of the schema and the rules that its WMO301 would break."""
    ruimte: Alternatives | None
    """What policy would allow instead; None: the municipality chose none."""


async def ask_assign(gateway: Gateway, gemeente: str, assignment: NewAssignment, *, overrule: bool) -> Controle:
    """What would be said of this assignment. Raises what `assign` would raise, but not for policy and rules."""
    client = await find_client(gateway, gemeente, assignment.client)
    async with gateway.db.transaction() as tx:
        await check_provider(tx, assignment.aanbieder)
        nieuw = first_version(gateway, assignment, 0)
        zaak = await policy.zaak(tx, gateway, client, assignment.aanbieder, nieuw)
        return await _asked(tx, gateway, client, assignment.aanbieder, nieuw, zaak, overrule)


async def ask_change(gateway: Gateway, gemeente: str, nummer: int, wijziging: Wijziging, *, overrule: bool) -> Controle:
    """What would be said of this change. Raises what `change` would raise, but not for policy and rules."""
    client = await find_client(gateway, gemeente, (await find(gateway, gemeente, nummer)).toewijzing.client_id)
    async with gateway.db.transaction() as tx:
        nu = await toewijzingen.find(tx, gemeente, nummer)
        assert nu is not None
        nieuw = changed(nu.actueel, wijziging, await casefile.reported(tx, gemeente, nummer))
        nieuw = next_version(gateway, nieuw, nu.actueel)
        zaak = await policy.zaak(tx, gateway, client, nu.aanbieder, nieuw, nummer)
        return await _asked(tx, gateway, client, nu.aanbieder, nieuw, zaak, overrule)


async def _asked(
    tx: Connection,
    gateway: Gateway,
    client: Client,
    aanbieder: str,
    nieuw: Versie,
    zaak: Zaak | None,
    overrule: bool,
) -> Controle:
    van_beleid = () if zaak is None else zaak.bevindingen()
    van_regels = await _rules(tx, gateway, client, aanbieder, nieuw)
    tegen, hard = blocking(van_beleid), blocking(van_beleid, overruled=True)
    afkeur = any(each.severity is Severity.AFKEUR for each in van_regels)
    return Controle(
        toegestaan=not afkeur and not (hard if overrule else tegen),
        overrulebaar=not afkeur and bool(tegen) and not hard,
        bevindingen=(*van_beleid, *van_regels),
        ruimte=None if zaak is None else find_alternatives(zaak.besluit, zaak.dossier, zaak.regio),
    )


async def _rules(
    tx: Connection, gateway: Gateway, client: Client, aanbieder: str, nieuw: Versie
) -> tuple[Finding, ...]:
    """What schema and rules would have against the WMO301 that makes this version known.

    Raises Invalid for what is no finding: details of the client that fit in no message.
    """
    staand = await toewijzingen.to_send(tx, client.gemeente, client.id, aanbieder, gateway.today())
    versies = sorted([each for each in staand if each.nummer != nieuw.nummer] + [nieuw], key=lambda each: each.nummer)
    concept = Concept(
        gemeente=client.gemeente,
        aanbieder=aanbieder,
        identificatie=_PROEF,
        bsn=client.bsn,
        gegevens=client.gegevens,
        versies=versies,
    )
    try:
        compose_301(gateway, concept)
    except Invalid as mis:
        if not mis.bevindingen:
            raise
        return mis.bevindingen
    return ()
