"""Which contracts a provider has for what is decided on, and on which days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gateway.policy.care.concurrent_care import dragers, is_vervoer
from gateway.policy.care.days import Reeks, loopt, samen, zonder
from gateway.policy.care_file import Contract, Dossier, Zorg
from gateway.policy.model import Beleid


@dataclass(frozen=True, slots=True)
class Dekking:
    """A contract, and the days on which it covers the care."""

    contract: Contract
    dagen: Sequence[Reeks]


def dekkingen(zorg: Zorg, dossier: Dossier, beleid: Beleid) -> list[Dekking]:
    """Return what the provider's contracts cover of this care: those for its segment, on all their days.

    Vervoer has no lot of its own, so a contract for the segment of its carrier covers it too: on days when such a
    carrier runs, and on days when none runs at all (NL-203 objects to those).
    """
    segment = beleid.segment_van(zorg.code)
    eigen = [each for each in dossier.contracten or () if each.aanbieder == zorg.aanbieder]
    gevonden = [Dekking(each, (duur(each),)) for each in eigen if each.segment == segment]
    if is_vervoer(zorg, beleid):
        gevonden += _door_drager(eigen, dossier, beleid)
    return gevonden


def _door_drager(eigen: Iterable[Contract], dossier: Dossier, beleid: Beleid) -> list[Dekking]:
    gevonden = dragers(dossier.zorg, beleid)
    dekkend = {
        each.id: [loopt(drager) for drager in gevonden if beleid.segment_van(drager.code) == each.id]
        for each in beleid.segmenten.values()
        if each.drager
    }
    gedragen = [reeks for reeksen in dekkend.values() for reeks in reeksen]
    return [
        Dekking(each, (*samen(duur(each), dekkend[each.segment]), *zonder(duur(each), gedragen)))
        for each in eigen
        if each.segment in dekkend
    ]


def duur(contract: Contract) -> Reeks:
    """Return the days on which it holds."""
    return contract.vanaf, contract.tot or date.max
