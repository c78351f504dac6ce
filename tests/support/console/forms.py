"""A form as a browser sends it: what was filled in, with the fields that the page itself put in it."""

import re
from html import unescape
from typing import Any

import httpx

from tests.support.console.browser import Browser

_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def hidden_fields(html: str) -> dict[str, str]:
    """Return the fields that a person doesn't see; those of the form to log out are the same token."""
    return {name: unescape(value) for name, value in _HIDDEN.findall(html)}


def value_of(html: str, name: str) -> str:
    """Return what stands in this text field."""
    [found] = re.findall(rf'<input [^>]*\bid="v-{name}" name="{name}" type="\w+" value="([^"]*)"', html)
    return unescape(found)


async def ask_first(browser: Browser, path: str, status: int = 200, **filled: Any) -> tuple[str, dict[str, str]]:
    """Open the form, have what is filled in looked at, and return the page with all fields of its form."""
    empty = hidden_fields(await browser.open(path))
    response = await browser.send(path, {**empty, **filled, "doen": "toetsen"})
    assert response.status_code == status, response.text
    return response.text, {**filled, **hidden_fields(response.text)}


async def send_form(browser: Browser, path: str, fields: dict[str, str], doen: str) -> httpx.Response:
    """Press a button of a form that was looked at."""
    return await browser.send(path, {**fields, "doen": doen})
