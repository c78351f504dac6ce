"""Tokens of an identity provider (OAuth2 client credentials, OpenID Connect), checked against its public keys."""

import asyncio
import json
import time
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
import jwt
import structlog

from gateway.api.caller.token_claims import Unfit, name_of_caller
from gateway.api.http.problems import Problem

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a key that only the provider has; never a shared secret, never none."""
REQUIRED_CLAIMS: Final = ("exp", "iat", "iss", "aud")
CLOCK_LEEWAY_S: Final = 30
"""Seconds that two clocks may differ."""
KEYS_KEPT_S: Final = 3600.0
"""Seconds that keys are used before they are fetched again."""
MAX_KEYS_AGE_S: Final = 24 * 3600.0
"""Seconds after which keys that can't be fetched again are used no longer: one of them may have been withdrawn."""
MAX_TOKEN_AGE_S: Final = 24 * 3600.0
"""Seconds that a token is good since it was issued, whatever it says itself, unless the operator set another age."""
FETCH_INTERVAL_S: Final = 30.0
"""Seconds between two attempts to fetch them."""
FETCH_TIMEOUT_S: Final = 5.0
"""Seconds that the provider gets to answer."""
_MAX_BYTES: Final = 256 * 1024
_DISCOVERY: Final = "/.well-known/openid-configuration"
"""Where, below its issuer URL, a provider says where its keys are (OpenID Connect Discovery 1.0)."""
_SIGNING: Final = "sig"

_LOCAL_ORIGINS: Final = {("http", host) for host in ("127.0.0.1", "::1", "localhost")}

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Provider:
    """The identity provider whose tokens are accepted."""

    issuer: str
    audience: str
    jwks_url: str | None = None
    """Where its public keys are; None: as it says itself, below the issuer URL."""
    claim: str = "client_id"
    """The claim that names the caller."""
    max_age_s: float = MAX_TOKEN_AGE_S


class Tokens:
    """Checks tokens with the keys of the provider, which it fetches when it needs them."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched = -MAX_KEYS_AGE_S
        self._tried = -FETCH_INTERVAL_S
        self._fetching = asyncio.Lock()

    async def caller(self, token: str) -> str:
        """Return the provider's name for the caller. Raises Problem 401 when the token isn't good, 503 without keys."""
        try:
            header = jwt.get_unverified_header(token)
            key = await self._key(str(header.get("kid", "")))
            if key is None or header.get("alg") not in ALGORITHMS or header["alg"] != key.algorithm_name:
                raise _refused("is met een onbekende sleutel of een niet toegestaan algoritme ondertekend")
            claims = jwt.decode(
                token,
                key,
                algorithms=[key.algorithm_name],
                audience=self._provider.audience,
                issuer=self._provider.issuer,
                leeway=CLOCK_LEEWAY_S,
                options={"require": list(REQUIRED_CLAIMS)},
            )
        except jwt.ExpiredSignatureError:
            raise _refused("is verlopen") from None
        except jwt.PyJWTError as error:
            raise _refused(f"klopt niet ({type(error).__name__})") from None
        if claims["iat"] + self._provider.max_age_s + CLOCK_LEEWAY_S < time.time():
            raise _refused(f"is langer dan {self._provider.max_age_s / 3600:g} uur geleden uitgegeven")
        try:
            return name_of_caller(claims, self._provider.claim)
        except Unfit as error:
            raise _refused(str(error)) from None

    async def _key(self, kid: str) -> jwt.PyJWK | None:
        """Return the key of this name; None when there is none. Raises Problem 503 when there are no keys at all.

        A provider that is down or hangs is asked once in `FETCH_INTERVAL_S` seconds, by one request; requests whose key
        is known go on.
        """
        if self._must_fetch(kid) and not (kid in self._keys and self._fetching.locked()):
            async with self._fetching:
                if self._must_fetch(kid):
                    await self._fetch()
        if not self._keys or time.monotonic() - self._fetched > MAX_KEYS_AGE_S:
            raise Problem(
                503,
                "tokens-niet-te-controleren",
                "De sleutels van de identiteitsprovider zijn niet op te halen. Probeer het later opnieuw.",
                headers={"retry-after": "30"},
            )
        return self._keys.get(kid)

    def _must_fetch(self, kid: str) -> bool:
        now = time.monotonic()
        return (kid not in self._keys or now - self._fetched > KEYS_KEPT_S) and now - self._tried > FETCH_INTERVAL_S

    async def _fetch(self) -> None:
        """Replace the keys by those that the provider shows now. Keeps them when that fails."""
        self._tried = time.monotonic()
        try:
            async with asyncio.timeout(FETCH_TIMEOUT_S):
                address = self._provider.jwks_url or await self._discovered()
                shown = (await _document(address))["keys"]
                found = jwt.PyJWKSet.from_dict({"keys": [each for each in shown if _is_for_signing(each)]})
        except (
            httpx.HTTPError,
            AttributeError,
            KeyError,
            TimeoutError,
            TypeError,
            ValueError,
            jwt.PyJWTError,
        ) as error:
            log.warning("identity_provider.keys_not_fetched", error=type(error).__name__)
            return
        self._keys = {each.key_id: each for each in found.keys if each.key_id}
        self._fetched = time.monotonic()

    async def _discovered(self) -> str:
        """Return where the provider says that its keys are. Raises ValueError when it says it of another issuer."""
        issuer = self._provider.issuer
        found = await _document(issuer.rstrip("/") + _DISCOVERY)
        address = str(found["jwks_uri"])
        if found["issuer"] != issuer or not is_safe_address(address):
            raise ValueError("not of this issuer")
        return address


async def _document(address: str) -> dict[str, Any]:
    """Return the JSON object at this address. Raises httpx.HTTPError, ValueError or TypeError."""
    async with (
        httpx.AsyncClient(timeout=FETCH_TIMEOUT_S, trust_env=False) as client,
        client.stream("GET", address) as response,
    ):
        if response.status_code != httpx.codes.OK:
            raise httpx.HTTPError(f"status {response.status_code}")
        data = b""
        async for piece in response.aiter_bytes():
            data += piece
            if len(data) > _MAX_BYTES:
                raise ValueError("too large")
    document = json.loads(data)
    if not isinstance(document, dict):
        raise TypeError("not an object")
    return document


def _is_for_signing(key: dict[str, Any]) -> bool:
    """Return True for a key that may check signatures, by what its provider says of it."""
    return key.get("use", _SIGNING) == _SIGNING and "verify" in key.get("key_ops", ("verify",))


def is_safe_address(address: str) -> bool:
    """Return True for an address by https, or on this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme, parts.hostname) in _LOCAL_ORIGINS


def _refused(why: str) -> Problem:
    return Problem(401, "token-ongeldig", f"Het token {why}. Vraag een nieuw aan, of controleer de instellingen.")
