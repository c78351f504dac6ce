"""People at a real browser: Chromium, steered by Playwright, and axe-core that looks at each page with them.

`make browser` installs what this takes, and other tests never load it.
"""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from gateway.console.session.cookie import LOCAL_COOKIE, form_token
from gateway.console.session.visit import TOKEN_FIELD
from gateway.store.parties.personen import Role
from tests.e2e.routes import Situation
from tests.support.api.application import Api
from tests.support.console.browser import begin_session

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page, Request

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}
A_DOWNLOAD = 0
"""Instead of a status: the browser saved a file, and stayed where it was."""
MAX_WAIT_MS = 20_000
_SEND = """([path, fields]) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = path;
    for (const [name, value] of fields) {
        const field = document.createElement("textarea");
        field.name = name;
        field.value = value;
        form.append(field);
    }
    document.body.append(form);
    form.submit();
}"""
_AXE = "(rules) => axe.run(document, {resultTypes: ['violations'], ...rules})"
_WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_MADE_UP = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[a-p]{64}|raadpleger|consulent|backoffice|beheerder", re.ASCII)
"""What differs between pages that look alike: ids, tokens of forms, the role in the head."""


_ELEMENT = re.compile(r"<[a-z][a-z0-9]*(?: class=\"[^\"]*\")?")


@asynccontextmanager
async def a_chromium() -> AsyncIterator["Browser"]:
    """Yield Debian's Chromium, without a window."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        # Its sandbox can't be had by root in a container; it opens nothing but our own pages.
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        await browser.close()


@cache
def _axe_core() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@dataclass
class Site:
    """The console at its address, what there is to see in it, and a browser."""

    api: Api
    url: str
    chromium: "Browser"
    made: Situation
    looked_at: set[str] = field(default_factory=set)
    """Pages that were found to be right, without what differs between those that look alike."""
    coloured: set[str] = field(default_factory=set)
    """What was found to be readable in the dark: elements with their classes."""
    filled_in: set[tuple[str, str, str]] = field(default_factory=set)
    """Forms that were tried: by whom, which, and with what in it."""
    stories: Iterator[int] = field(default_factory=count)
    """Numbers of stories that are told, each with people of its own."""


@asynccontextmanager
async def a_window(site: Site, **options: Any) -> AsyncIterator["Window"]:
    """Yield a window with cookies of its own, which Playwright makes by these options."""
    context = await site.chromium.new_context(**{"base_url": site.url, "viewport": WIDE, "locale": "nl-NL", **options})
    window = Window(site, context, await context.new_page())
    context.on("console", lambda said: window.hear(said.type, said.text, said.location["url"]))
    context.on("request", window.ask)
    window.page.on("pageerror", lambda error: window.troubles.append(str(error)))
    yield window
    await context.close()


@dataclass
class Window:
    """A window of the browser, at which somebody sits: a stranger until they log in."""

    site: Site
    context: "BrowserContext"
    page: "Page"
    token: str = ""
    troubles: list[str] = field(default_factory=list)
    """What the browser told of the pages since it was last asked."""

    def hear(self, kind: str, text: str, address: str) -> None:
        """Keep what the browser said, unless it says that a page had the status of an error."""
        if kind in ("error", "warning") and not (address == self.page.url and text.startswith("Failed to load")):
            self.troubles.append(text)

    def ask(self, request: "Request") -> None:
        """Keep that a page asked something of another host."""
        if not request.url.startswith((f"{self.site.url}/", "blob:", "data:")):
            self.troubles.append(f"asked {request.url}")

    async def seat(self, code: str, rol: Role) -> None:
        """Have somebody else sit here, who works for this organisation in this role and has just logged in."""
        self.token = await begin_session(self.site.api.gateway, code, rol, f"p{uuid4().hex[:12]}")
        await self.context.add_cookies([{"name": LOCAL_COOKIE, "value": self.token, "url": self.site.url}])

    async def open(self, path: str) -> int:
        """Open a page; return its status, or A_DOWNLOAD."""
        from playwright.async_api import Error

        try:
            response = await self.page.goto(path)
        except Error as error:
            if "Download is starting" in error.message:
                return A_DOWNLOAD
            raise
        assert response is not None
        return response.status

    async def send(self, path: str, fields: Mapping[str, Any]) -> int:
        """Send a form that a page of this session made; return the status of the page that follows."""
        given = {TOKEN_FIELD: form_token(self.token), **fields}
        pairs = [
            (name, one) for name, value in given.items() for one in (value if isinstance(value, list) else [value])
        ]
        return await self.lead_on(_SEND, [path, pairs])

    async def lead_on(self, script: str, argument: object) -> int:
        """Run a script that leads to another page; return its status, or A_DOWNLOAD."""
        from playwright.async_api import Error as NoNavigation

        saved = asyncio.Event()

        def keep(_file: object) -> None:
            saved.set()

        self.page.on("download", keep)
        try:
            async with self.page.expect_navigation(timeout=MAX_WAIT_MS) as coming:
                await self.page.evaluate(script, argument)
            response = await coming.value
        except NoNavigation:
            # The browser gives up the navigation first, and tells of the file a moment later.
            async with asyncio.timeout(MAX_WAIT_MS / 1000):
                await saved.wait()
            return A_DOWNLOAD
        finally:
            self.page.remove_listener("download", keep)
        assert response is not None
        return response.status

    async def faults(self) -> list[str]:
        """Return what is wrong with the page that is open: by axe in light and dark, on a phone, in print."""
        found, self.troubles = self.troubles, []
        looks = _MADE_UP.sub("", await self.page.content())
        if looks in self.site.looked_at:
            return found
        await self.page.evaluate(_axe_core())
        found += await self._axe({"rules": {"target-size": {"enabled": True}}})
        if not (colours := set(_ELEMENT.findall(looks))) <= self.site.coloured:
            await self.page.emulate_media(color_scheme="dark")
            found += [f"dark: {each}" for each in await self._axe({"runOnly": ["color-contrast"]})]
            self.site.coloured |= colours
        tables = await self.page.locator("main table:visible").count()
        await self.page.emulate_media(color_scheme="light", media="print")
        if await self.page.locator("nav:visible, button:visible, input:visible").count():
            found.append("print: what can't be clicked on paper is there")
        if await self.page.locator("main table:visible").count() < tables:
            found.append("print: a table is missing")
        await self.page.emulate_media(media="screen")
        await self.page.set_viewport_size(NARROW)
        if wider := await self.page.evaluate(_WIDER):
            found.append(f"320 px: {wider} px too wide")
        await self.page.set_viewport_size(WIDE)
        if not found:
            self.site.looked_at.add(looks)
        return found

    async def _axe(self, rules: Mapping[str, Any]) -> list[str]:
        result = await self.page.evaluate(_AXE, rules)
        return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in result["violations"]]
