"""Every page, what each kind of organisation gets there, and which roles may do what it does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from gateway.store.parties.personen import Role
from tests.e2e.routes import Situation

ALL: Sequence[Role] = ("raadpleger", "consulent", "backoffice", "beheerder")
CALLERS = ("0983", "0984", "99990001", "99990002", "beheer")


@dataclass(frozen=True)
class Page:
    """A page, asked for in the situation of tests/e2e/routes.py."""

    route: str
    path: Callable[[Situation], str]
    expected: tuple[int, int, int, int, int]
    """The status for VENLO, VENRAY, ZORG, THUIS and BEHEER, in a role that may."""
    roles: Sequence[Role] = ALL
    fields: Callable[[Situation], dict[str, Any]] = field(default=lambda _: {})


PAGES: Sequence[Page] = (
    Page("GET /console", lambda _: "/console", (200, 200, 200, 200, 200)),
    Page("GET /console/doel", lambda _: "/console/doel", (200, 200, 200, 200, 200)),
    Page("POST /console/doel", lambda _: "/console/doel", (303, 303, 303, 303, 303)),
    Page("GET /console/berichten", lambda _: "/console/berichten", (200, 200, 200, 200, 200)),
    Page("GET /console/berichten/{id}", lambda s: f"/console/berichten/{s.wmo305}", (200, 404, 200, 404, 200)),
    Page("GET /console/berichten/{id}/xml", lambda s: f"/console/berichten/{s.wmo305}/xml", (200, 404, 200, 404, 403)),
    Page("POST /console/uitloggen", lambda _: "/console/uitloggen", (303, 303, 303, 303, 303)),
)
FOR_STRANGERS = {"GET /console/inloggen", "POST /console/inloggen", "GET /console/bestand/{name}"}
