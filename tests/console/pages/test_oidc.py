"""Somebody logs in at an identity provider that runs over real HTTP, and nothing that only looks like it does."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from copy import copy
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from gateway.exchange.parties.identity.code_flow import Client
from gateway.exchange.parties.identity.issuer import Issuer
from gateway.exchange.parties.people import remove_person
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG
from tests.support.console.browser import heading, text_of
from tests.support.console.provider import CLIENT, SECRET, OpenIdProvider, an_open_id_provider

HERE = "https://gateway.test"
NOW = int(datetime.now(UTC).timestamp())
SESSION = "__Host-gateway-console"
UNDER_WAY = "__Host-gateway-inloggen"


@pytest.fixture
async def provider(api: Api) -> AsyncIterator[OpenIdProvider]:
    """A provider that speaks for people of Venlo and of ZORG, at which a consulent of Venlo is logged in."""
    async with an_open_id_provider() as found:
        found.redirect_uris.add(f"{HERE}/console/oidc/terug")
        found.person["iwmo_rollen"] = ["0983:consulent", "anders"]
        api.app.state.console_oidc = client_of(found)
        yield found


def client_of(provider: OpenIdProvider, **changes: Any) -> Client:
    given = {
        "issuer": Issuer(provider.base),
        "client_id": CLIENT,
        "client_secret": SECRET,
        "console_url": f"{HERE}/",
        "claim": "iwmo_rollen",
        "organisaties": frozenset({VENLO, ZORG}),
        "max_age": timedelta(hours=12),
    }
    return Client(**{**given, **changes})


@asynccontextmanager
async def browser(api: Api) -> AsyncIterator[httpx.AsyncClient]:
    """Yield a browser that reaches the gateway and, by real HTTP, the provider."""
    mounts = {HERE: httpx.ASGITransport(api.app, raise_app_exceptions=False)}
    kind = {"follow_redirects": True, "trust_env": False, "verify": False}
    async with httpx.AsyncClient(mounts=mounts, base_url=HERE, **kind) as http:
        yield http


async def people(api: Api) -> list[dict[str, Any]]:
    async with api.gateway.db.reading() as tx:
        return [dict(each) for each in await tx.fetch("select organisatie, inlognaam, rol from personen order by id")]


async def test_who_logs_in_there_works_here_by_name(api: Api, provider: OpenIdProvider) -> None:
    async with browser(api) as http:
        html = (await http.get("/console/inloggen?verder=/console/berichten")).text
        assert 'href="/console/oidc?verder=%2Fconsole%2Fberichten"' in html
        http.cookies.set(SESSION, "geplant", domain="gateway.test", path="/")
        response = await http.get("/console/oidc?verder=/console/berichten")
        assert response.url == f"{HERE}/console/berichten"
        assert "Jo Jansen (consulent)" in text_of(response.text)
        assert http.cookies[SESSION] != "geplant"
        assert UNDER_WAY not in http.cookies
        first = http.cookies[SESSION]
        await http.get("/console/oidc")
        assert http.cookies[SESSION] != first
        async with api.gateway.db.reading() as tx:
            assert await tx.fetchval("select count(*) from sessies") == 1, "the one before it has ended"
            looks = await tx.fetch("select organisatie, ingang from inzages")
        assert [tuple(each) for each in looks] == [(VENLO, "persoon jo.jansen")]

        provider.person.update(name="Jo de Vries", iwmo_rollen=["0983:raadpleger"])
        assert "Jo de Vries (raadpleger)" in text_of((await http.get("/console/oidc")).text)
        api.clock.advance(minutes=31)
        assert heading((await http.get("/console/berichten")).text) == "Inloggen", "who does nothing is logged out"
    assert await people(api) == [{"organisatie": VENLO, "inlognaam": "jo.jansen", "rol": "raadpleger"}]
    await remove_person(api.gateway, "jo.jansen")
    async with browser(api) as http:
        assert "uitgeschreven" in text_of((await http.get("/console/oidc")).text)


async def test_who_has_several_roles_chooses_one(api: Api, provider: OpenIdProvider) -> None:
    provider.person["iwmo_rollen"] = ["0983:consulent", f"{ZORG}:backoffice", f"{ZORG}:consulent", "0984:beheerder"]
    async with browser(api) as http:
        html = (await http.get("/console/oidc?verder=/console/doel")).text
        assert heading(html) == "Kies uw rol"
        assert "consulent bij Venlo 0983" in text_of(html)
        assert html.count("voor=") == 2, "a provider has no consulent, and 0984 has another identity provider"
        response = await http.get(f"/console/oidc?verder=/console/doel&voor={ZORG}:backoffice")
        assert response.url == f"{HERE}/console/doel"
        assert "Zorg aan de Maas" in text_of(response.text)
        assert heading((await http.get("/console/oidc?voor=0984:beheerder")).text) == "Kies uw rol"


ATTACKS: dict[str, Callable[[OpenIdProvider], Any]] = {
    "another nonce": lambda idp: idp.changed.update(nonce="x" * 43),
    "no nonce": lambda idp: idp.changed.update(nonce=None),
    "another state": lambda idp: idp.comes_back.update(state="x" * 43),
    "no state": lambda idp: idp.comes_back.update(state=None),
    "another provider answers": lambda idp: idp.comes_back.update(iss="https://elders.test"),
    "nobody says who answers": lambda idp: idp.comes_back.update(iss=None),
    "another issuer in the token": lambda idp: idp.changed.update(iss="https://elders.test"),
    "an unknown code": lambda idp: idp.comes_back.update(code="x"),
    "no code": lambda idp: idp.comes_back.update(code=None),
    "an endless code": lambda idp: idp.comes_back.update(code="x" * 3000),
    "a refusal": lambda idp: idp.comes_back.update(error="access_denied"),
    "expired": lambda idp: idp.changed.update(exp=NOW - 3600),
    "issued long ago": lambda idp: idp.changed.update(iat=NOW - 3600),
    "logged in long ago": lambda idp: idp.changed.update(auth_time=NOW - 13 * 3600),
    "logged in at no time": lambda idp: idp.changed.update(auth_time=None),
    "another audience": lambda idp: idp.changed.update(aud="iets-anders"),
    "for another, and for us too": lambda idp: idp.changed.update(aud=[CLIENT, "anders"], azp="anders"),
    "for several, and nobody says for whom": lambda idp: idp.changed.update(aud=[CLIENT, "anders"]),
    "another key": lambda idp: idp.signed.update(key=ec.generate_private_key(ec.SECP256R1())),
    "a shared secret": lambda idp: idp.signed.update(key="x" * 40, alg="HS256"),
    "no signature": lambda idp: setattr(idp, "id_token", lambda nonce: _unsigned(idp, nonce)),
    "a role at another municipality": lambda idp: idp.person.update(iwmo_rollen=["0984:beheerder"]),
    "a role at the operator": lambda idp: idp.person.update(iwmo_rollen=["beheer:beheerder"]),
    "a role that there is not": lambda idp: idp.person.update(iwmo_rollen=["0983:koning", "0983", 7, None]),
    "no roles": lambda idp: idp.person.update(iwmo_rollen=None),
    "a subject that is a BSN": lambda idp: idp.person.update(sub="999900018"),
    "a provider that says it is another": lambda idp: setattr(idp, "issuer", "https://elders.test"),
}


def _unsigned(idp: OpenIdProvider, nonce: str) -> str:
    claims = {"iss": idp.base, "aud": CLIENT, "iat": NOW, "exp": NOW + 300, "nonce": nonce, "auth_time": NOW}
    return jwt.encode({**claims, **idp.person}, None, "none", {"kid": "een"})


async def test_what_only_looks_like_a_login_begins_no_session(api: Api, provider: OpenIdProvider) -> None:
    knobs = ("person", "changed", "signed", "comes_back", "issuer")
    good = {name: copy(getattr(provider, name)) for name in knobs}
    for name, attack in ATTACKS.items():
        vars(provider).pop("id_token", None)
        vars(provider).update({knob: copy(value) for knob, value in good.items()})
        api.app.state.console_oidc = client_of(provider)
        attack(provider)
        async with browser(api) as http:
            response = await http.get("/console/oidc")
            assert response.status_code in (403, 503), name
            assert 'role="alert"' in response.text, name
            assert SESSION not in http.cookies, name
    assert await people(api) == []


async def test_a_code_serves_once_and_in_its_own_browser(api: Api, provider: OpenIdProvider) -> None:
    provider.forgets = True
    async with browser(api) as http, browser(api) as other:
        http.follow_redirects = False
        begun = await http.get("/console/oidc")
        kept = http.cookies[UNDER_WAY]
        back = (await http.get(begun.headers["location"])).headers["location"]
        stolen = await other.get(back)
        assert "andere browser" in text_of(stolen.text)
        assert (await http.get(back)).headers["location"] == "/console"
        for http_again in (http, other):
            http_again.cookies.set(UNDER_WAY, kept, domain="gateway.test", path="/")
            again = await http_again.get(back)
            assert again.status_code == 403
            assert "al gebruikt" in text_of(again.text)
        http.cookies.set(UNDER_WAY, kept, domain="gateway.test", path="/")
        provider.forgets = False
        assert "kan al gebruikt zijn" in text_of((await http.get(back)).text)
        api.clock.advance(minutes=11)
        http.cookies.set(UNDER_WAY, kept, domain="gateway.test", path="/")
        assert "te lang" in text_of((await http.get(back)).text)


async def test_the_provider_ends_sessions(api: Api, provider: OpenIdProvider) -> None:
    async def told(token: str) -> int:
        async with browser(api) as http:
            response = await http.post("/console/oidc/uitloggen", data={"logout_token": token})
        assert response.headers["cache-control"] == "no-store"
        return response.status_code

    async def sessions() -> int:
        async with api.gateway.db.reading() as tx:
            found: int = await tx.fetchval("select count(*) from sessies")
        return found

    async with browser(api) as one, browser(api) as two, browser(api) as third:
        for http, sid in ((one, "s1"), (two, "s2")):
            provider.changed["sid"] = sid
            await http.get("/console/oidc")
        provider.changed.clear()
        provider.person["sub"] = "u-2"
        await third.get("/console/oidc")
        assert await sessions() == 3

        bad: dict[str, dict[str, Any]] = {
            "no event": {"events": None},
            "another event": {"events": {"http://elders.test": {}}},
            "an event that is none": {"events": [LOGOUT]},
            "a nonce": {"nonce": "x"},
            "no id": {"jti": None},
            "nobody": {"sub": None},
            "another audience": {"aud": "anders"},
            "another issuer": {"iss": "https://elders.test"},
            "no moment": {"iat": None},
            "long ago": {"iat": NOW - 3600},
            "expired": {"exp": NOW - 3600},
            "another key": {"key": ec.generate_private_key(ec.SECP256R1())},
            "a number": {"sub": 7},
        }
        for name, changes in bad.items():
            assert await told(provider.logout_token(**{"sub": "u-1", **changes})) == 400, name
        for rubbish in ("", "a.b.c", "x" * 20_000):
            assert await told(rubbish) == 400
        assert await sessions() == 3

        token = provider.logout_token(sub="u-1", sid="s1")
        assert await told(token) == 200
        assert await sessions() == 2
        assert heading((await one.get("/console")).text) == "Inloggen"
        assert heading((await two.get("/console")).text) == "Werkvoorraad"
        assert await told(token) == 400, "it serves once"
        assert await told(provider.logout_token(sub="u-2", sid="s2")) == 200
        assert await sessions() == 2, "a session of somebody else"
        assert await told(provider.logout_token(sub="u-1")) == 200
        assert await sessions() == 1
        assert heading((await third.get("/console")).text) == "Werkvoorraad"
    assert [each["inlognaam"][:10] for each in await people(api)] == ["jo.jansen", "jo.jansen-"]


LOGOUT = "http://schemas.openid.net/event/backchannel-logout"


async def test_without_a_provider_nobody_goes_there(api: Api, provider: OpenIdProvider) -> None:
    api.app.state.console_oidc = client_of(provider, issuer=Issuer("http://127.0.0.1:9"))
    async with browser(api) as http:
        assert (await http.get("/console/oidc")).status_code == 503
        token = provider.logout_token()
        assert (await http.post("/console/oidc/uitloggen", data={"logout_token": token})).status_code == 503
        api.app.state.console_oidc = None
        assert (await http.get("/console/oidc")).status_code == 404
        assert "Inloggen met uw organisatie" not in (await http.get("/console/inloggen")).text


async def test_the_console_shows_its_secret_as_the_provider_wants_it(api: Api, provider: OpenIdProvider) -> None:
    provider.person["iwmo_rollen"] = ["0983:consulent", f"{ZORG}:beheerder"]
    for way, secret in (("client_secret_post", SECRET), ("none", None)):
        provider.way = way
        api.app.state.console_oidc = client_of(provider, client_secret=secret)
        async with browser(api) as http:
            for voor in ("0983:consulent", f"{ZORG}:beheerder"):
                html = (await http.get(f"/console/oidc?voor={voor}")).text
                assert f"Jo Jansen ({voor.partition(':')[2]})" in text_of(html)
        api.app.state.console_oidc = client_of(provider, client_secret="een ander")
        async with browser(api) as http:
            assert (await http.get("/console/oidc?voor=0983:consulent")).status_code == 403
    assert [each["organisatie"] for each in await people(api)] == [VENLO, ZORG], (
        "a person of each, by a name of its own"
    )


async def test_two_tabs_make_one_person(api: Api, provider: OpenIdProvider) -> None:
    async def once() -> None:
        async with browser(api) as http:
            response = await http.get("/console/oidc")
            assert response.status_code == 200, text_of(response.text)

    await asyncio.gather(*(once() for _ in range(4)))
    assert len(await people(api)) == 1
