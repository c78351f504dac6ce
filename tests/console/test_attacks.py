"""A list of attacks on the console, each on every page and every form that there is: none does what it is meant to.

Sessions that somebody planted are in pages/test_inloggen.py, bodies that don't end in session/test_login_body.py.
"""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import httpx
import pytest
import pytest_asyncio

from gateway.console.session.cookie import COOKIE, LOCAL_COOKIE, form_token
from gateway.console.session.headers import HEADERS
from gateway.console.session.visit import TOKEN_FIELD
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.console.routes import CALLERS, PAGES, Page
from tests.e2e.routes import Situation, situation
from tests.support.api.application import SHARED, Api
from tests.support.api.parties import BEHEER, THUIS, VENLO, VENRAY, ZORG
from tests.support.console.all_forms import Form, all_forms
from tests.support.console.browser import begin_session, browsing, heading
from tests.support.exchange.signals import a_signal
from tests.support.messages.messages import BSN, BSN_2

pytestmark = SHARED
FORMS: Final = [each for each in PAGES if each.route.startswith("POST")]
SCRIPT: Final = "<script>alert(1)</script>"
SCRIPTS: Final = (SCRIPT, "\"'><img src=x onerror=alert(1)>")
_OF_VISITORS: Final = ("personen", "sessies", "inzages")
"""Tables in which each visit writes."""


@dataclass
class World:
    """The application, and what there is to attack."""

    api: Api
    made: Situation

    async def state(self, *strangers: str) -> Mapping[str, str]:
        """Return a hash of each table, without the rows that are of these organisations."""
        found: dict[str, str] = {}
        async with self.api.gateway.db.reading() as tx:
            for row in await tx.fetch("select tablename as name from pg_tables where schemaname = 'public'"):
                if row["name"] not in _OF_VISITORS:
                    found[row["name"]] = await tx.fetchval(
                        f"select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {row['name']} t"
                        " where t::text !~ $1",
                        "|".join(strangers) or "^$",
                    )
        return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(shared_api: Api) -> AsyncIterator[World]:
    made = await situation(shared_api, await shared_api.caller(VENLO), await shared_api.caller(ZORG))
    yield World(shared_api, made)


def may(page: Page) -> str:
    """Return an organisation for which this page is."""
    return next(code for code, status in zip(CALLERS, page.expected, strict=True) if status != 403)


@pytest.mark.parametrize(
    ("of", "thieves"), [(VENLO, (VENRAY, THUIS)), (ZORG, (THUIS, VENRAY)), (BEHEER, (VENRAY, THUIS))]
)
async def test_a_form_of_one_organisation_does_nothing_for_another(
    world: World, of: str, thieves: tuple[str, str]
) -> None:
    async with browsing(world.api, of) as browser:
        forms = await all_forms(browser, world.made, of)
    before = await world.state(*thieves)
    for thief in thieves:
        async with browsing(world.api, thief) as browser:
            for form in forms:
                response = await form.send(browser)
                assert response.status_code < 500, form.action
                assert not _tells_of_a_client(form, response), form.action
    assert await world.state(*thieves) == before
    async with browsing(world.api, of) as browser:
        for form in forms:
            await form.send(browser)
    assert await world.state(*thieves) != before, "they do something for their own"


def _tells_of_a_client(form: Form, response: httpx.Response) -> bool:
    given = str(form.values)
    return any(each in response.text and each not in given for each in (BSN, "Proefpersoon"))


async def test_a_form_of_another_site_or_session_does_nothing(world: World) -> None:
    before = await world.state()
    async with browsing(world.api, VENLO) as other:
        strange = form_token(other.token)
    for page in FORMS:
        async with browsing(world.api, may(page)) as browser:
            path, own = page.path(world.made), form_token(browser.token)
            for token in ("", "x", strange, browser.token, own.upper()):
                response = await browser.http.post(path, data={**page.fields(world.made), TOKEN_FIELD: token})
                assert (response.status_code, heading(response.text)) == (403, "Formulier verlopen"), page.route
            # What another site can send without being asked: its token in the address, or a form of another type.
            plain = f"{TOKEN_FIELD}={own}"
            in_address = await browser.http.post(
                path, params={TOKEN_FIELD: own}, data=page.fields(world.made) or {"a": ""}
            )
            as_text = await browser.http.post(path, content=plain, headers={"content-type": "text/plain"})
            assert (in_address.status_code, as_text.status_code) == (403, 400), page.route
            await browser.http.get(path, params={TOKEN_FIELD: own, **page.fields(world.made)})
    assert await world.state() == before


async def test_a_session_is_taken_from_its_own_cookie_alone(world: World) -> None:
    token = await begin_session(world.api.gateway, VENLO, "beheerder", "fixatie")
    async with world.api.http() as http:
        for headers, query in (
            ({"authorization": f"Bearer {token}"}, ""),
            ({"x-session": token, "cookie": f"{LOCAL_COOKIE}={token}"}, ""),
            ({"cookie": f"session={token}"}, f"?{COOKIE}={token}&{LOCAL_COOKIE}={token}&session={token}"),
            ({"cookie": f"{COOKIE.lower()}={token}"}, ""),
            ({"cookie": f"{COOKIE}={token[:-1]}"}, ""),
        ):
            response = await http.get(f"/console{query}", headers=headers)
            assert response.headers["location"].startswith("/console/inloggen"), headers
            assert "set-cookie" not in response.headers
        http.headers["cookie"] = f"{COOKIE}={token}"
        assert (await http.get("/console")).status_code == 200


