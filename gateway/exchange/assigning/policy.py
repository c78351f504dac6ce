"""Policy where a municipality decides: which text governs, what it says, and who lets pass what it forbids.

The municipality chooses the region; the text is the one in force on the Ingangsdatum. Where none was in force yet a
signal says so, and nothing is blocked.
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
from gateway.store.care import policy_view as dossier
from gateway.store.care.clienten import Client
from gateway.store.care.toewijzingen import Versie
from gateway.store.db.database import Connection

log = structlog.get_logger(__name__)

GEEN_TEKST: Final = "NL-000"
"""Code of the signal that no text of the chosen policy was in force."""


@dataclass(frozen=True, slots=True)
class Overrule:
    """A consulent lets pass what policy forbids. Personal data: in no log line and in no URL."""

    consulent: str
    reden: str


@dataclass(frozen=True, slots=True)
class Oordeel:
    """What policy has to say of one decision."""

    bevindingen: tuple[Finding, ...] = ()
    overruled: tuple[Finding, ...] = ()
    """Those of them that would have stopped it, had `overrule` not let them pass."""
    overrule: Overrule | None = None

    def kept(self) -> dict[str, Any] | None:
        """Return the override as it is kept with the version; None when there was none."""
        if self.overrule is None:
            return None
        return {
            "consulent": self.overrule.consulent,
            "reden": self.overrule.reden,
            "bevindingen": [to_json(each) for each in self.overruled],
        }

    def shown(self, nummer: int) -> list[dict[str, Any]]:
        """Return the findings in JSON form, each with the assignment it is about."""
        return [
            {**to_json(each), "toewijzingNummer": nummer, **({"overruled": True} if each in self.overruled else {})}
            for each in self.bevindingen
        ]


@dataclass(frozen=True, slots=True)
class Zaak:
    """A decision with the text that governs it and what stands around it: all that the checks need."""

    besluit: Decision
    dossier: CareFile
    regio: Region
    beleid: Policy | None
    """None: no text was in force."""

    def bevindingen(self) -> tuple[Finding, ...]:
        """Return all that policy has to say of it."""
        if self.beleid is not None:
            return check_decision(self.besluit, self.dossier, self.beleid)
        dag = self.besluit.care.ingangsdatum
        return (
            Finding(
                code=GEEN_TEKST,
                level=LEVEL,
                severity=Severity.SIGNAAL,
                path="ingangsdatum",
                explanation=f"Op {dag} was er nog geen beleid van regio {self.regio.naam} van kracht; deze toewijzing "
                "is niet aan beleid getoetst.",
                remedy="Beoordeel zelf of de toewijzing past bij wat toen gold.",
                values={"ingangsdatum": dag.isoformat()},
            ),
        )


def vocabulary(gateway: Gateway, naam: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the segments, and the kinds of provider, that any text of this region knows. Raises Conflict."""
    versies = chosen(gateway, naam).versions
    segmenten = {naam for each in versies for naam in each.segmenten}
    return frozenset(segmenten), frozenset(naam for each in versies for naam in each.soorten)


def chosen(gateway: Gateway, naam: str) -> Region:
    """Return the region that a municipality chose. Raises Conflict when since then its folder went or was broken."""
    try:
        return load_region(naam, gateway.policy_dir)
    except (UnknownRegion, PolicyError, OSError) as error:
        log.error("policy.unusable", region=naam, error=type(error).__name__, reason=str(error))
        raise Conflict(
            "beleid-onbruikbaar",
            f"De gemeente koos het beleid van {naam}, maar dat is op deze gateway niet te vinden of niet in orde; "
            "zonder kan er niets worden toegewezen of gewijzigd. Meld dit de beheerder ('gateway policy check').",
        ) from None


async def zaak(
    tx: Connection, gateway: Gateway, client: Client, aanbieder: str, nieuw: Versie, nummer: int | None = None
) -> Zaak | None:
    """Return the decision that `nieuw` is; None when the municipality chose no policy. Raises Conflict.

    `nummer`: of the assignment that changes; None for a new one. Consistent under the client's lock.
    """
    [gevonden] = await dossier.load(tx, [(client.gemeente, client.id, aanbieder)])
    if gevonden is None:
        return None
    was = None if nummer is None else gevonden.van(nummer)
    besluit = Decision(
        gemeente=client.gemeente,
        decision_day=gateway.today(),
        care=_new(gateway, aanbieder, nieuw.terms) if was is None else _changed(was, nieuw.terms),
        was=was,
        verwijderd=nieuw.verwijderd,
        grond=nieuw.terms.grond,
        reden_wijziging=None if was is None else nieuw.reden_wijziging,
    )
    hier = chosen(gateway, gevonden.beleid)
    rest = gevonden.dossier if nummer is None else gevonden.zonder(nummer)
    return Zaak(besluit, rest, hier, hier.policy_on(nieuw.terms.ingangsdatum))


async def found(
    tx: Connection, gateway: Gateway, client: Client, aanbieder: str, nieuw: Versie, nummer: int | None = None
) -> tuple[Finding, ...] | None:
    """What policy has to say of the decision that `nieuw` is; None when the municipality chose none."""
    deze = await zaak(tx, gateway, client, aanbieder, nieuw, nummer)
    return None if deze is None else deze.bevindingen()


def _new(gateway: Gateway, aanbieder: str, terms: AssignmentTerms) -> Care:
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


def _changed(was: Care, terms: AssignmentTerms) -> Care:
    """Return the care with the terms that a change can reach."""
    return replace(was, einddatum=terms.einddatum, volume=terms.volume, budget=terms.budget)


def decide(gevonden: tuple[Finding, ...] | None, overrule: Overrule | None) -> Oordeel:
    """What policy says of a decision that may be taken. Raises Conflict with every finding when it may not.

    `gevonden`: None when the municipality chose no policy. An override that has nothing to let pass is refused: sent
    along with every request it would be a signature under what nobody looked at.
    """
    bevindingen = gevonden or ()
    tegen = blocking(bevindingen)
    if not tegen and overrule is not None:
        waarom = "de gemeente heeft geen beleid gekozen" if gevonden is None else "het beleid staat dit toe"
        raise Conflict(
            "overrule-niet-nodig",
            f"Er is niets door te laten: {waarom}. Laat 'overrule' weg; er is niets vastgelegd.",
            bevindingen,
        )
    if tegen and overrule is None:
        raise _blocked(bevindingen, tegen, blocking(tegen, overruled=True))
    if hard := blocking(tegen, overruled=True):
        raise _blocked(bevindingen, hard, hard)
    return Oordeel(bevindingen, tegen, overrule)


def _blocked(bevindingen: Sequence[Finding], tegen: Sequence[Finding], hard: Sequence[Finding]) -> Conflict:
    if hard:
        raad = f"{_codes(hard)} kan niemand doorlaten: wijzig de aanvraag."
    else:
        raad = "Wijzig de aanvraag, of laat een consulent dit met naam en reden doorlaten ('overrule')."
    return Conflict(
        "beleid-blokkade",
        f"Het beleid laat dit niet toe: {_codes(tegen)}. Er is niets vastgelegd en niets verstuurd. {raad}",
        bevindingen,
        {"overrulebaar": not hard},
    )


def _codes(bevindingen: Sequence[Finding]) -> str:
    return ", ".join(sorted({each.code for each in bevindingen}))
