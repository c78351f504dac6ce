"""Each form of each page with nonsense in it, and with nothing: a page that is right says what is wrong."""

import re

import pytest

from tests.console.browser.test_keyboard import ROWS, opened
from tests.console.routes import Page
from tests.support.console.all_forms import Form, forms_of
from tests.support.console.chromium import Window

pytestmark = pytest.mark.asyncio(loop_scope="session")
NONSENSE = "<b>'\"&{{7*7}} #"


def name_of(form: Form) -> str:
    """Return how the form is known again on another page, or for another client or person."""
    return re.sub(
        r"\b[op][0-9a-f]{12}\b|[0-9a-f-]{36}|[0-9]+",
        "",
        f"{form.method} {form.action} {sorted(form.values)} {form.pressed}",
    )


async def found_on(window: Window, path: str) -> list[Form]:
    """Return the forms of this page."""
    answer = await window.ask_for(path)
    is_page = answer.headers["content-type"].startswith("text/html")
    return forms_of(answer.text, answer.url.path) if is_page else []


async def sent_empty(window: Window, _: str, form: Form) -> list[str]:
    """Send the form with nothing in it, which a browser may refuse to do; return what is wrong with the answer."""
    empty = form.typed_in("")
    if empty.method == "GET":
        answer = await window.http.get(empty.action, params=empty.values)
    else:
        answer = await window.send(empty.action, empty.values, empty.with_files(""))
    assert answer.status_code < 500, form
    return await window.faults_of(answer)


async def typed_in(window: Window, path: str, form: Form) -> list[str]:
    """Fill the form in and send it in the browser, as a person does; return what is wrong with the next page."""
    await window.open(path)
    return await window.fill_in(form, NONSENSE)


@pytest.mark.parametrize("page", ROWS, ids=[each.route for each in ROWS])
async def test_a_form_with_nonsense_or_nothing_in_it_is_answered_by_a_page(window: Window, page: Page) -> None:
    path = page.path(window.site.made)
    for code in opened(page):
        await window.seat(code, "beheerder")
        for form in await found_on(window, path):
            # What is empty first: nonsense may be taken for a note, and the form is gone.
            for text in ("", NONSENSE):
                if (code, name_of(form), text) in window.site.filled_in:
                    continue
                window.site.filled_in.add((code, name_of(form), text))
                here = {name_of(each): each for each in await found_on(window, path)}
                if name_of(form) not in here:
                    continue  # what was sent before was taken: there is nothing left to fill in
                found = await (sent_empty if not text else typed_in)(window, path, here[name_of(form)])
                assert found == [], (code, form, text)
