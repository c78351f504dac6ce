"""The judge of policy: which checks there are, and what they say of a decision.

The policy that governs is the one in force on the Ingangsdatum. A check that is switched off in the data doesn't run.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.codes import DECISIONS, toetsmodules
from gateway.policy.model import Beleid
from gateway.standard.findings import Finding, Severity

LEVEL: Final = 5
"""The control level of a finding that goes beyond the four of the standard."""

Check = Callable[[Besluit, Dossier, Beleid], Iterable[Bezwaar]]


@dataclass(frozen=True, slots=True)
class Toetsing:
    """A check: its card, and how it is done."""

    kaart: Kaart
    check: Check


@cache
def besluittoetsen() -> tuple[Toetsing, ...]:
    """Return every check on a decision, in the order of their codes."""
    return tuple(Toetsing(module.kaart, module.check) for module in toetsmodules(DECISIONS))


def toets(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> tuple[Finding, ...]:
    """Return all that the policy has to say of this decision, in the order of the codes; () when it is allowed."""
    bevindingen: list[Finding] = []
    for toetsing in besluittoetsen():
        if beleid.toetsen[toetsing.kaart.code].gevolg is not None:
            bevindingen += (finding(toetsing.kaart, each, beleid) for each in toetsing.check(besluit, dossier, beleid))
    return tuple(bevindingen)


def finding(kaart: Kaart, bezwaar: Bezwaar, beleid: Beleid) -> Finding:
    """Return the objection with the weight and the source that the policy gives it."""
    hier = beleid.toetsen[kaart.code]
    gevolg = hier.gevolg or Severity.SIGNAAL
    return Finding(
        code=kaart.code,
        level=LEVEL,
        severity=gevolg,
        path=bezwaar.path,
        explanation=bezwaar.text,
        values=bezwaar.values,
        remedy=kaart.remedy,
        source=bezwaar.bron or hier.bron,
        overrulebaar=hier.overrulebaar and gevolg is Severity.BLOKKADE,
        betreft=bezwaar.betreft,
    )


def blokkades(bevindingen: Iterable[Finding], *, overruled: bool = False) -> tuple[Finding, ...]:
    """Return the findings that stop the decision; with `overruled` only those that no one may let pass."""
    return tuple(
        each for each in bevindingen if each.severity is Severity.BLOKKADE and not (overruled and each.overrulebaar)
    )
