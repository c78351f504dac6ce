"""What of an assignment was claimed and granted, and what is left of it to claim."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from gateway.rules.claim_file import ClaimedAssignment, Omvang
from gateway.rules.parts.claim_room import sum_of, term_ceiling, units_of
from gateway.store.care.toewijzing_verzendingen import find_known_version
from gateway.store.care.toewijzingen import Assignment, AssignmentVersion
from gateway.store.claims.prestaties import sum_outside, sum_standing
from gateway.store.db.database import Connection


@dataclass(frozen=True, slots=True)
class ClaimedSoFar:
    """What of an assignment was granted and not credited, and what is left to claim over its whole term.

    Left, or too much, is by the version that its provider knows: claims are judged by that.
    """

    cents: int = 0
    volumes: Mapping[str, int] = field(default_factory=dict)
    """By Eenheid."""
    left_volume: int | None = None
    """In whole units as assigned; None: there is no bound, or no volume."""
    left_cents: int | None = None
    """Of a Budget; None: there is none."""
    excess_volume: int = 0
    """What was granted before a change that left less, in begun units as assigned."""
    excess_cents: int = 0
    """The same of a Budget."""
    outside_cents: int = 0
    """What was granted on days that the assignment no longer has, and is to be credited."""
    eenheid: str | None = None
    """Of the volumes that are left or too much."""


NOTHING_CLAIMED: Final = ClaimedSoFar()


async def find_claimed(tx: Connection, assignment: Assignment) -> ClaimedSoFar:
    """Return what was claimed of the assignment, and what is left of the version that its provider knows."""
    found = (await sum_standing(tx, assignment.gemeente, [assignment.nummer])).get(assignment.nummer)
    volumes, cents = ({}, 0) if found is None else (found.volumes, found.cents)
    number = await find_known_version(tx, assignment.gemeente, assignment.nummer)
    version = next((each for each in assignment.versions if each.versie == number), None)
    if version is None or version.verwijderd:
        return ClaimedSoFar(cents, volumes)
    terms, omvang = version.terms, _omvang(version)
    outside = 0
    if found is not None:
        outside = await sum_outside(tx, assignment.gemeente, assignment.nummer, terms.ingangsdatum, terms.einddatum)
    most = term_ceiling(
        ClaimedAssignment(
            toewijzing_nummer=assignment.nummer,
            categorie=terms.categorie,
            code=terms.code,
            ingangsdatum=terms.ingangsdatum,
            einddatum=terms.einddatum,
            omvang=omvang,
        )
    )
    left_volume = None if most is None or omvang is None else units_of(most - sum_of(volumes, omvang), omvang)
    left_cents = None if terms.budget is None else terms.budget - cents
    return ClaimedSoFar(
        cents,
        volumes,
        left_volume=None if left_volume is None else max(0, left_volume),
        left_cents=None if left_cents is None else max(0, left_cents),
        excess_volume=max(0, -(left_volume or 0)),
        excess_cents=max(0, -(left_cents or 0)),
        outside_cents=outside,
        eenheid=terms.eenheid,
    )


def _omvang(version: AssignmentVersion) -> Omvang | None:
    terms = version.terms
    if terms.volume is None or terms.eenheid is None or terms.frequentie is None:
        return None
    return Omvang(volume=terms.volume, eenheid=terms.eenheid, frequentie=terms.frequentie)
