"""Versions of an assignment: the terms that are asked for, with a number and a moment of decision."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from gateway.exchange.kernel.gateway import DUTCH_TIME, Gateway
from gateway.messages.terms import AssignmentTerms
from gateway.store.care.toewijzingen import AssignmentVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAssignment:
    """An assignment that a back office asks for."""

    client: UUID
    aanbieder: str
    """AGB code."""
    terms: AssignmentTerms


def first_version(gateway: Gateway, assignment: NewAssignment, nummer: int) -> AssignmentVersion:
    """Return the first version of the assignment, decided now."""
    nu = gateway.now().astimezone(DUTCH_TIME).replace(microsecond=0)
    return AssignmentVersion(
        nummer=nummer,
        versie=1,
        toewijzingsdatum=nu.date(),
        toewijzingstijd=nu.time(),
        terms=assignment.terms,
    )


def next_version(gateway: Gateway, nieuw: AssignmentVersion, vorige: AssignmentVersion) -> AssignmentVersion:
    """Return `nieuw` with the next number and a moment of decision of now, at least a second after that of `vorige`."""
    nu = gateway.now().astimezone(DUTCH_TIME).replace(microsecond=0, tzinfo=None)
    vorig = datetime.combine(vorige.toewijzingsdatum, vorige.toewijzingstijd)
    moment = max(nu, vorig + timedelta(seconds=1))
    return replace(nieuw, versie=vorige.versie + 1, toewijzingsdatum=moment.date(), toewijzingstijd=moment.time())