async def test_every_answer_forbids_frames_scripts_and_copies(world: World) -> None:
    for code in (VENLO, ZORG, BEHEER):
        async with browsing(world.api, code) as browser:
            for page in PAGES:
                if page.route != "POST /console/uitloggen":
                    path = page.path(world.made)
                    post = page.route.startswith("POST")
                    response = await (browser.http.post(path) if post else browser.http.get(path))
                    for name, value in HEADERS.items():
                        assert response.headers.get_list(name) == [value], (page.route, name)
                    assert response.headers.get_list("cache-control") == ["no-store"], page.route


@pytest.mark.parametrize("code", [VENLO, ZORG, BEHEER])
async def test_what_is_filled_in_is_never_run_and_leads_nowhere_else(world: World, code: str) -> None:
    async with browsing(world.api, code) as browser:
        forms = await all_forms(browser, world.made, code)
        assert len(forms) > 2
        for form in forms:
            for text in (
                *SCRIPTS[:2],
                "https://elders.test/",
                "//elders.test/",
                "/\\elders.test",
                "a\r\nlocation: //b",
            ):
                response = await form.filled(text).send(browser, (f"{SCRIPTS[1]}.csv", text.encode()))
                assert response.status_code < 500, (form.action, text)
                assert_own(response)
                assert text not in response.text or text not in SCRIPTS, (form.action, text)


def assert_own(response: httpx.Response) -> None:
    """Assert that nobody is sent elsewhere."""
    location = response.headers.get("location", "/console")
    assert re.fullmatch(r"/console([/?][\x20-\x7e]*)?", location), location
    assert not re.search(r"""(?:href|src|action)=["']?\s*(?:https?:|//|/\\)""", response.text)


async def seed(world: World) -> None:
    """Put a script in every text that somebody may choose, in the situation and in what is added to it."""
    venlo = await world.api.caller(VENLO)
    name = {"geslachtsnaam": {"achternaam": SCRIPT}, "voornamen": SCRIPT, "naamGebruik": "1"}
    client = await venlo.register(BSN_2, naam=name, commentaar=SCRIPT)
    assigned = await venlo.assign(client, commentaar=SCRIPT, beslistDoor=SCRIPT)
    async with world.api.gateway.db.transaction() as tx:
        await organisaties.save(tx, Organisatie(ZORG, "aanbieder", SCRIPT))
    world.made = replace(world.made, client=client, nummer=assigned["toewijzingNummer"], wmo305=assigned["berichtId"])
    world.made.signal = await a_signal(world.api.gateway, world.made.nummer)
    async with browsing(world.api, VENLO, naam=SCRIPT) as browser:
        await browser.send(f"/console/signalen/{world.made.signal}/afhandelen", {"notitie": SCRIPT})
    async with browsing(world.api, BEHEER) as browser:
        await browser.send(f"/console/ontvangers/{ZORG}/vrijgeven")
        await browser.send(f"/console/ontvangers/{ZORG}/bevriezen", {"reden": SCRIPT})


STORED: Final = {
    "GET /console/clienten/{id}": VENLO,
    "GET /console/toewijzingen/{nummer}": VENLO,
    "GET /console/signalen/{id}": VENLO,
    "GET /console/berichten/{id}": ZORG,
    "GET /console/ontvangers/{code}": BEHEER,
}
"""Pages that show what was stored, and to whom."""


async def test_what_somebody_stored_is_never_run(world: World) -> None:
    await seed(world)
    for code in (VENLO, ZORG, BEHEER):
        async with browsing(world.api, code, naam=SCRIPT) as browser:
            for page in PAGES:
                if page.route.startswith("GET"):
                    response = await browser.http.get(page.path(world.made))
                    if response.headers["content-type"].startswith("text/html"):
                        assert SCRIPT not in response.text, (code, page.route)
                        own = 1 + (code == ZORG)  # the names of the person and of the organisation, in the head
                        told = response.text.count("&lt;script&gt;") - own
                        assert told > 0 or STORED.get(page.route) != code, f"{page.route}: nothing that could be run"


async def test_no_page_of_one_organisation_opens_for_another(world: World) -> None:
    """Follow each link of the pages of Venlo as Venray, and as a provider that has no part in it."""
    links: set[str] = set()
    async with browsing(world.api, VENLO) as browser:
        for page in PAGES:
            if page.route.startswith("GET") and page.expected[0] == 200:
                text = (await browser.http.get(page.path(world.made))).text
                links |= {
                    each.replace("&amp;", "&") for each in re.findall(r'href="(/console/[^"#]*[0-9a-f]{5}[^"]*)"', text)
                }
    assert len(links) > 5
    for thief in (VENRAY, THUIS):
        async with browsing(world.api, thief) as browser:
            for link in sorted(links):
                response = await browser.http.get(link)
                assert response.status_code in (200, 303, 403, 404, 422), link
                assert BSN not in response.text, link
                assert "Proefpersoon" not in response.text, link
