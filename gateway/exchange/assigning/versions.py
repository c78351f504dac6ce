"""Versions of an assignment: the terms that are asked for, with a number and a moment of decision."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Invalid
from gateway.messages.terms import AssignmentTerms
from gateway.standard.calendar import DUTCH_TIME
from gateway.store.care.toewijzingen import NOTHING_RECORDED, AssignmentVersion, DecisionRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAssignment:
    """An assignment that a back office asks for."""

    client: UUID
    aanbieder: str
    """AGB code."""
    terms: AssignmentTerms
    record: DecisionRecord = NOTHING_RECORDED
    grants_whole: bool = False
    """It is part of a decision that grants all of a WMO317; otherwise its reference can only be that of a WMO315."""


def first_version(gateway: Gateway, assignment: NewAssignment, nummer: int) -> AssignmentVersion:
    """Return the first version of the assignment, decided now. Raises Invalid for a day that can't be."""
    check_record(assignment.record, assignment.terms.ingangsdatum, gateway.today())
    now = gateway.now().astimezone(DUTCH_TIME).replace(microsecond=0)
    return AssignmentVersion(
        nummer=nummer,
        versie=1,
        toewijzingsdatum=now.date(),
        toewijzingstijd=now.time(),
        terms=assignment.terms,
        record=assignment.record,
    )


def next_version(gateway: Gateway, new: AssignmentVersion, former: AssignmentVersion) -> AssignmentVersion:
    """Return `new` with the next number and a moment of decision of now, at least a second after that of `former`.

    Raises Invalid for a day that can't be.
    """
    check_record(new.record, new.terms.ingangsdatum, gateway.today())
    now = gateway.now().astimezone(DUTCH_TIME).replace(microsecond=0, tzinfo=None)
    decided_before = datetime.combine(former.toewijzingsdatum, former.toewijzingstijd)
    moment = max(now, decided_before + timedelta(seconds=1))
    return replace(new, versie=former.versie + 1, toewijzingsdatum=moment.date(), toewijzingstijd=moment.time())


def check_record(record: DecisionRecord, ingangsdatum: date, today: date) -> None:
    """Raise Invalid when it was asked for after today, or an evaluation comes before the care."""
    if record.aangevraagd_op is not None and record.aangevraagd_op > today:
        raise Invalid(
            "aangevraagd-in-de-toekomst",
            f"aangevraagdOp {record.aangevraagd_op} ligt na vandaag ({today}). Geef de dag waarop de cliënt het vroeg.",
        )
    if record.evaluatie_op and min(record.evaluatie_op) < ingangsdatum:
        raise Invalid(
            "evaluatie-voor-ingangsdatum",
            f"evaluatieOp {min(record.evaluatie_op)} ligt voor Ingangsdatum {ingangsdatum} van de zorg. Kies een dag "
            "in de looptijd of daarna.",
        )
