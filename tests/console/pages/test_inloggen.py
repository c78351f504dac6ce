"""Logging in begins a session of its own and leads back to where one was going, and nowhere else."""

import re
from urllib.parse import urlencode

import httpx
import pytest

from gateway.console.pages.inloggen import safe_return
from gateway.console.session.cookie import COOKIE
from gateway.exchange.parties.people import add_person
from tests.support.api.application import Api
from tests.support.api.parties import VENLO
from tests.support.console.browser import browsing, heading, text_of

PATH = "/console/inloggen"


async def somebody(api: Api) -> str:
    """Add a consulent of Venlo; return the password."""
    made = await add_person(api.gateway, VENLO, "jo", "Jo Jansen", "consulent", second_factor=False)
    return made.wachtwoord


async def log_in(http: httpx.AsyncClient, password: str, **more: str) -> httpx.Response:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    given = {"inlognaam": "jo", "wachtwoord": password, **more}
    return await http.post(PATH, content=urlencode(given), headers=headers)


def token(response: httpx.Response) -> str:
    found = re.match(rf"{COOKIE}=([\w-]+);", response.headers["set-cookie"])
    assert found is not None
    return found[1]


async def test_the_right_password_opens_the_page_that_was_asked_for(api: Api) -> None:
    password = await somebody(api)
    async with api.http() as http:
        response = await log_in(http, password, verder="/console/berichten")
        assert response.status_code == 303
        assert response.headers["location"] == "/console/berichten"
        http.headers["cookie"] = f"{COOKIE}={token(response)}"
        http.cookies.clear()
        page = text_of((await http.get("/console/berichten")).text)
        assert "Jo Jansen (consulent)" in page
        assert (await http.get(PATH)).headers["location"] == "/console"


async def test_a_session_is_never_the_one_that_somebody_planted(api: Api) -> None:
    password = await somebody(api)
    async with api.http() as http:
        http.headers["cookie"] = f"{COOKIE}=geplant"
        first = token(await log_in(http, password))
        assert first != "geplant"
        assert (await http.get("/console")).status_code == 303
        http.headers["cookie"] = f"{COOKIE}={first}"
        http.cookies.clear()
        second = token(await log_in(http, password))
        assert second != first
        assert (await http.get("/console")).status_code == 303, "the one before it has ended"


async def test_a_wrong_password_is_told_and_never_shown(api: Api) -> None:
    await somebody(api)
    async with api.http() as http:
        response = await log_in(http, "heel-fout-wachtwoord")
        assert response.status_code == 403
        assert "set-cookie" not in response.headers
        assert "klopt niet" in text_of(response.text)
        assert "heel-fout-wachtwoord" not in response.text
        assert 'value="jo"' in response.text
        empty = await log_in(http, "")
        assert empty.status_code == 422
        assert "Vul dit in." in text_of(empty.text)


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://elders.test"}]
)
async def test_no_other_site_logs_somebody_in(api: Api, headers: dict[str, str]) -> None:
    password = await somebody(api)
    async with api.http() as http:
        http.headers.update(headers)
        response = await log_in(http, password)
    assert response.status_code == 403
    assert heading(response.text) == "Formulier van elders"
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    "path",
    [
        *("//elders.test", "https://elders.test", "/\\elders.test", "/consoles", "/console//elders.test"),
        *("/console/../v1", "/console/%2e%2e/v1", "/console/x\r\nlocation: y", "", "/console?x=//elders"),
        *(" /console", "javascript:1", "/console/\u2028"),
    ],
)
def test_nobody_is_sent_elsewhere(path: str) -> None:
    assert safe_return(path) == "/console"


def test_a_page_of_the_console_is_gone_back_to() -> None:
    assert safe_return("/console/toewijzingen/0983/12") == "/console/toewijzingen/0983/12"
    assert safe_return("/console") == "/console"


async def test_who_comes_by_an_open_line_is_told_why_it_can_not_work(api: Api) -> None:
    async with api.http() as http:
        assert "niet beveiligd" in text_of((await http.get(PATH)).text)
        assert "niet beveiligd" not in text_of((await http.get(f"https://gateway.test{PATH}")).text)
        assert "niet beveiligd" not in text_of((await http.get(f"http://localhost{PATH}")).text)


async def test_an_address_that_guesses_has_to_wait(api: Api) -> None:
    guesses = api.app.state.doors.guesses
    for _ in range(50):
        guesses.failed("127.0.0.1", ("persoon", "jo"))
    async with api.http() as http:
        response = await log_in(http, "fout")
    assert response.status_code == 429
    assert "te vaak" in text_of(response.text)


async def test_a_session_of_its_own_is_shown_no_login(api: Api) -> None:
    async with browsing(api, VENLO) as browser:
        response = await browser.http.get(f"{PATH}?verder=/console/doel")
        assert response.headers["location"] == "/console/doel"
