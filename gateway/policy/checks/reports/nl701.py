"""NL-701: care begins soon after the first day of its assignment."""

from collections.abc import Iterator
from datetime import timedelta

from gateway.policy.card import Card, Objection
from gateway.policy.care_file import CareFile
from gateway.policy.model import Policy
from gateway.policy.report_file import Report
from gateway.policy.words import describe

card = Card(
    code="NL-701",
    subject="late start",
    statement="De zorg begint binnen vier weken na de Ingangsdatum van de toewijzing.",
    remedy="Stem met elkaar af waarom het later werd, en of de toewijzing nog past.",
    note=(
        "De weken (termijn) tellen van de Ingangsdatum tot de Begindatum van de eerste start; de laatste dag telt mee. "
        "Een herstart na een tijdelijke stop is geen late start."
    ),
    has_term=True,
)


def check(report: Report, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection to a first start after the term. `termijn`: weeks."""
    setting = policy.bewaking[card.code]
    segment = policy.segment_of(report.care.code)
    if not report.is_first_start or (setting.segmenten and segment not in setting.segmenten):
        return
    elapsed = report.begindatum - report.care.ingangsdatum
    if elapsed > timedelta(weeks=setting.termijn):
        yield Objection(
            text=f"De zorg van {describe(report.care)} begon op {report.begindatum}, {elapsed.days} dagen na de "
            f"Ingangsdatum; binnen {setting.termijn} weken is gebruikelijk.",
            path="Begindatum",
            visible_to_provider=True,
            values={"Begindatum": str(report.begindatum), "Ingangsdatum": str(report.care.ingangsdatum)},
        )
