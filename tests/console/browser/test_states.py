"""Each form of each page with nonsense in it, and with nothing: a page that is right says what is wrong."""

import pytest

from tests.console.browser.test_keyboard import ROWS, opened
from tests.console.routes import Page
from tests.support.console.chromium import A_DOWNLOAD, Window

pytestmark = pytest.mark.asyncio(loop_scope="session")
NONSENSE = "<b>'\"&{{7*7}} #"
_FORMS = """() => [...document.querySelectorAll("main form")].map(form => [
    form.method, form.getAttribute("action").replace(/[0-9a-f-]{36}|[0-9]+/g, ""),
    ...[...form.elements].map(each => each.name)].join(" "))"""
_FILL = """([index, text]) => {
    const form = document.querySelectorAll("main form")[index];
    for (const each of form.elements) {
        if (["text", "textarea", "email", "password", "number", "search", "tel"].includes(each.type)) each.value = text;
        if (each.type === "file" && text) {
            const files = new DataTransfer();
            files.items.add(new File([text], text));
            each.files = files.files;
        }
    }
    form.noValidate = true;
    form.requestSubmit([...form.elements].find(each => each.type === "submit"));
}"""


@pytest.mark.parametrize("page", ROWS, ids=[each.route for each in ROWS])
async def test_a_form_with_nonsense_or_nothing_in_it_is_answered_by_a_page(window: Window, page: Page) -> None:
    for code in opened(page):
        await window.seat(code, "beheerder")
        if await window.open(page.path(window.site.made)) == A_DOWNLOAD:
            return
        for form in await window.page.evaluate(_FORMS):
            # What is empty first: nonsense may be taken for a note, and the form is gone.
            for text in ("", NONSENSE):
                if (code, form, text) in window.site.filled_in:
                    continue
                window.site.filled_in.add((code, form, text))
                await window.open(page.path(window.site.made))
                here = await window.page.evaluate(_FORMS)
                if form not in here:
                    continue  # what was sent before was taken: there is nothing left to fill in
                status = await window.lead_on(_FILL, [here.index(form), text])
                assert status < 500, (code, form)
                assert await window.faults() == [], (code, form, text)
