"""Two ways to work with a page: by mouse, and by keyboard alone. The words are those that a person reads."""

import re
from typing import TYPE_CHECKING, Protocol

from tests.support.console.chromium import Window

if TYPE_CHECKING:
    from playwright.async_api import Locator

MAX_TABS = 300
"""How often somebody presses Tab before they give up."""
_HAS_FOCUS = "each => each === document.activeElement"
_STEPS = """each => {
    const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    const stops = [...document.querySelectorAll(all)].filter(
        one => one.tabIndex >= 0 && !one.disabled && one.checkVisibility());
    return stops.indexOf(each) - stops.indexOf(document.activeElement);
}"""
"""How many times to press Tab, as far as the page tells; below 0 when it is further back."""
_SHOWS_FOCUS = """each => {
    const look = getComputedStyle(each), place = each.getBoundingClientRect();
    return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2
        && place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth;
}"""


class Hands(Protocol):
    """What a person does on a page."""

    window: Window

    async def write(self, label: str, text: str) -> None:
        """Put this text in the field, instead of what is in it."""

    async def choose(self, label: str, option: str) -> None:
        """Choose the option of which the text begins so."""

    async def tick(self, label: str) -> None:
        """Tick the box of which the label begins so."""

    async def follow(self, link: str) -> None:
        """Go where the link with this text leads."""

    async def press(self, button: str) -> None:
        """Press the button, and wait for the page that follows."""


class Mouse:
    """Clicks."""

    def __init__(self, window: Window) -> None:
        self.window = window

    async def write(self, label: str, text: str) -> None:
        """Click the field and type."""
        field = _field(self.window, label)
        await field.click()
        await field.fill(text)

    async def choose(self, label: str, option: str) -> None:
        """Take the option out of the list."""
        field = _field(self.window, label)
        value = await field.locator("option", has_text=re.compile(f"^{re.escape(option)}")).get_attribute("value")
        await field.select_option(value)

    async def tick(self, label: str) -> None:
        """Click the box."""
        await _box(self.window, label).click()

    async def follow(self, link: str) -> None:
        """Click the link."""
        async with self.window.page.expect_navigation():
            await _link(self.window, link).click()

    async def press(self, button: str) -> None:
        """Click the button."""
        async with self.window.page.expect_navigation():
            await _button(self.window, button).click()


class Keyboard:
    """Presses Tab until the focus is where it should be, and sees it there."""

    def __init__(self, window: Window) -> None:
        self.window = window

    async def write(self, label: str, text: str) -> None:
        """Type in the field."""
        await self._reach(_field(self.window, label))
        await self._keys("Control+a", "Delete")
        await self.window.page.keyboard.type(text)

    async def choose(self, label: str, option: str) -> None:
        """Type the beginning of the option on the list."""
        await self._reach(_field(self.window, label))
        await self.window.page.keyboard.type(option)

    async def tick(self, label: str) -> None:
        """Press the space bar on the box."""
        await self._reach(_box(self.window, label))
        await self._keys("Space")

    async def follow(self, link: str) -> None:
        """Press Enter on the link."""
        await self._enter(_link(self.window, link))

    async def press(self, button: str) -> None:
        """Press Enter on the button."""
        await self._enter(_button(self.window, button))

    async def _enter(self, found: "Locator") -> None:
        await self._reach(found)
        async with self.window.page.expect_navigation():
            await self._keys("Enter")

    async def _reach(self, found: "Locator") -> None:
        await self._keys(*["Tab"] * await found.evaluate(_STEPS))
        for _ in range(MAX_TABS):
            if await found.evaluate(_HAS_FOCUS):
                assert await found.evaluate(_SHOWS_FOCUS), f"the focus isn't seen on {found}"
                return
            await self._keys("Tab")
        raise AssertionError(f"Tab doesn't lead to {found}")

    async def _keys(self, *keys: str) -> None:
        for each in keys:
            await self.window.page.keyboard.press(each)


def _field(window: Window, label: str) -> "Locator":
    return window.page.get_by_label(label, exact=True)


def _box(window: Window, label: str) -> "Locator":
    return window.page.locator(f'input[type=checkbox][aria-label^="{label}"]').first


def _link(window: Window, text: str) -> "Locator":
    return window.page.get_by_role("link", name=text, exact=True).first


def _button(window: Window, text: str) -> "Locator":
    return window.page.get_by_role("button", name=text, exact=True).first
