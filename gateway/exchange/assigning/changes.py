"""Changes to an assignment that was sent: which are allowed (OP033x1), and which need a new assignment (OP257)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from gateway.exchange.kernel.refusals import Conflict, Invalid
from gateway.messages.terms import AssignmentTerms
from gateway.standard import codelists
from gateway.store.care.toewijzingen import NOTHING_RECORDED, AssignmentVersion, DecisionRecord

EXTENDED = "04"
SHORTENED = "05"
REMOVED = "13"
NO_LONGER_USED = "01"
TOTAL = "6"


def reasons_to_change() -> dict[str, str]:
    """Return the meanings (Dutch) of the RedenWijziging that a change may have, by code."""
    codes = codelists.values("LDT_RedenWijziging").items()
    return {code: meaning for code, meaning in codes if code not in (NO_LONGER_USED, REMOVED)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change that a back office asks for; None and False leave a field as it is."""

    einddatum: date | None = None
    """New last day, inclusive."""
    open_ended: bool = False
    """True: open-ended from now on."""
    volume: int | None = None
    budget: int | None = None
    remove: bool = False
    reden_wijziging: str | None = None
    record: DecisionRecord = NOTHING_RECORDED
    """Facts about the decision. They alone are no change. Ground and evaluations stay as they were when left out."""


def apply_change(current: AssignmentVersion, change: Change, reported: Sequence[date]) -> AssignmentVersion:
    """Return the version after the change; the caller fills in its number and moment of decision.

    `reported`: the begin dates of the starts and stops that stand on the assignment. Raises Invalid for a change that
    the standard forbids, Conflict for one that would leave reported care without an assignment.
    """
    if current.verwijderd:
        raise Conflict(
            "toewijzing-verwijderd",
            f"Toewijzing {current.nummer} is verwijderd en kan niet meer wijzigen. Ken zo nodig een nieuwe toe.",
        )
    if change.remove:
        return _removed(current, change, reported)
    terms = _adapted(current, change)
    if terms == current.terms:
        raise Invalid("geen-wijziging", f"De aanvraag verandert niets aan toewijzing {current.nummer}.")
    _check_period(current.nummer, terms, reported)
    return replace(
        current,
        terms=replace(terms, referentie_aanbieder=None),
        record=_record(current.record, change.record),
        reden_wijziging=_reason(current.terms, terms, change),
        overrule=None,
    )


def _removed(current: AssignmentVersion, change: Change, reported: Sequence[date]) -> AssignmentVersion:
    """Return the version that removes the assignment (RedenWijziging 13). Raises Invalid or Conflict."""
    asked = replace(change, remove=False, reden_wijziging=None, record=NOTHING_RECORDED)
    if asked != Change() or change.reden_wijziging not in (None, REMOVED):
        raise Invalid(
            "verwijderen-en-wijzigen",
            "Verwijderen gaat niet samen met een andere wijziging; de reden is dan altijd 13 en de einddatum de "
            "ingangsdatum. Laat de andere velden weg.",
        )
    if reported:
        first = min(reported)
        raise Conflict(
            "zorg-geleverd",
            f"Op toewijzing {current.nummer} is zorg gemeld vanaf {first}; verwijderen zou daar de grond aan ontnemen "
            "(OP362). Verkort de toewijzing, of laat de aanbieder de melding eerst verwijderen.",
        )
    return replace(
        current,
        terms=replace(current.terms, einddatum=current.terms.ingangsdatum, referentie_aanbieder=None),
        record=_record(current.record, change.record),
        reden_wijziging=REMOVED,
        verwijderd=True,
        overrule=None,
    )


def _record(current: DecisionRecord, new: DecisionRecord) -> DecisionRecord:
    """Return the facts about the new decision; ground and evaluations hold until others are given."""
    return replace(new, grond=new.grond or current.grond, evaluatie_op=new.evaluatie_op or current.evaluatie_op)


def _adapted(current: AssignmentVersion, change: Change) -> AssignmentTerms:
    """Return the terms with the new end, volume and budget. Raises Invalid when one of those is fixed."""
    terms = current.terms
    if change.einddatum is not None or change.open_ended:
        terms = replace(terms, einddatum=change.einddatum)
    if change.volume is not None:
        if terms.frequentie != TOTAL:
            raise Invalid(
                "volume-vast",
                f"Het volume van toewijzing {current.nummer} kan niet wijzigen bij Frequentie "
                f"{terms.frequentie or 'leeg'}; dat kan alleen bij Frequentie 6. Beëindig deze toewijzing en ken een "
                "nieuwe toe (IV066).",
            )
        terms = replace(terms, volume=change.volume)
    if change.budget is not None:
        if terms.budget is None:
            raise Invalid("geen-budget", f"Toewijzing {current.nummer} heeft geen Budget dat kan wijzigen.")
        terms = replace(terms, budget=change.budget)
    return terms


def _check_period(nummer: int, terms: AssignmentTerms, reported: Sequence[date]) -> None:
    """Raise Invalid or Conflict when the assignment would end before it begins, or before care that was reported."""
    if terms.einddatum is None:
        return
    if terms.einddatum < terms.ingangsdatum:
        raise Invalid(
            "einddatum-voor-ingangsdatum",
            f"Einddatum {terms.einddatum} ligt voor Ingangsdatum {terms.ingangsdatum}. Kies een latere dag, of "
            "verwijder de toewijzing.",
        )
    last = max(reported, default=terms.einddatum)
    if last > terms.einddatum:
        raise Conflict(
            "zorg-geleverd",
            f"Op toewijzing {nummer} is zorg gemeld die begint op {last}, na Einddatum {terms.einddatum} "
            "(OP362). Kies een latere dag.",
        )


def _reason(current: AssignmentTerms, new: AssignmentTerms, change: Change) -> str:
    """Return the RedenWijziging: the one given, or the usual one of a new end. Raises Invalid."""
    reason = change.reden_wijziging
    if reason in (NO_LONGER_USED, REMOVED):
        raise Invalid(
            "reden-niet-toegestaan",
            f"RedenWijziging {reason} kan hier niet: 01 is vervallen en 13 hoort bij verwijderen.",
        )
    if reason is not None:
        return reason
    if (new.volume, new.budget) != (current.volume, current.budget):
        raise Invalid(
            "reden-ontbreekt",
            "Geef redenWijziging op: bij een ander volume of Budget is er geen standaardreden. Mogelijk is "
            f"{_list_reasons()}.",
        )
    is_longer = (new.einddatum or date.max) > (current.einddatum or date.max)
    return EXTENDED if is_longer else SHORTENED


def _list_reasons() -> str:
    """Return the reasons that a change of the amount may have, as "03 (Contractwijziging), …"."""
    codes = reasons_to_change().items()
    return ", ".join(f"{code} ({meaning})" for code, meaning in codes if code not in (EXTENDED, SHORTENED))
