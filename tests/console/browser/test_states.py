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
        r"\bp[0-9a-f]{12}\b|[0-9a-f-]{36}|[0-9]+",
        "",
        f"{form.method} {form.action} {sorted(form.values)} {form.pressed}",
    )


async def found_on(window: Window, path: str) -> list[Form]:
    """Return the forms of this page."""
    answer = await window.ask_for(path)
    is_page = answer.headers["content-type"].startswith("text/html")
    return forms_of(answer.text, answer.url.path) if is_page else []


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
                typed = here[name_of(form)].typed_in(text)
                if typed.method == "GET":
                    answer = await window.http.get(typed.action, params=typed.values)
                else:
                    answer = await window.send(typed.action, typed.values, typed.with_files(text))
                assert answer.status_code < 500, (code, form)
                assert await window.faults_of(answer) == [], (code, form, text)
