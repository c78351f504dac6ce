"""People at a real browser: Chromium, steered by Playwright, and axe-core that looks at each page with them.

`make browser` installs what this takes, and other tests never load it.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx

from gateway.console.session.cookie import LOCAL_COOKIE, form_token
from gateway.console.session.visit import TOKEN_FIELD
from gateway.store.parties.personen import Role
from tests.e2e.routes import Situation
from tests.support.api.application import Api
from tests.support.console.alike import build_of
from tests.support.console.all_forms import Form
from tests.support.console.browser import begin_session

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, FilePayload, Page, Request, Response, Route

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}
A_DOWNLOAD = 0
"""Instead of a status: the browser saved a file, and stayed where it was."""
MAX_WAIT_MS = 20_000
_AXE = """async (rules) => {
    const {violations} = await axe.run(document, {resultTypes: ["violations"], preload: false, ...rules});
    return violations.map(each => `${each.id}: ${each.nodes[0].html.slice(0, 200)}`);
}"""
"""No rule of axe that runs here needs what it loads beforehand: films."""
_COLOURS = """() => [...new Set([...document.body.querySelectorAll("*")].filter(each =>
    [...each.childNodes].some(one => one.nodeType === Node.TEXT_NODE && one.data.trim())
    || each.matches("input, select, textarea")).map(each => {
        const look = getComputedStyle(each);
        let under = each, ground = look.backgroundColor;
        while (ground === "rgba(0, 0, 0, 0)" && (under = under.parentElement))
            ground = getComputedStyle(under).backgroundColor;
        return [each.localName, each.getAttribute("class"), look.color, look.fontSize, look.fontWeight, ground].join();
    }))]"""
"""What is read on the page: elements with their classes, how their text looks, and on what ground."""
_PRESS = """([form, button, typed, text]) => {
    const filled = document.forms[form], pressed = filled.querySelectorAll("button")[button];
    for (const each of filled.elements)
        if (typed.includes(each.name)) each.value = text;
        else if (each.type === "checkbox") each.checked = true;
    const mayGo = pressed.formNoValidate || filled.checkValidity();
    if (mayGo) filled.requestSubmit(pressed);
    return mayGo;
}"""
"""Fills in a form and presses its button; false: the browser itself holds it, and says what is missing."""
_WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_TABLES = "() => [...document.querySelectorAll('main table')].filter(each => each.checkVisibility()).length"
_READS = """() => {
    const main = document.querySelector("main").cloneNode(true);
    for (const each of main.querySelectorAll(".inhoud, .pad, textarea, .utrecht-form-field-description")) each.remove();
    const days = main.textContent.match(/(?<!als )(?<![\\w-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\\w-])/g) ?? [];
    const refused = main.querySelector("[aria-invalid=true]"), told = main.querySelector("[role=alert], [role=status]");
    return [...days.map(each => `reads ${each}`),
        ...(refused && !told ? ["what was refused is told beside its field alone"] : [])];
}"""
"""What a person trips over: a day as machines write it; a refusal that they must scroll to find."""
_ON_PAPER = """(tables) => {
    const seen = (what) => [...document.querySelectorAll(what)].filter(each => each.checkVisibility());
    const idle = seen("nav, button, input:not([type=hidden])");
    return [...idle.map(each => `can't be clicked: ${each.outerHTML.slice(0, 80)}`),
        ...(seen("main table").length < tables ? ["a table is missing"] : [])];
}"""
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "dark": {"color_scheme": "dark"},
    "high contrast": {"contrast": "more"},
    "high contrast in the dark": {"color_scheme": "dark", "contrast": "more"},
}
_OF_THE_WIRE = ("content-length", "content-encoding", "transfer-encoding", "connection", "date", "server")


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
    """How the pages were built that were found to be right."""
    coloured: set[str] = field(default_factory=set)
    """What axe found to be readable in light, in the dark and in high contrast, as `_COLOURS` tells it."""
    seats: dict[tuple[str, Role], str] = field(default_factory=dict)
    """The session of somebody of each organisation, in each role."""
    filled_in: set[tuple[str, str, str]] = field(default_factory=set)
    """Forms that were tried: by whom, which, and with what in it."""
    stories: Iterator[int] = field(default_factory=count)
    """Numbers of stories that are told, each with people of its own."""


@asynccontextmanager
async def a_window(site: Site, **options: Any) -> AsyncIterator["Window"]:
    """Yield a window with cookies of its own, which Playwright makes by these options."""
    context = await site.chromium.new_context(**{"base_url": site.url, "viewport": WIDE, "locale": "nl-NL", **options})
    await context.add_init_script(_axe_core())
    async with httpx.AsyncClient(
        base_url=site.url, follow_redirects=True, trust_env=False, timeout=MAX_WAIT_MS
    ) as http:
        window = Window(site, context, await context.new_page(), http)
        context.on("console", lambda said: window.hear(said.type, said.text, said.location["url"]))
        context.on("request", window.ask)
        window.page.on("response", window.keep)
        window.page.on("pageerror", lambda error: window.troubles.append(str(error)))
        yield window
        await context.close()


@dataclass
class Window:
    """A window of the browser, at which somebody sits: a stranger until they log in."""

    site: Site
    context: "BrowserContext"
    page: "Page"
    http: httpx.AsyncClient
    """Asks for pages beside the window, which then shows them."""
    token: str = ""
    troubles: list[str] = field(default_factory=list)
    """What the browser told of the pages since it was last asked."""
    answer: "Response | None" = None
    """What the browser got for the page that it shows."""

    def hear(self, kind: str, text: str, address: str) -> None:
        """Keep what the browser said, unless it says that a page had the status of an error."""
        if kind in ("error", "warning") and not (address == self.page.url and text.startswith("Failed to load")):
            self.troubles.append(text)

    def ask(self, request: "Request") -> None:
        """Keep that a page asked something of another host."""
        if not request.url.startswith((f"{self.site.url}/", "blob:", "data:")):
            self.troubles.append(f"asked {request.url}")

    def keep(self, answer: "Response") -> None:
        """Keep what the browser got, when it is a page."""
        if answer.request.is_navigation_request():
            self.answer = answer

    async def seat(self, code: str, rol: Role, *, again: bool = False) -> None:
        """Have somebody sit here who works for this organisation in this role, and has just logged in.

        `again`: the one who sat here before, if there was one; for forms that log nobody out.
        """
        known = self.site.seats.get((code, rol)) if again else None
        # In a list of people, by name, the forms beside the last are sent: that is never one who sits here again.
        name = f"{'o' if again else 'p'}{uuid4().hex[:12]}"
        self.token = known or await begin_session(self.site.api.gateway, code, rol, name)
        if again:
            self.site.seats[code, rol] = self.token
        self.http.headers["cookie"] = f"{LOCAL_COOKIE}={self.token}"

    async def take_cookie(self) -> None:
        """Have the browser send the session of whoever sits here."""
        if self.token:
            await self.context.add_cookies([{"name": LOCAL_COOKIE, "value": self.token, "url": self.site.url}])

    def leave(self, code: str, rol: Role) -> None:
        """Have somebody else sit here next time: this one was logged out."""
        self.site.seats.pop((code, rol), None)

    async def ask_for(self, path: str) -> httpx.Response:
        """Ask for a page as the browser would, without showing it."""
        return await self.http.get(path)

    async def send(
        self, path: str, fields: Mapping[str, Any], files: Mapping[str, Any] | None = None
    ) -> httpx.Response:
        """Send a form that a page of this session made, and follow where it leads, without showing that."""
        return await self.http.post(path, data={TOKEN_FIELD: form_token(self.token), **fields}, files=files)

    async def faults_of(self, answer: httpx.Response) -> list[str]:
        """Show the page, with the headers that it came with, unless one built alike was right; return what is wrong."""
        built = self._new_build(answer.headers, answer.text)
        if built is None:
            return []
        headers = {name: value for name, value in answer.headers.items() if name not in _OF_THE_WIRE}

        async def show(route: "Route") -> None:
            await route.fulfill(status=answer.status_code, headers=headers, body=answer.content)

        await self.page.route(str(answer.url), show, times=1)
        await self.page.goto(str(answer.url))
        return await self._faults_in(built)

    async def fill_in(self, form: Form, text: str) -> list[str]:
        """Put this text in the form of the open page, tick its boxes and press its button, all in the browser.

        Return what is wrong with the page that follows, unless one built alike was right. The browser may hold the form
        and say what is missing, or save a file: then there is none.
        """
        for name in form.files:
            data: FilePayload = {"name": "bestand.csv", "mimeType": "text/csv", "buffer": text.encode()}
            await self.page.locator(f"form input[name={name}]").set_input_files(data)
        ends = [asyncio.ensure_future(self.page.wait_for_event(each)) for each in ("load", "download")]
        try:
            if not await self.page.evaluate(_PRESS, [*form.place, list(form.typed), text]):
                return []
            done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED, timeout=MAX_WAIT_MS / 1000)
            assert done, f"nothing follows on {form}"
            if ends[0] not in done or self.answer is None:
                return []
        finally:
            for each in ends:
                each.cancel()
        assert self.answer.status < 500, form
        built = self._new_build(self.answer.headers, await self.answer.text())
        return [] if built is None else await self._faults_in(built)

    def _new_build(self, headers: Mapping[str, str], html: str) -> str | None:
        """Return how this page is built; None when it is no page to look at, or one built alike was right."""
        if not headers.get("content-type", "").startswith("text/html") or "content-disposition" in headers:
            return None
        built = build_of(html)
        return None if built in self.site.looked_at else built

    async def _faults_in(self, built: str) -> list[str]:
        found = await self.faults()
        if not found:
            self.site.looked_at.add(built)
        return found

    async def open(self, path: str) -> int:
        """Open a page; return its status, or A_DOWNLOAD."""
        from playwright.async_api import Error

        await self.take_cookie()
        try:
            response = await self.page.goto(path)
        except Error as error:
            if "Download is starting" in error.message:
                return A_DOWNLOAD
            raise
        assert response is not None
        return response.status

    async def faults(self) -> list[str]:
        """Return what is wrong with the open page: by axe in light, dark and high contrast, on a phone, in print."""
        found, self.troubles = self.troubles, []
        colours = set(await self.page.evaluate(_COLOURS))
        is_known = colours <= self.site.coloured
        rules = {"target-size": {"enabled": True}, "color-contrast": {"enabled": not is_known}}
        found += await self._axe({"rules": rules})
        if not is_known:
            for name, look in _LOOKS.items():
                await self.page.emulate_media(**look)
                found += [f"{name}: {each}" for each in await self._axe({"runOnly": ["color-contrast"]})]
                await self.page.emulate_media(color_scheme="light", contrast="no-preference")
            self.site.coloured |= colours
        found += await self.page.evaluate(_READS)
        tables = await self.page.evaluate(_TABLES)
        await self.page.emulate_media(media="print")
        found += [f"print: {each}" for each in await self.page.evaluate(_ON_PAPER, tables)]
        await self.page.emulate_media(media="screen")
        await self.page.set_viewport_size(NARROW)
        if wider := await self.page.evaluate(_WIDER):
            found.append(f"320 px: {wider} px too wide")
        await self.page.set_viewport_size(WIDE)
        return found

    async def _axe(self, rules: Mapping[str, Any]) -> list[str]:
        found: list[str] = await self.page.evaluate(_AXE, rules)
        return found
