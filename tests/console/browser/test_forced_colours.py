"""Who has their own colours forced on every page still sees where they are."""

import pytest

from tests.support.api.parties import BEHEER, VENLO, ZORG
from tests.support.console.chromium import Window

pytestmark = pytest.mark.asyncio(loop_scope="session")
_MARKS = """() => [...document.querySelectorAll("nav a")].map(each => [
    each.hasAttribute("aria-current"), getComputedStyle(each).borderBottomColor])"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_open_page_is_marked_in_the_menu(window: Window, scheme: str) -> None:
    await window.page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    for code in (VENLO, ZORG, BEHEER):
        await window.seat(code, "beheerder")
        await window.open("/console")
        marks = await window.page.evaluate(_MARKS)
        [here] = {colour for is_here, colour in marks if is_here}
        [elsewhere] = {colour for is_here, colour in marks if not is_here}
        assert here != elsewhere
    await window.page.emulate_media(forced_colors="none", color_scheme="light")
