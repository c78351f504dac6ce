"""NL-705: vervoer doesn't go on without a carrier when its carrier stops."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from gateway.policy.card import Card, Objection
from gateway.policy.care.concurrent_care import carriers_in, is_vervoer
from gateway.policy.care.days import running_days, subtract
from gateway.policy.care_file import Care, CareFile
from gateway.policy.model import Policy
from gateway.policy.report_file import Report
from gateway.policy.words import describe_with_provider, opening, periods
from gateway.rules.case import TEMPORARY

_ONE_DAY: Final = timedelta(days=1)

card = Card(
    code="NL-705",
    subject="vervoer zonder drager",
    statement="Als de drager van vervoer stopt, loopt het vervoer niet door zonder andere drager.",
    remedy="Verkort de toewijzing van het vervoer, of ken een andere drager toe.",
    note=(
        "Vervoer hoort bij de drager als beide toewijzingen een dag samen hebben, bij welke aanbieder ook. Het loopt "
        "door tot zijn Einddatum of een definitieve stop, ook in ditzelfde bericht. Dagen waarop een andere drager "
        "loopt, tellen niet mee. Een tijdelijke stop (reden 20) laat het vervoer staan."
    ),
)


def check(report: Report, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for each vervoer that keeps days without a carrier after this final stop."""
    end = report.care.gestopt_op
    if report.einddatum is None or report.reden == TEMPORARY or end is None or end == date.max:
        return
    if not carriers_in((report.care,), policy):
        return
    carried = [running_days(each) for each in carriers_in(care_file.care, policy)]
    for vervoer in care_file.care:
        if vervoer.nummer is None or not is_vervoer(vervoer, policy) or not _share_a_day(vervoer, report.care):
            continue
        rest = (max(vervoer.ingangsdatum, end + _ONE_DAY), vervoer.last_day)
        days = subtract(rest, carried) if rest[0] <= rest[1] else []
        if days:
            yield Objection(
                text=f"{opening(report.care)} stopte; {describe_with_provider(vervoer, report.care)} heeft dan geen "
                f"drager {periods(days)}.",
                path="Einddatum",
                values={"Einddatum": str(report.einddatum), "ToewijzingNummer": str(vervoer.nummer)},
                other_assignments=(vervoer.nummer,),
            )


def _share_a_day(vervoer: Care, drager: Care) -> bool:
    """Return True when the two were assigned for a common day, stops left aside."""
    end = min(vervoer.einddatum or date.max, drager.einddatum or date.max)
    return max(vervoer.ingangsdatum, drager.ingangsdatum) <= end
