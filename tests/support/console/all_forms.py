"""The forms of a page, as a browser sends them, and all that a person of an organisation finds on the pages."""

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from lxml import html

from gateway.console.session.visit import TOKEN_FIELD
from tests.console.routes import CALLERS, PAGES
from tests.e2e.routes import Situation
from tests.support.console.browser import Browser

_TYPED = ("text", "password", "email", "search", "tel", "number", None)


@dataclass(frozen=True)
class Form:
    """A form as it came, without the token of its session; each box is ticked."""

    method: str
    action: str
    values: dict[str, list[str]]
    files: tuple[str, ...] = ()
    typed: frozenset[str] = frozenset()
    """Fields that a person types in."""
    pressed: str = ""
    """The name and value of the button."""
    place: tuple[int, int] = field(default=(0, 0), repr=False)
    """Which form of the page it is, and which of its buttons, from 0."""

    def filled(self, text: str) -> "Form":
        """Return the form with this text in each field, of whatever kind."""
        return replace(self, values={name: [text] for name in self.values})

    def typed_in(self, text: str) -> "Form":
        """Return the form with this text in each field that a person types in."""
        return replace(self, values={**self.values, **{name: [text] for name in self.typed}})

    def with_files(self, text: str) -> dict[str, tuple[str, bytes]] | None:
        """Return a file that holds this text for each field for one; without a text an empty one."""
        return {name: (text, text.encode()) for name in self.files} or None

    async def send(self, browser: Browser, file: tuple[str, bytes] = ("a.csv", b"")) -> httpx.Response:
        """Send it in the session of this browser, with this file in each field for one."""
        if self.method == "GET":
            return await browser.http.get(self.action, params=self.values)
        return await browser.send(self.action, self.values, dict.fromkeys(self.files, file) or None)


def forms_of(page: str, path: str) -> list[Form]:
    """Return the forms of the page at this path, once for each of their buttons, but the one to log out."""
    found = []
    for number, form in enumerate(html.fromstring(page).forms):
        values: dict[str, list[str]] = {}
        files, typed = [], []
        for each in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
            if each.get("type") == "file":
                files.append(each.get("name"))
            elif each.get("name") != TOKEN_FIELD:
                values.setdefault(each.get("name"), []).append(_value_of(each))
                if each.tag == "textarea" or (each.tag == "input" and each.get("type") in _TYPED):
                    typed.append(each.get("name"))
        for which, button in enumerate(form.xpath(".//button")):
            action = urljoin(path, button.get("formaction") or form.action or path)
            pressed = {button.get("name"): [button.get("value") or ""]} if button.get("name") else {}
            if action.endswith("/uitloggen"):
                continue
            found.append(
                Form(
                    (form.method or "GET").upper(),
                    action,
                    {**values, **pressed},
                    tuple(files),
                    frozenset(typed),
                    f"{button.get('name')}={button.get('value')}",
                    (number, which),
                )
            )
    return found


def _value_of(field: Any) -> str:
    if field.tag == "textarea" or (field.tag == "input" and field.get("type") in _TYPED):
        return str(field.value or "") or "iets"
    return str(field.get("value") if field.tag == "input" else field.value or "")


async def all_forms(browser: Browser, made: Situation, code: str) -> list[Form]:
    """Return each form that somebody of this organisation finds on the pages of tests/console/routes.py, once."""
    found: dict[str, Form] = {}
    for page in PAGES:
        if page.route.startswith("POST") or page.expected[CALLERS.index(code)] != 200:
            continue
        path = page.path(made)
        response = await browser.http.get(path)
        if response.headers["content-type"].startswith("text/html"):
            for form in forms_of(response.text, urlsplit(path).path):
                found.setdefault(str(form), form)
    return list(found.values())
