"""The judge of what a provider reports: the starts and stops of a message, held against policy. Signals only.

Each is judged by the text in force on the Ingangsdatum of its assignment, and by the books as they are once the message
is in them: its removals carried out, its starts and stops added.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import islice
from typing import Final

from gateway.messages.gedeeld import Knoop
from gateway.messages.plaats import line, path
from gateway.messages.start import Wmo305
from gateway.messages.stop import Wmo307
from gateway.policy.beleid import Beleid
from gateway.policy.codes import MELDINGEN, toetsmodules
from gateway.policy.dossier import Dossier, Zorg
from gateway.policy.kaart import Bezwaar, Kaart
from gateway.policy.toetsing import LEVEL, finding
from gateway.policy.zaken import BeleidOp
from gateway.rules.case import CaseFile, Start, Stop, delivered_starts, delivered_stops, starts_left, stops_left
from gateway.standard.findings import Finding, Severity

MEESTE: Final = 50
"""So many findings of one check on one message are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Melding:
    """A start or a stop on one assignment."""

    zorg: Zorg
    """The assignment, with this report in the books."""
    begindatum: date
    einddatum: date | None = None
    """Of a stop: the last day of the care, inclusive; None: it is a start."""
    reden: str | None = None
    """Of a stop: RedenBeeindiging."""
    klasse: Knoop
    """The StartProduct or StopProduct it was read from."""

    @property
    def eerste_start(self) -> bool:
        """True of a start before which the care was not reported as begun; no restart after a temporary stop."""
        return self.einddatum is None and self.zorg.gestart_op == self.begindatum


Check = Callable[[Melding, Dossier, Beleid], Iterable[Bezwaar]]


@dataclass(frozen=True, slots=True)
class Meldingstoets:
    """A check on a report: its card, and how it is done."""

    kaart: Kaart
    check: Check


@cache
def meldingtoetsen() -> tuple[Meldingstoets, ...]:
    """Every check on a report, in the order of their codes."""
    return tuple(Meldingstoets(module.kaart, module.check) for module in toetsmodules(MELDINGEN))


def beoordeel(
    bericht: Wmo305 | Wmo307, case: CaseFile, aanbieder: str, dossier: Dossier, beleid_op: BeleidOp
) -> tuple[Finding, ...]:
    """The signals on this message of `aanbieder`, in the order of the codes; () when there is nothing to see.

    `case` and `dossier` are the books before the message. A start or stop on an assignment that is not in the dossier
    is not judged. A check that crashes hides no other, and says so in a finding.
    """
    starts, stops = _na(bericht, case)
    bij = Dossier(zorg=_bijgewerkt(dossier.zorg, aanbieder, starts, stops), contracten=dossier.contracten)
    meldingen = _meldingen(bericht, {each.nummer: each for each in bij.zorg if each.aanbieder == aanbieder})
    zaken = [(each, bij, beleid) for each in meldingen if (beleid := beleid_op(each.zorg.ingangsdatum)) is not None]
    gevonden: list[Finding] = []
    for toets in meldingtoetsen():
        try:
            gevonden += islice(_findings(toets, zaken), MEESTE)
        except Exception as error:  # noqa: BLE001 - a signal keeps no message from being dealt with
            gevonden.append(_niet_beoordeeld(toets.kaart, error))
    return tuple(gevonden)


def _na(bericht: Wmo305 | Wmo307, case: CaseFile) -> tuple[Sequence[Start], Sequence[Stop]]:
    """The starts and the stops that stand once the message is in the books."""
    if isinstance(bericht, Wmo305):
        return [*starts_left(bericht, case), *(each for _, each in delivered_starts(bericht))], case.stops
    return case.starts, [*stops_left(bericht, case), *(each for _, each in delivered_stops(bericht))]


def _bijgewerkt(
    alle: Iterable[Zorg], aanbieder: str, starts: Sequence[Start], stops: Sequence[Stop]
) -> tuple[Zorg, ...]:
    """The care with these starts and stops on the assignments of this provider.

    A final stop counts as long as no later start took the care up again.
    """
    begonnen: dict[int | None, list[date]] = {}
    for start in starts:
        begonnen.setdefault(start.toewijzing_nummer, []).append(start.begindatum)
    gestopt: dict[int | None, date] = {}
    for stop in stops:
        nummer = stop.toewijzing_nummer
        if not stop.tijdelijk and nummer in begonnen and stop.begindatum >= max(begonnen[nummer]):
            gestopt[nummer] = max(stop.einddatum, gestopt.get(nummer, date.min))
    return tuple(
        _met(each, min(begonnen.get(each.nummer, ()), default=None), gestopt.get(each.nummer))
        if each.aanbieder == aanbieder
        else each
        for each in alle
    )


def _met(zorg: Zorg, gestart_op: date | None, gestopt_op: date | None) -> Zorg:
    """The care with these days; most care keeps those it has, and to copy it costs more than all else here."""
    if (gestart_op, gestopt_op) == (zorg.gestart_op, zorg.gestopt_op):
        return zorg
    return replace(zorg, gestart_op=gestart_op, gestopt_op=gestopt_op)


def _meldingen(bericht: Wmo305 | Wmo307, zorg: dict[int | None, Zorg]) -> list[Melding]:
    """What the message delivers on these assignments, by their numbers."""
    if isinstance(bericht, Wmo305):
        return [
            Melding(zorg=zorg[start.toewijzing_nummer], begindatum=start.begindatum, klasse=klasse)
            for klasse, start in delivered_starts(bericht)
            if start.toewijzing_nummer in zorg
        ]
    return [
        Melding(
            zorg=zorg[stop.toewijzing_nummer],
            begindatum=stop.begindatum,
            einddatum=stop.einddatum,
            reden=stop.reden_beeindiging,
            klasse=klasse,
        )
        for klasse, stop in delivered_stops(bericht)
        if stop.toewijzing_nummer in zorg
    ]


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
