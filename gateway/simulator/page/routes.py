"""The page over HTTP. Each form goes back to the page, so that loading it again does nothing twice."""

import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import jinja2
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from gateway.simulator.page.buttons import HABITS, add_fault, list_buttons
from gateway.simulator.played import Played
from gateway.simulator.scenario import Habit
from gateway.standard.calendar import DUTCH_TIME
from gateway.standard.releases import IWMO_3_2

_SHOWN: Final = 200
"""Events on the page, of which the newest comes first."""
_HERE: Final = Path(__file__).parent


def create_page(played: Played) -> APIRouter:
    """Return the routes of the page."""
    token = secrets.token_urlsafe(32)
    page = _template()
    router = APIRouter()

    def show(wrong: str | None = None) -> Response:
        return HTMLResponse(page.render(token=token, wrong=wrong, **_content(played)), 400 if wrong else 200)

    async def form(request: Request) -> dict[str, Any]:
        """Return the fields of the form. Raises HTTPException when it is of no page of ours."""
        async with request.form(max_fields=50) as found:
            if not secrets.compare_digest(str(found.get("token", "")).encode(), token.encode()):
                raise HTTPException(403, "Dit formulier hoort niet bij deze bladzijde. Laad de bladzijde opnieuw.")
            fields = {key: str(value).strip() for key, value in found.items()}
            return {**fields, "gedrag": [str(each) for each in found.getlist("gedrag")]}

    @router.get("/")
    async def look() -> Response:
        return show()

    @router.get("/stijl.css")
    async def style() -> Response:
        return FileResponse(_HERE / "stijl.css", media_type="text/css")

    @router.post("/storing")
    async def add(request: Request) -> Response:
        wrong = add_fault(played, await form(request))
        return _back() if wrong is None else show(wrong)

    @router.post("/storing/{nummer}/weg")
    async def remove(nummer: int, request: Request) -> Response:
        await form(request)
        played.faults.remove(nummer)
        return _back()

    @router.post("/gedrag/{code}")
    async def behave(code: str, request: Request) -> Response:
        fields = await form(request)
        try:
            played.software[code].habits = frozenset(map(Habit, fields["gedrag"]))
        except (KeyError, ValueError):
            raise HTTPException(404, "Deze partij of dit gedrag is er niet.") from None
        return _back()

    return router


def _back() -> Response:
    return RedirectResponse("/", 303)


def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(_HERE)
    found = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    local: Callable[[datetime], str] = lambda when: f"{when.astimezone(DUTCH_TIME):%H:%M:%S}"  # noqa: E731
    found.filters["tijd"] = local
    return found.get_template("simulator.html")


def _content(played: Played) -> dict[str, Any]:
    """Return what the page shows: references, kinds and codes, and never a message."""
    entries = played.journal.entries
    last = {each.referentie: each for each in entries}
    return {
        "scenario": played.scenario,
        "url": played.url,
        "software": played.software,
        "boxes": {code: box.waiting() for code, box in played.boxes.items()},
        "under_way": [(each, last.get(reference)) for reference, each in played.exchange.under_way.items()],
        "entries": entries[: -_SHOWN - 1 : -1],
        "rules": played.faults.rules,
        "buttons": list_buttons(played),
        "habits": HABITS,
        "kinds": list(IWMO_3_2.kinds),
    }
