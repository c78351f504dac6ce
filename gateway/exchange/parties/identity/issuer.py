"""An identity provider: where it says its doors are, and tokens that it signed, checked against its public keys."""

import asyncio
import json
import time
from collections.abc import Collection, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
import jwt
import structlog

from gateway.transport.http_client import usual_tls_context

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a key that only the provider has; never a shared secret, never none."""
REQUIRED_CLAIMS: Final = ("exp", "iat", "iss", "aud")
CLOCK_LEEWAY_S: Final = 30
"""Seconds that two clocks may differ."""
KEYS_KEPT_S: Final = 3600.0
"""Seconds that keys are used before they are fetched again."""
MAX_KEYS_AGE_S: Final = 24 * 3600.0
"""Seconds after which keys that can't be fetched again are used no longer: one of them may have been withdrawn."""
FETCH_INTERVAL_S: Final = 30.0
"""Seconds between two attempts to fetch them."""
FETCH_TIMEOUT_S: Final = 5.0
"""Seconds that the provider gets to answer."""
_MAX_BYTES: Final = 256 * 1024
_DISCOVERY: Final = "/.well-known/openid-configuration"
"""Where, below its issuer URL, a provider says where its doors are (OpenID Connect Discovery 1.0)."""
_SIGNING: Final = "sig"
_LOCAL_ORIGINS: Final = {("http", host) for host in ("127.0.0.1", "::1", "localhost")}
UNREACHABLE: Final = (httpx.HTTPError, AttributeError, KeyError, TimeoutError, TypeError, ValueError)
"""What asking a provider raises when it doesn't answer, or not as it should."""

log = structlog.get_logger(__name__)


class BadToken(Exception):
    """A token isn't good; the text completes "Het token …"."""


class NoKeys(Exception):
    """The keys of the provider can't be fetched, so that no token can be checked."""


class Issuer:
    """Checks tokens with the keys of the provider, which it fetches when it needs them."""

    def __init__(self, url: str, jwks_url: str | None = None) -> None:
        """`url`: as it is in iss. `jwks_url`: where its keys are; None: as it says itself, below that URL."""
        self.url = url
        self._jwks_url = jwks_url
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched = -MAX_KEYS_AGE_S
        self._tried = -FETCH_INTERVAL_S
        self._fetching = asyncio.Lock()

    async def check(
        self, token: str, audience: str, *, max_age_s: float, required: Collection[str] = REQUIRED_CLAIMS
    ) -> dict[str, Any]:
        """Return the claims of a good token for this audience, which was issued at most `max_age_s` seconds ago.

        Raises BadToken, or NoKeys.
        """
        try:
            header = jwt.get_unverified_header(token)
            key = await self._key(str(header.get("kid", "")))
            if key is None or header.get("alg") not in ALGORITHMS or header["alg"] != key.algorithm_name:
                raise BadToken("is met een onbekende sleutel of een niet toegestaan algoritme ondertekend")
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=[key.algorithm_name],
                audience=audience,
                issuer=self.url,
                leeway=CLOCK_LEEWAY_S,
                options={"require": list(required)},
            )
        except jwt.ExpiredSignatureError:
            raise BadToken("is verlopen") from None
        except jwt.PyJWTError as error:
            raise BadToken(f"klopt niet ({type(error).__name__})") from None
        if claims["iat"] + max_age_s + CLOCK_LEEWAY_S < time.time():
            raise BadToken(f"is langer dan {max_age_s / 3600:g} uur geleden uitgegeven")
        return claims

    async def _key(self, kid: str) -> jwt.PyJWK | None:
        """Return the key of this name; None when there is none. Raises NoKeys when there are no keys at all.

        A provider that is down or hangs is asked once in `FETCH_INTERVAL_S` seconds, by one request; requests whose key
        is known go on, others wait for its answer.
        """
        fetching = self._fetching.locked()
        if (self._must_fetch(kid) or fetching) and not (fetching and kid in self._keys):
            async with self._fetching:
                if self._must_fetch(kid):
                    await self._fetch()
        if not self._keys or time.monotonic() - self._fetched > MAX_KEYS_AGE_S:
            raise NoKeys
        return self._keys.get(kid)

    def _must_fetch(self, kid: str) -> bool:
        now = time.monotonic()
        return (kid not in self._keys or now - self._fetched > KEYS_KEPT_S) and now - self._tried > FETCH_INTERVAL_S

    async def _fetch(self) -> None:
        """Replace the keys by those that the provider shows now. Keeps them when that fails."""
        self._tried = time.monotonic()
        try:
            async with asyncio.timeout(FETCH_TIMEOUT_S):
                address = self._jwks_url or safe_address(await self.discover(), "jwks_uri")
                shown = (await fetch_object("GET", address))["keys"]
                found = jwt.PyJWKSet.from_dict({"keys": [each for each in shown if _is_for_signing(each)]})
        except (*UNREACHABLE, jwt.PyJWTError) as error:
            log.warning("identity_provider.keys_not_fetched", error=type(error).__name__)
            return
        self._keys = {each.key_id: each for each in found.keys if each.key_id}
        self._fetched = time.monotonic()

    async def discover(self) -> dict[str, Any]:
        """Return what the provider says of itself. Raises one of `UNREACHABLE`, also when it says it of another."""
        found = await fetch_object("GET", self.url.rstrip("/") + _DISCOVERY)
        if found["issuer"] != self.url:
            raise ValueError("not of this issuer")
        return found


def safe_address(document: Mapping[str, Any], name: str) -> str:
    """Return the address of this name. Raises KeyError without it, ValueError for one that isn't safe to ask."""
    address = str(document[name])
    if not is_safe_address(address):
        raise ValueError("not a safe address")
    return address


async def fetch_object(method: str, address: str, **sent: Any) -> dict[str, Any]:
    """Return the JSON object at this address, of at most 256 kB. Raises httpx.HTTPError, ValueError or TypeError."""
    async with (
        httpx.AsyncClient(verify=usual_tls_context(), timeout=FETCH_TIMEOUT_S, trust_env=False) as client,
        client.stream(method, address, **sent) as response,
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
