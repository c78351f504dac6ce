"""What somebody finds who isn't logged in: to log in by password or at an identity provider, and what goes wrong."""

import pytest

from tests.console.pages.test_oidc import client_of
from tests.support.api.parties import ZORG
from tests.support.console.browser import heading, text_of
from tests.support.console.chromium import Site, Window, a_window
from tests.support.console.provider import an_open_id_provider

pytestmark = pytest.mark.asyncio(loop_scope="session")
LOGIN = "/console/inloggen"


async def look(window: Window, path: str, status: int, told: str) -> None:
    """Open the page as a stranger, and look at it."""
    answer = await window.ask_for(path)
    assert (answer.status_code, told in text_of(answer.text)) == (status, True), text_of(answer.text)
    assert await window.faults_of(answer) == []


async def test_who_has_a_password(site: Site) -> None:
    async with a_window(site) as window:
        await look(window, LOGIN, 200, "Inloggen")
        await look(window, "/console/berichten", 200, "Inloggen")
        await look(window, "/console/nergens", 404, "Naar het begin")
        await look(window, "/console/oidc", 404, "logt niemand in")
        wrong = await window.http.post(LOGIN, data={"inlognaam": "jo", "wachtwoord": "fout"})
        assert wrong.status_code >= 400
        assert await window.faults_of(wrong) == []


async def test_who_comes_from_an_identity_provider(site: Site) -> None:
    state = site.api.app.state
    before = state.console_oidc
    try:
        async with a_window(site) as window, an_open_id_provider() as provider:
            provider.redirect_uris.add(f"{site.url}/console/oidc/terug")
            provider.person["iwmo_rollen"] = ["0983:consulent", f"{ZORG}:backoffice"]
            state.console_oidc = client_of(provider, console_url=f"{site.url}/")
            await look(window, LOGIN, 200, "Inloggen met uw organisatie")
            await look(window, "/console/oidc", 200, "Kies uw rol")
            await look(window, "/console/oidc/terug", 403, "Inloggen")
            provider.person["iwmo_rollen"] = []
            answer = await window.ask_for("/console/oidc")
            assert (answer.status_code, heading(answer.text)) == (403, "Inloggen")
            assert await window.faults_of(answer) == []
    finally:
        state.console_oidc = before
