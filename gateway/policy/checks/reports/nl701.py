"""NL-701: care begins soon after the first day of its assignment."""

from collections.abc import Iterator
from datetime import timedelta

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care_file import Dossier
from gateway.policy.model import Beleid
from gateway.policy.report_file import Melding
from gateway.policy.words import noem

kaart = Kaart(
    code="NL-701",
    onderwerp="late start",
    statement="De zorg begint binnen vier weken na de Ingangsdatum van de toewijzing.",
    remedy="Stem met elkaar af waarom het later werd, en of de toewijzing nog past.",
    note=(
        "De weken (termijn) tellen van de Ingangsdatum tot de Begindatum van de eerste start; de laatste dag telt mee. "
        "Een herstart na een tijdelijke stop is geen late start."
    ),
)


def check(melding: Melding, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield a signal on a first start after the term. `termijn`: weeks."""
    termijn = beleid.bewaking[kaart.code]
    segment = beleid.segment_van(melding.zorg.code)
    if not melding.eerste_start or (termijn.segmenten and segment not in termijn.segmenten):
        return
    verlopen = melding.begindatum - melding.zorg.ingangsdatum
    if verlopen > timedelta(weeks=termijn.termijn):
        yield Bezwaar(
            text=f"De zorg van {noem(melding.zorg)} begon op {melding.begindatum}, {verlopen.days} dagen na de "
            f"Ingangsdatum; binnen {termijn.termijn} weken is gebruikelijk.",
            path="Begindatum",
            eigen=True,
            values={"Begindatum": str(melding.begindatum), "Ingangsdatum": str(melding.zorg.ingangsdatum)},
        )
