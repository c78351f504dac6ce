"""The days that care ran by its reports, and the judgements of decisions held against those days."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from gateway.policy.card import Objection
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.report_file import Report

Judgement = Callable[[Decision, CareFile, Policy], Iterable[Objection]]
"""What a check on decisions says of a decision, beside the client's other care."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedCare(Care):
    """Care whose days are those on which it ran by its reports; it is described by the days that were assigned."""

    assigned: tuple[date, date | None]
    """Ingangsdatum and Einddatum of the assignment."""

    @property
    def assigned_days(self) -> tuple[date, date | None]:
        """Ingangsdatum and Einddatum of the assignment."""
        return self.assigned


def as_reported(care: Care, begin: date | None = None) -> Care:
    """Return the care on its reported days: from `begin`, or its start, or without one from its Ingangsdatum.

    It runs until its final stop, also one after the Einddatum, or else until its Einddatum.
    """
    first = begin or care.gestart_op or care.ingangsdatum
    last = care.einddatum
    if last is not None and care.gestopt_op is not None:
        last = max(last, care.gestopt_op)
    if (first, last) == (care.ingangsdatum, care.einddatum):
        return care
    fields = {name: getattr(care, name) for name in Care.__dataclass_fields__}
    fields |= {"ingangsdatum": first, "einddatum": last}
    return ReportedCare(**fields, assigned=(care.ingangsdatum, care.einddatum))


def reported_days(report: Report, care_file: CareFile) -> tuple[Decision, CareFile] | None:
    """Return the days that the report adds, as a decision that would give just these, and the other care as reported.

    A start adds all days from its Begindatum; a final stop those after the Einddatum, and None when there are none.
    """
    care, was = report.care, None
    here = as_reported(care, report.begindatum if report.einddatum is None else None)
    if report.einddatum is not None:
        if care.einddatum is None or care.gestopt_op is None or care.gestopt_op <= care.einddatum:
            return None
        was = replace(here, einddatum=care.einddatum)
    decision = Decision(gemeente="", decision_day=care.besloten_op, care=here, was=was)
    others = tuple(as_reported(each) for each in care_file.care if each.nummer != care.nummer)
    return decision, CareFile(care=others, contracts=care_file.contracts)


def judged_anew(
    judgements: Mapping[str, Judgement], report: Report, decision: Decision, care_file: CareFile, policy: Policy
) -> Iterator[Objection]:
    """Yield what these judgements say, as objections to the report, each with its text as the source.

    `judgements`: by the code of their check on decisions; those that the policy switches off are left out.
    """
    for code, judgement in judgements.items():
        setting = policy.toetsen[code]
        if setting.gevolg is None:
            continue
        for each in judgement(decision, care_file, policy):
            bron = each.bron or setting.bron
            text = each.text if bron in each.text else f"{each.text} Bron: {bron}."
            path = "Begindatum" if report.einddatum is None else "Einddatum"
            yield replace(each, text=text, bron=bron, path=path, judged_as=code)


def first_start_judged(
    place: Mapping[str, Judgement], length: Mapping[str, Judgement], report: Report, care_file: CareFile, policy: Policy
) -> Iterator[Objection]:
    """Yield what judgements of base and order say of the reported days of a first start, and of length of the assigned.

    A start some days late doesn't change the months that were assigned. After a final stop the length isn't judged: the
    assignment ends where the care did.
    """
    days = reported_days(report, care_file)
    if days is None or not report.is_first_start:
        return
    decision, others = days
    yield from judged_anew(place, report, replace(decision, decision_day=report.begindatum), others, policy)
    if report.care.gestopt_op is None:
        yield from judged_anew(length, report, replace(decision, care=report.care), others, policy)
