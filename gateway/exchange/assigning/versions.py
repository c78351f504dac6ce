"""The versions of an assignment in the making: what a back office asks for, with its moment of decision."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from gateway.exchange.kernel.gateway import NEDERLAND, Gateway
from gateway.store.care.toewijzingen import Versie


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanvraag:
    """What a back office asks for."""

    client: UUID
    aanbieder: str
    """AGB code."""
    categorie: str | None
    code: str | None
    ingangsdatum: date
    einddatum: date | None
    """Inclusive; None is open-ended."""
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None
    """Euro cents."""
    commentaar: str | None = None
    referentie_aanbieder: str | None = None
    grond: str | None = None
    """Of extra work: the ground for it, by its name in the policy."""


def first_version(gateway: Gateway, aanvraag: Aanvraag, nummer: int) -> Versie:
    """Return the first version of the assignment that is asked for, decided now."""
    nu = gateway.now().astimezone(NEDERLAND).replace(microsecond=0)
    return Versie(
        nummer=nummer,
        versie=1,
        toewijzingsdatum=nu.date(),
        toewijzingstijd=nu.time(),
        categorie=aanvraag.categorie,
        code=aanvraag.code,
        ingangsdatum=aanvraag.ingangsdatum,
        einddatum=aanvraag.einddatum,
        volume=aanvraag.volume,
        eenheid=aanvraag.eenheid,
        frequentie=aanvraag.frequentie,
        budget=aanvraag.budget,
        commentaar=aanvraag.commentaar,
        referentie_aanbieder=aanvraag.referentie_aanbieder,
        grond=aanvraag.grond,
    )


def next_version(gateway: Gateway, nieuw: Versie, vorige: Versie) -> Versie:
    """Return the version with a moment of decision after that of the one before, which then no longer holds."""
    nu = gateway.now().astimezone(NEDERLAND).replace(microsecond=0, tzinfo=None)
    vorig = datetime.combine(vorige.toewijzingsdatum, vorige.toewijzingstijd)
    moment = max(nu, vorig + timedelta(seconds=1))
    return replace(nieuw, versie=vorige.versie + 1, toewijzingsdatum=moment.date(), toewijzingstijd=moment.time())
