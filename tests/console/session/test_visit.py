"""A form is taken only from a page of the same session, and by somebody in a role that may."""

import pytest

from gateway.console.session.cookie import COOKIE, form_token
from gateway.console.session.visit import TOKEN_FIELD
from tests.support.api.application import Api
from tests.support.api.parties import VENLO
from tests.support.console.browser import Browser, browsing, heading, text_of


async def purpose(browser: Browser) -> str:
    return text_of(await browser.open("/console")).partition("Doel: ")[2].partition(" Uitloggen")[0]


async def test_a_form_that_another_session_or_site_made_does_nothing(api: Api) -> None:
    async with browsing(api, VENLO) as mine, browsing(api, VENLO) as other:
        for token in ("", "x", form_token(other.token), mine.token):
            response = await mine.http.post("/console/doel", data={TOKEN_FIELD: token, "doel": "kwaliteitscontrole"})
            assert response.status_code == 403
            assert heading(response.text) == "Formulier verlopen"
        assert await purpose(mine) == "per bladzijde"
        assert (await mine.send("/console/doel", {"doel": "kwaliteitscontrole"})).status_code == 303
        assert await purpose(mine) == "kwaliteitscontrole"
        assert await purpose(other) == "per bladzijde"


@pytest.mark.parametrize("token", ["", "x", "é", "x" * 300, "'; drop table sessies; --"])
async def test_a_made_up_session_is_a_strangers(api: Api, token: str) -> None:
    async with api.http() as http:
        response = await http.get("/console", headers={"cookie": f"{COOKIE}={token}".encode()})
    assert response.status_code == 303


async def test_who_is_logged_out_or_idle_is_a_stranger(api: Api) -> None:
    async with browsing(api, VENLO) as browser:
        api.clock.advance(minutes=31)
        assert (await browser.http.get("/console")).status_code == 303
    async with browsing(api, VENLO) as browser:
        response = await browser.send("/console/uitloggen")
        assert response.headers["location"] == "/console/inloggen"
        assert "max-age=0" in response.headers["set-cookie"].lower()
        assert (await browser.http.get("/console")).status_code == 303
