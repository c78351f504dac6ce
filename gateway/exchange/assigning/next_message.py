"""The WMO301 that would follow on a decision: each line, why it is there, and how it differs from the last message."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from gateway.exchange.assigning.policy import Step
from gateway.exchange.kernel.gateway import Gateway
from gateway.messages.terms import AssignmentTerms
from gateway.store.care import toewijzing_verzendingen
from gateway.store.care.clienten import Client
from gateway.store.care.toewijzingen import AssignmentVersion
from gateway.store.db.database import Connection

_HIGHEST_NUMBER: Final = 999_999_999
"""The highest ToewijzingNummer that a message can hold."""
_COMPARED: Final = tuple(name for name in AssignmentTerms.__dataclass_fields__ if name != "referentie_aanbieder")


@dataclass(frozen=True, slots=True)
class Line:
    """One assignment in the message, or one that was in the last message and isn't in this one."""

    nummer: int | None
    """None: of a new assignment, which has no number yet."""
    version: AssignmentVersion | None
    """None: no longer in the message."""
    before: AssignmentVersion | None
    """As it stood in the last message; None: it wasn't there."""
    reason: str
    """Why it is in the message, or no longer (Dutch)."""

    @property
    def changed_terms(self) -> tuple[str, ...]:
        """The names of the terms that differ from the last message; empty when it is in one of the two only."""
        if self.version is None or self.before is None:
            return ()
        return tuple(
            name for name in _COMPARED if getattr(self.version.terms, name) != getattr(self.before.terms, name)
        )


async def lines_to_send(
    tx: Connection, gateway: Gateway, client: Client, aanbieder: str, steps: Sequence[Step]
) -> list[Line]:
    """Return the lines of the message that these steps lead to (OP087), by number, new ones last."""
    today = gateway.today()
    last = await toewijzing_verzendingen.last_sent(tx, client.gemeente, client.id, aanbieder)
    before = {each.nummer: each for each in last}
    decided = {step.nummer: step.new for step in steps if step.nummer is not None}
    unchanged = {
        each.nummer: each
        for each in await toewijzing_verzendingen.versions_to_send(tx, client.gemeente, client.id, aanbieder, today)
        if each.nummer not in decided
    }
    known = sorted(before.keys() | decided.keys() | unchanged.keys())
    lines = [_line(nummer, decided.get(nummer), unchanged.get(nummer), before.get(nummer), today) for nummer in known]
    new = [step.new for step in steps if step.nummer is None]
    return lines + [
        Line(None, replace(each, nummer=_HIGHEST_NUMBER - place), None, "nieuw in dit besluit")
        for place, each in enumerate(new)
    ]


def _line(
    nummer: int,
    decided: AssignmentVersion | None,
    unchanged: AssignmentVersion | None,
    before: AssignmentVersion | None,
    today: date,
) -> Line:
    if decided is not None:
        what = "verwijderd" if decided.verwijderd else "gewijzigd"
        return Line(nummer, decided, before, f"{what} in dit besluit (RedenWijziging {decided.reden_wijziging})")
    if unchanged is None:
        end = None if before is None or before.verwijderd else before.terms.einddatum
        gone = f"haar Einddatum {end} is voorbij" if end is not None and end < today else "zij is verwijderd"
        return Line(nummer, None, before, f"staat er niet meer in: {gone}, en de aanbieder weet dat al (OP087)")
    if before is not None and before.versie == unchanged.versie:
        return Line(nummer, unchanged, before, "ongewijzigd; gaat mee omdat zij vandaag of later geldt (OP087)")
    return Line(nummer, unchanged, before, "nog niet gemeld, of afgekeurd en dus als niet verzonden (OP087, OP286)")
