"""Assignments that a test asks for."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from gateway.exchange.assigning.versions import NewAssignment
from gateway.exchange.kernel.gateway import Gateway
from gateway.messages.terms import AssignmentTerms
from tests.support.api.parties import ZORG
from tests.support.messages.messages import schemas


def new_assignment(client: UUID, aanbieder: str = ZORG, **changes: Any) -> NewAssignment:
    """Return a year of 02A02, 120 minutes a week, with changes to its terms."""
    terms: dict[str, Any] = {
        "categorie": "02",
        "code": "02A02",
        "ingangsdatum": date(2024, 1, 1),
        "einddatum": date(2024, 12, 31),
        "volume": 120,
        "eenheid": "01",
        "frequentie": "4",
    }
    return NewAssignment(client=client, aanbieder=aanbieder, terms=AssignmentTerms(**{**terms, **changes}))


def without_database(clock: Callable[[], datetime]) -> Gateway:
    """Return a gateway for use cases that only look at the clock and the schemas."""
    database: Any = None
    return Gateway(database, schemas(), now=clock)
