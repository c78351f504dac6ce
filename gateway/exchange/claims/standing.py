"""What of an assignment was claimed and granted, and what is left of it to claim."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from gateway.rules.claim_file import ClaimedAssignment, Omvang
from gateway.rules.parts.claim_room import shown, sum_of, term_ceiling
from gateway.store.care.toewijzingen import Assignment
from gateway.store.claims.prestaties import sum_standing
from gateway.store.db.database import Connection


@dataclass(frozen=True, slots=True)
class ClaimedSoFar:
    """What of an assignment was granted and not credited, and what is left to claim over its whole term."""

    cents: int = 0
    volumes: Mapping[str, int] = field(default_factory=dict)
    """By Eenheid."""
    left_volume: int | None = None
    """In whole units as assigned; None: there is no bound, or no volume."""
    left_cents: int | None = None
    """Of a Budget; None: there is none."""


NOTHING_CLAIMED: Final = ClaimedSoFar()


async def find_claimed(tx: Connection, assignment: Assignment) -> ClaimedSoFar:
    """Return what was claimed of the present version, and what is left."""
    found = (await sum_standing(tx, assignment.gemeente, [assignment.nummer])).get(assignment.nummer)
    volumes, cents = ({}, 0) if found is None else (found.volumes, found.cents)
    terms, version = assignment.current.terms, assignment.current
    omvang = None
    if terms.volume is not None and terms.eenheid is not None and terms.frequentie is not None:
        omvang = Omvang(volume=terms.volume, eenheid=terms.eenheid, frequentie=terms.frequentie)
    if version.verwijderd:
        return ClaimedSoFar(cents, volumes)
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
    left = None if most is None or omvang is None else max(0, most - sum_of(volumes, omvang))
    return ClaimedSoFar(
        cents,
        volumes,
        None if left is None or omvang is None else int(shown(left, omvang.eenheid, omvang)),
        None if terms.budget is None else max(0, terms.budget - cents),
    )
