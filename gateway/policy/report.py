"""The judge of what a provider reports: the starts and stops of a message, held against policy. Signals only.

Each is judged by the text in force on the Ingangsdatum of its assignment, and by the books as they are once the message
is in them: its removals carried out, its starts and stops added.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Final

from gateway.messages.place import line, path
from gateway.messages.start import Wmo305
from gateway.messages.stop import Wmo307
from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care_file import Dossier
from gateway.policy.codes import REPORTS, toetsmodules
from gateway.policy.engine import LEVEL, finding
from gateway.policy.model import Beleid
from gateway.policy.report_file import Melding, books_after, reports_in, updated_care
from gateway.policy.watch_file import BeleidOp
from gateway.rules.case import CaseFile
from gateway.standard.findings import Finding, Severity

MEESTE: Final = 50
"""So many findings of one check on one message are told."""


Check = Callable[[Melding, Dossier, Beleid], Iterable[Bezwaar]]


@dataclass(frozen=True, slots=True)
class Meldingstoets:
    """A check on a report: its card, and how it is done."""

    kaart: Kaart
    check: Check


@cache
def meldingtoetsen() -> tuple[Meldingstoets, ...]:
    """Return every check on a report, in the order of their codes."""
    return tuple(Meldingstoets(module.kaart, module.check) for module in toetsmodules(REPORTS))


def beoordeel(
    bericht: Wmo305 | Wmo307, case: CaseFile, aanbieder: str, dossier: Dossier, beleid_op: BeleidOp
) -> tuple[Finding, ...]:
    """Return the signals on this message of `aanbieder`, in the order of the codes; () when there is nothing to see.

    `case` and `dossier` are the books before the message. A start or stop on an assignment that is not in the dossier
    is not judged. A check that crashes hides no other, and says so in a finding.
    """
    starts, stops = books_after(bericht, case)
    bij = Dossier(zorg=updated_care(dossier.zorg, aanbieder, starts, stops), contracten=dossier.contracten)
    meldingen = reports_in(bericht, {each.nummer: each for each in bij.zorg if each.aanbieder == aanbieder})
    zaken = [(each, bij, beleid) for each in meldingen if (beleid := beleid_op(each.zorg.ingangsdatum)) is not None]
    gevonden: list[Finding] = []
    for toets in meldingtoetsen():
        try:
            gevonden += islice(_findings(toets, zaken), MEESTE)
        except Exception as error:  # noqa: BLE001 - a signal keeps no message from being dealt with
            gevonden.append(_niet_beoordeeld(toets.kaart, error))
    return tuple(gevonden)


def _findings(toets: Meldingstoets, zaken: Iterable[tuple[Melding, Dossier, Beleid]]) -> Iterable[Finding]:
    for melding, dossier, beleid in zaken:
        if beleid.toetsen[toets.kaart.code].gevolg is None:
            continue
        for bezwaar in toets.check(melding, dossier, beleid):
            names = bezwaar.path.split("/") if bezwaar.path else ()
            yield replace(
                finding(toets.kaart, bezwaar, beleid),
                path=path(melding.klasse, *names),
                line=line(melding.klasse, *names),
                voor_aanbieder=bezwaar.eigen,
            )


def _niet_beoordeeld(kaart: Kaart, error: Exception) -> Finding:
    """The text of an exception may hold personal data, so only its name is told."""
    return Finding(
        code=kaart.code,
        level=LEVEL,
        severity=Severity.SIGNAAL,
        path="/Bericht",
        explanation=f"Dit signaal kon niet worden beoordeeld ({type(error).__name__}). Het bericht telt gewoon mee.",
        remedy="Kijk dit zelf na, en meld de fout aan de beheerder.",
    )
