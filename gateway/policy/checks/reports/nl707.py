"""NL-707: by its reported days, vervoer runs beside a carrier of its own provider."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from gateway.policy.card import Card, Objection
from gateway.policy.care.concurrent_care import carriers_in, is_vervoer
from gateway.policy.care.days import DayRange, intersect, running_days, subtract
from gateway.policy.care.judgement import judged_anew, reported_days
from gateway.policy.care.vervoer import VERVOER
from gateway.policy.care_file import CareFile
from gateway.policy.model import Policy
from gateway.policy.report_file import Report
from gateway.policy.words import describe_with_provider, opening, periods

_ONE_DAY: Final = timedelta(days=1)

card = Card(
    code="NL-707",
    subject="start van vervoer of drager",
    statement="Vervoer loopt volgens de gemelde dagen naast een drager, en een van dezelfde aanbieder.",
    remedy=(
        "Vraag de aanbieder of de gemelde dagen kloppen. Kloppen zij, ken dan een drager toe voor de dagen zonder, of "
        "laat het vervoer eindigen of naar de aanbieder van de drager gaan."
    ),
    note=(
        "De dagen tellen als bij NL-706. Er wordt geoordeeld als bij een besluit (NL-203 en NL-205, voor zover zij aan "
        "staan). Begint een drager later dan zijn Ingangsdatum, dan gaat het ook om vervoer dat al was begonnen. Wat "
        "er gebeurt als een drager stopt, zegt NL-705."
    ),
)


def check(report: Report, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection to the start of vervoer, or of a carrier, for days of vervoer that nothing carries."""
    if (days := reported_days(report, care_file)) is None:
        return
    _, others = days
    yield from judged_anew(VERVOER, report, *days, policy)
    if report.is_first_start and carriers_in((report.care,), policy):
        yield from _waiting_for(report, others, policy)


def _waiting_for(report: Report, others: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for each vervoer that had begun when this carrier was to begin and hadn't."""
    missed: DayRange = (report.care.ingangsdatum, report.begindatum - _ONE_DAY)
    carried = [running_days(each) for each in carriers_in(others.care, policy)]
    for vervoer in others.care:
        if vervoer.nummer is None or vervoer.gestart_op is None or not is_vervoer(vervoer, policy):
            continue
        days = [part for found in intersect(missed, [running_days(vervoer)]) for part in subtract(found, carried)]
        if days:
            yield Objection(
                text=f"{opening(report.care)} begon pas op {report.begindatum}; "
                f"{describe_with_provider(vervoer, report.care)} had daardoor geen drager {periods(days)}.",
                path="Begindatum",
                values={"Begindatum": str(report.begindatum), "ToewijzingNummer": str(vervoer.nummer)},
                other_assignments=(vervoer.nummer,),
            )
