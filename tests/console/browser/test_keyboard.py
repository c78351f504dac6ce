"""Tab alone leads to each control of each page, and it is seen where one is."""

from collections.abc import Sequence

import pytest

from tests.console.routes import CALLERS, PAGES, Page
from tests.support.api.parties import BEHEER, VENLO, ZORG
from tests.support.console.chromium import A_DOWNLOAD, Window

pytestmark = pytest.mark.asyncio(loop_scope="session")
_BEGIN = """(whole) => {
    if (!whole) document.querySelector("main").focus();
    const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    window.unseen = [];
    window.left = new Set([...(whole ? document : document.querySelector("main")).querySelectorAll(all)].filter(
        each => each.tabIndex >= 0 && !each.disabled && each.checkVisibility()));
    document.addEventListener("focusin", ({target}) => {
        const look = getComputedStyle(target), place = target.getBoundingClientRect();
        const seen = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2
            && place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth;
        if (!seen) window.unseen.push(target.outerHTML.slice(0, 200));
        for (const each of window.left)
            if (each === target || (target.type === "radio" && each.name === target.name)) window.left.delete(each);
    });
    return window.left.size;
}"""
_END = "() => [[...window.left].map(each => each.outerHTML.slice(0, 200)), window.unseen]"
_HEADINGS = "() => document.querySelectorAll('main h1').length"


def opened(page: Page) -> Sequence[str]:
    """Return for whom of each kind of organisation this page is."""
    return [
        code
        for code, status in zip(CALLERS, page.expected, strict=True)
        if status == 200 and code in (VENLO, ZORG, BEHEER)
    ]


ROWS = [each for each in PAGES if each.route.startswith("GET") and opened(each)]


@pytest.mark.parametrize("page", ROWS, ids=[each.route for each in ROWS])
async def test_each_control_is_reached_and_seen(window: Window, page: Page) -> None:
    """Tab goes through the whole of the first page of each organisation, and of the others through what isn't menu."""
    for code in opened(page):
        await window.seat(code, "beheerder", again=True)
        if await window.open(page.path(window.site.made)) == A_DOWNLOAD:
            return
        for _ in range(await window.page.evaluate(_BEGIN, page is ROWS[0])):
            await window.page.keyboard.press("Tab")
        left, unseen = await window.page.evaluate(_END)
        assert left == [], code
        assert unseen == [], code
        assert await window.page.evaluate(_HEADINGS) == 1
