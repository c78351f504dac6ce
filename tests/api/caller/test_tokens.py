"""A token of the identity provider opens the door for whom it names, and nothing that only looks like one does."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from gateway.api.caller.tokens import Provider, Tokens
from gateway.exchange.parties import access
from gateway.exchange.parties.identity import issuer as module
from gateway.settings import Settings
from tests.support.api.application import Api
from tests.support.api.idp import AUDIENCE, ISSUER, IdentityProvider, an_identity_provider
from tests.support.api.parties import ZORG, problem
from tests.support.exchange.workers import until

NOW = int(datetime.now(UTC).timestamp())


@pytest.fixture
async def idp(api: Api) -> AsyncIterator[IdentityProvider]:
    """A provider that the application trusts, which knows ZORG as zorgsysteem."""
    async with an_identity_provider() as provider:
        api.app.state.doors.tokens = Tokens(Provider(ISSUER, AUDIENCE, provider.url))
        await access.grant_access(api.gateway, ZORG, "oidc", "zorgsysteem", "test")
        yield provider


async def mailbox(api: Api, token: str) -> httpx.Response:
    async with api.http(token) as http:
        return await http.get("/v1/postvak")


async def test_a_good_token_is_its_organisation(api: Api, idp: IdentityProvider) -> None:
    assert (await mailbox(api, idp.token())).status_code == 200
    assert (await mailbox(api, idp.token(sub="zorgsysteem"))).status_code == 200
    assert idp.asked == 1


BAD: dict[str, Callable[[IdentityProvider], str]] = {
    "expired": lambda idp: idp.token(exp=NOW - 3600),
    "no end": lambda idp: idp.token(exp=None),
    "from the future": lambda idp: idp.token(iat=NOW + 3600),
    "not yet": lambda idp: idp.token(nbf=NOW + 3600),
    "another issuer": lambda idp: idp.token(iss="https://elders.test"),
    "no issuer": lambda idp: idp.token(iss=None),
    "another audience": lambda idp: idp.token(aud="iets-anders"),
    "no audience": lambda idp: idp.token(aud=None),
    "another key": lambda idp: idp.token(key=ec.generate_private_key(ec.SECP256R1())),
    "no signature": lambda idp: jwt.encode({"iss": ISSUER, "aud": AUDIENCE}, None, "none", {"kid": "een"}),
    "a shared secret": lambda idp: idp.token(key="x" * 40, alg="HS256"),
    "nobody": lambda idp: idp.token(client_id=None),
    "a subject and no client": lambda idp: idp.token(client_id=None, sub="zorgsysteem"),
    "another claim": lambda idp: idp.token(client_id=None, azp="zorgsysteem"),
    "of a person": lambda idp: idp.token(sub="jan"),
    "for years": lambda idp: idp.token(iat=NOW - 90_000, exp=NOW + 100 * 365 * 86_400),
    "an empty name": lambda idp: idp.token(client_id="", sub=7),
    "cut off": lambda idp: idp.token()[:-4],
    "another payload": lambda idp: ".".join([idp.token().split(".")[0], "e30", idp.token().split(".")[2]]),
    "rubbish": lambda idp: "a.b.c",
}


@pytest.mark.parametrize("bad", BAD)
async def test_what_only_looks_like_a_token_opens_nothing(api: Api, idp: IdentityProvider, bad: str) -> None:
    problem(await mailbox(api, BAD[bad](idp)), 401, "token-ongeldig")


async def test_a_public_key_can_not_be_passed_for_a_shared_secret(api: Api, idp: IdentityProvider) -> None:
    public = idp.keys["een"].public_key().public_numbers()
    secret = f"{public.x}{public.y}"
    problem(await mailbox(api, idp.token(key=secret, alg="HS256")), 401, "token-ongeldig")


async def test_a_token_of_a_client_that_nobody_let_in_is_no_way_in(api: Api, idp: IdentityProvider) -> None:
    said = problem(await mailbox(api, idp.token(client_id="onbekend")), 403, "niet-toegelaten")
    assert "'onbekend'" in said["detail"]


async def test_a_client_that_is_withdrawn_stays_out(api: Api, idp: IdentityProvider) -> None:
    assert (await mailbox(api, idp.token())).status_code == 200
    await access.withdraw_access(api.gateway, ZORG, "oidc", "zorgsysteem")
    api.app.state.doors.owners.cache_clear()  # five seconds later
    problem(await mailbox(api, idp.token()), 403, "niet-toegelaten")


async def test_a_key_for_something_else_signs_nothing(api: Api, idp: IdentityProvider) -> None:
    for other in ({"use": "enc"}, {"key_ops": ["encrypt"]}, {"use": None}):
        idp.says = json.dumps({"keys": [{**each, **other} for each in json.loads(idp.document())["keys"]]}).encode()
        problem(await mailbox(api, idp.token()), 503, "tokens-niet-te-controleren")
        api.app.state.doors.tokens = Tokens(Provider(ISSUER, AUDIENCE, idp.url))


async def test_the_provider_says_where_its_keys_are(api: Api, idp: IdentityProvider) -> None:
    issuer = idp.url.removesuffix("/jwks")
    api.app.state.doors.tokens = Tokens(Provider(issuer, AUDIENCE))
    assert (await mailbox(api, idp.token(iss=issuer))).status_code == 200
    problem(await mailbox(api, idp.token()), 401, "token-ongeldig")
    idp.issuer = "https://elders.test"
    api.app.state.doors.tokens = Tokens(Provider(issuer, AUDIENCE))
    problem(await mailbox(api, idp.token(iss=issuer, jti="2")), 503, "tokens-niet-te-controleren")


async def test_another_claim_names_the_caller_when_the_operator_says_so(api: Api, idp: IdentityProvider) -> None:
    api.app.state.doors.tokens = Tokens(Provider(ISSUER, AUDIENCE, idp.url, "azp", 60))
    assert (await mailbox(api, idp.token(client_id=None, azp="zorgsysteem"))).status_code == 200
    said = problem(await mailbox(api, idp.token()), 401, "token-ongeldig")
    assert "azp" in said["detail"]
    old = idp.token(client_id=None, azp="zorgsysteem", iat=NOW - 200)
    problem(await mailbox(api, old), 401, "token-ongeldig")


async def test_keys_that_can_not_be_fetched_again_are_used_for_a_day_at_most(
    api: Api, idp: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await mailbox(api, idp.token())).status_code == 200
    idp.says = b"oeps"
    monkeypatch.setattr(module, "FETCH_INTERVAL_S", 0.0)
    monkeypatch.setattr(module, "KEYS_KEPT_S", 0.0)
    assert (await mailbox(api, idp.token(jti="1"))).status_code == 200
    monkeypatch.setattr(module, "MAX_KEYS_AGE_S", 0.0)
    problem(await mailbox(api, idp.token(jti="2")), 503, "tokens-niet-te-controleren")


async def test_a_new_key_is_looked_up_and_one_that_is_unknown_not_again_and_again(
    api: Api, idp: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await mailbox(api, idp.token())).status_code == 200
    idp.keys["twee"] = rsa.generate_private_key(65537, 2048)
    fresh = idp.token("twee", alg="RS256")
    problem(await mailbox(api, fresh), 401)
    problem(await mailbox(api, fresh), 401)
    assert idp.asked == 1
    monkeypatch.setattr(module, "FETCH_INTERVAL_S", 0.0)
    assert (await mailbox(api, fresh)).status_code == 200
    assert idp.asked == 2


async def test_without_the_provider_its_last_keys_do_and_without_any_it_is_said_so(
    api: Api, idp: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    idp.says = b"oeps"
    said = await mailbox(api, idp.token())
    problem(said, 503, "tokens-niet-te-controleren")
    assert said.headers["retry-after"] == "30"
    monkeypatch.setattr(module, "FETCH_INTERVAL_S", 0.0)
    idp.says = None
    assert (await mailbox(api, idp.token())).status_code == 200
    monkeypatch.setattr(module, "KEYS_KEPT_S", 0.0)
    for broken in (b"[]", b'{"keys": 1}', b"x" * 300_000):
        idp.says = broken
        assert (await mailbox(api, idp.token())).status_code == 200


async def test_a_provider_that_hangs_is_asked_by_one_request_at_a_time_and_now_and_then(
    api: Api, idp: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def asked_again() -> bool:
        return idp.asked == 2

    assert (await mailbox(api, idp.token())).status_code == 200
    monkeypatch.setattr(module, "KEYS_KEPT_S", 0.0)
    monkeypatch.setattr(module, "FETCH_INTERVAL_S", 0.0)
    idp.answers.clear()
    waiting = asyncio.create_task(mailbox(api, idp.token(jti="1")))
    await until(asked_again)
    for number in range(2, 10):
        assert (await mailbox(api, idp.token(jti=str(number)))).status_code == 200
    assert not waiting.done(), "those that came later did not wait for it"
    monkeypatch.setattr(module, "FETCH_INTERVAL_S", 30.0)
    waiting.cancel()
    await asyncio.wait([waiting])
    for number in range(10, 20):
        assert (await mailbox(api, idp.token(jti=str(number)))).status_code == 200
    assert idp.asked == 2, "half a minute goes by before it is asked again"
    idp.answers.set()


async def test_without_a_provider_a_token_is_an_unknown_key(api: Api) -> None:
    async with an_identity_provider() as idp:
        problem(await mailbox(api, idp.token()), 401, "niet-aangemeld")


def test_the_settings_of_a_provider_are_whole_and_safe() -> None:
    whole = {"oidc_issuer": ISSUER, "oidc_audience": AUDIENCE}
    assert Settings(**whole, oidc_jwks_url="https://idp.test/jwks").oidc_issuer == ISSUER
    assert Settings(**whole, oidc_jwks_url="http://localhost/jwks")
    assert Settings(**whole).oidc_claim == "client_id"
    with pytest.raises(ValueError, match="horen bij elkaar"):
        Settings(oidc_issuer=ISSUER)
    with pytest.raises(ValueError, match="OIDC_ISSUER: nodig is een adres met https"):
        Settings(oidc_issuer="idp.test", oidc_audience=AUDIENCE)
    with pytest.raises(ValueError, match="https"):
        Settings(**whole, oidc_jwks_url="http://idp.test/jwks")


def test_the_settings_of_the_provider_of_the_console_are_whole_and_safe() -> None:
    whole: dict[str, Any] = {
        "console_oidc_issuer": ISSUER,
        "console_oidc_client_id": "console",
        "console_oidc_for": "0983, 99990001",
        "console_url": "https://gateway.test",
    }
    assert Settings(**whole).console_oidc_for == ("0983", "99990001")
    for each in whole:
        with pytest.raises(ValueError, match="horen bij elkaar"):
            Settings(**{**whole, each: None if each != "console_oidc_for" else ""})
    for each in ("console_oidc_issuer", "console_url"):
        with pytest.raises(ValueError, match="nodig is een adres met https"):
            Settings(**{**whole, each: "http://idp.test"})
