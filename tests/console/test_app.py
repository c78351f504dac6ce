"""Each page is for whom it is, by organisation and role; each look leaves one row; a stranger gets the login alone."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from gateway.console.app import create_console
from gateway.console.session.looks import NO_PERSONAL_DATA, PERSONAL_DATA_OF
from gateway.store.parties.personen import Role
from tests.console.routes import ALL, CALLERS, FOR_STRANGERS, PAGES, Page
from tests.e2e.routes import Situation, on_record
from tests.support.api.application import Api
from tests.support.api.parties import BEESEL, VENLO
from tests.support.console.browser import Browser, browsing, heading, text_of

FORBIDDEN = 403


def routes() -> set[str]:
    return {f"{method} {route.path}" for route in create_console().router.routes for method in route.methods}  # type: ignore[attr-defined]


def test_every_page_says_whether_it_shows_what_is_personal_and_is_tried_by_everybody() -> None:
    assert routes() == {*PERSONAL_DATA_OF, *NO_PERSONAL_DATA}
    assert not {*PERSONAL_DATA_OF} & {*NO_PERSONAL_DATA}
    assert routes() == {each.route for each in PAGES} | FOR_STRANGERS


async def ask(browser: Browser, page: Page, made: Situation) -> httpx.Response:
    path = page.path(made)
    if page.route.startswith("GET"):
        return await browser.http.get(path)
    return await browser.send(path, page.fields(made))


@pytest.mark.parametrize("page", PAGES, ids=[each.route for each in PAGES])
async def test_each_organisation_gets_what_is_its_own_and_each_look_leaves_one_row(
    api: Api, page: Page, made: Situation
) -> None:
    async with api.http() as http:
        response = await http.request(page.route.split(" ")[0], page.path(made))
    assert response.status_code == 303
    assert response.headers["location"].startswith("/console/inloggen")
    # Those who may not do it come first, so that nothing they do could make the difference.
    for code, status in sorted(zip(CALLERS, page.expected, strict=True), key=lambda pair: -pair[1]):
        before = len(await on_record(api))
        async with browsing(api, code, inlognaam=f"jo{code}") as browser:
            response = await ask(browser, page, made)
        assert response.status_code == status, (code, response.text)
        _one_look(page.route, code, response, [dict(each) for each in (await on_record(api))[before:]])


def _one_look(route: str, code: str, response: httpx.Response, looks: list[Mapping[str, Any]]) -> None:
    if route in NO_PERSONAL_DATA:
        assert looks == []
        return
    [look] = looks
    assert (look["organisatie"], look["ingang"], look["actie"]) == (code, f"persoon jo{code}", route)
    assert look["uitkomst"] == ("toegestaan" if response.status_code < 400 else "geweigerd")
    assert look["doel"] == PERSONAL_DATA_OF[route][1]
    assert look["aanvraag"] == response.headers["x-request-id"]


@pytest.mark.parametrize("page", [each for each in PAGES if set(each.roles) != set(ALL)], ids=lambda each: each.route)
async def test_a_role_may_do_no_more_than_it_should(api: Api, page: Page, made: Situation) -> None:
    code = next(code for code, status in zip(CALLERS, page.expected, strict=True) if status != FORBIDDEN)
    without: list[Role] = [each for each in ALL if each not in page.roles]
    for rol in without:
        async with browsing(api, code, rol) as browser:
            response = await ask(browser, page, made)
        assert response.status_code == FORBIDDEN
        assert rol in text_of(response.text)


async def test_what_is_not_there_is_told_on_a_page_and_beside_the_console_is_the_api(api: Api) -> None:
    async with browsing(api, VENLO) as browser:
        html = await browser.open("/console/bestaat-niet", 404)
        assert heading(html) == "Onbekend pad"
        assert "Werkvoorraad" in html
        response = await browser.http.get("/consoles")
        assert response.headers["content-type"] == "application/problem+json"


async def test_people_of_a_municipality_elsewhere_see_its_messages_only(api: Api) -> None:
    async with browsing(api, BEESEL) as browser:
        await browser.open("/console/berichten")


async def test_a_stranger_comes_back_to_the_page_that_was_asked_for(api: Api) -> None:
    async with api.http() as http:
        response = await http.get("/console/berichten?client=x")
        assert response.headers["location"] == "/console/inloggen?verder=%2Fconsole%2Fberichten"
        assert (await http.get("/console")).headers["location"] == "/console/inloggen"
        assert (await http.post("/console/doel")).headers["location"] == "/console/inloggen"
