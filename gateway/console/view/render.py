"""Pages made of templates: everything in them is escaped, and a name that is missing is an error."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from gateway.console.session.cookie import form_token
from gateway.console.session.visit import TOKEN_FIELD, Visit
from gateway.console.view import words
from gateway.console.view.assets import address_of
from gateway.console.view.deciding.parts import part_in_words
from gateway.console.view.menu import MENUS
from gateway.console.view.refusals import PLAIN
from gateway.exchange.kernel.findings_json import to_json
from gateway.standard.calendar import dutch_days_in, dutch_month
from gateway.standard.money import euros, signed_euros
from gateway.store.parties.sessies import Session

_ENVIRONMENT: Final = Environment(
    loader=PackageLoader("gateway.console"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters.update(
    bevinding=to_json,
    begin=words.begun,
    dag=words.day,
    dagen=dutch_days_in,
    deel=part_in_words,
    euro=euros,
    saldo=signed_euros,
    kort=words.short,
    maand=dutch_month,
    moment=words.moment,
    omvang=words.volume,
    soort=words.kind,
    toon=words.tone,
    label=words.label,
    aantal=words.count,
    code=words.code,
)
_ENVIRONMENT.globals.update(asset=address_of, token_field=TOKEN_FIELD, deliveries=words.DELIVERIES)


def page(visit: Visit, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return the page for this visit."""
    frame = _frame(visit.session, visit.token, visit.request.url.path)
    return HTMLResponse(_ENVIRONMENT.get_template(template).render({**frame, **values}), status)


def page_for_anybody(template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page without a menu, for somebody who isn't logged in."""
    return HTMLResponse(_ENVIRONMENT.get_template(template).render({"session": None, **values}), status)


def problem_page(visitor: tuple[Session, str] | None, path: str, problem: Mapping[str, Any]) -> bytes:
    """Return the page that tells of a problem, with the menu of the visitor; None: of a stranger."""
    frame = {"session": None} if visitor is None else _frame(*visitor, path)
    plain = PLAIN.get(str(problem.get("type", "")).rpartition(":")[2])
    told = problem if plain is None else {**problem, "detail": plain}
    return _ENVIRONMENT.get_template("probleem.html").render({**frame, "problem": told}).encode()


def _frame(session: Session, token: str, path: str) -> dict[str, Any]:
    """Return what stands around each page."""
    menu = MENUS.get(session.organisatie.soort, ())
    return {
        "session": session,
        "menu": [(group.title, [(each, each.holds(path)) for each in group.items]) for group in menu],
        "form_token": form_token(token),
    }


def with_query(path: str, given: Mapping[str, str], **changes: str | None) -> str:
    """Return the address of this page with these filters, changed as given; empty ones are left out."""
    query = {name: value for name, value in {**given, **changes}.items() if value}
    return f"{path}?{urlencode(query)}" if query else path
