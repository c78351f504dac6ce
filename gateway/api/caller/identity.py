"""Who is calling: by an API key, a token of the identity provider, or a certificate that a trusted proxy checked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Final, Literal
from urllib.parse import unquote_to_bytes

from cachetools import TTLCache
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import load_pem_x509_certificate
from fastapi import Request

from gateway.api.caller.guesses import Guesses, home
from gateway.api.caller.tokens import Tokens
from gateway.api.http.problems import Problem
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.metrics import CALLERS_REFUSED
from gateway.store.parties import api_keys, other_credentials
from gateway.store.parties.organisaties import Organisatie

REVOKED_WITHIN: Final = 5
"""Seconds that a way in that was withdrawn may still be open in a process that has seen it."""
KEY: Final = "gw_"
CERTIFICATE: Final = "X-Client-Cert"
"""Where a proxy puts the caller's certificate: PEM, percent-encoded (nginx: $ssl_client_escaped_cert)."""
FORWARDED: Final = "X-Forwarded-For"
"""Where a proxy says whom it calls for."""
_DOTS: Final = 2
"""In a token, between its three parts."""

_WAIT: Final = (
    "Van dit adres kwam te vaak een sleutel, token of certificaat dat niet geldt. Controleer wat u meestuurt, en "
    "probeer het over {} seconden opnieuw; er is niets gebeurd."
)

Shown = tuple[Literal["sleutel", "oidc", "certificaat"], str]
"""The way in, and what is shown there: a key, a token, or the SHA-256 of a certificate."""


def _cache() -> "TTLCache[Shown, tuple[Organisatie, str]]":
    return TTLCache(maxsize=10_000, ttl=REVOKED_WITHIN)


@dataclass(slots=True)
class Doors:
    """By which ways a caller may come in, besides a key."""

    tokens: Tokens | None = None
    proxies: Sequence[IPv4Network | IPv6Network] = ()
    """From where the header with a certificate is believed, and the one with the address of who called the proxy."""
    known: "TTLCache[Shown, tuple[Organisatie, str]]" = field(default_factory=_cache)
    """Who was found good a moment ago, and by what it is named."""
    guesses: Guesses = field(default_factory=Guesses)

    def trusts(self, host: str) -> bool:
        """Return True when a request from this address comes from the proxy."""
        try:
            address = ip_address(host)
        except ValueError:
            return False
        return any(address in network for network in self.proxies)

    def address(self, request: Request) -> str:
        """Whose request it is: of who calls, or of whom the proxies we trust say that they call for.

        Each puts its caller at the end of the header, so that what the first caller made up stands before it.
        """
        found = request.client.host if request.client else ""
        named = ",".join(request.headers.getlist(FORWARDED)).split(",")
        while self.trusts(found) and named and home(before := named.pop().strip()) is not None:
            found = before
        return home(found) or ""


async def identified(request: Request) -> tuple[Organisatie, str]:
    """Return the organisation that calls, and the key, token or certificate by which, as it may be told.

    Raises Problem 401, 429 when too much from its address was wrong, or 503 when a token can't be checked now.
    """
    doors: Doors = request.app.state.doors
    shown = _shown(request, doors)
    found = doors.known.get(shown)
    if found is None:
        found = doors.known[shown] = await _recognised(request, doors, shown)
    return found


async def _recognised(request: Request, doors: Doors, shown: Shown) -> tuple[Organisatie, str]:
    """Whose it is, by what is on record now; that it is nobody's counts against its address."""
    address = doors.address(request)
    if seconds := doors.guesses.wait(address, shown):
        CALLERS_REFUSED.labels(shown[0], "ja").inc()
        raise Problem(429, "te-vaak-geweigerd", _WAIT.format(seconds), headers={"retry-after": str(seconds)})
    try:
        found = await _owner(request.app.state.gateway, doors, shown)
        if found is None:
            raise Problem(401)
    except Problem as refused:
        if refused.status_code == HTTPStatus.UNAUTHORIZED:
            CALLERS_REFUSED.labels(shown[0], "nee").inc()
            doors.guesses.failed(address, shown)
        raise
    doors.guesses.good(shown)
    return found


def _shown(request: Request, doors: Doors) -> Shown:
    """What the caller shows. Raises Problem 401."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    bearer = bearer.strip()
    if scheme.lower() == "bearer" and bearer:
        # What begins as a key is never taken for a token.
        is_token = doors.tokens is not None and not bearer.startswith(KEY) and bearer.count(".") == _DOTS
        return "oidc" if is_token else "sleutel", bearer
    certificate = request.headers.get(CERTIFICATE)
    if certificate is None or scheme or request.client is None or not doors.trusts(request.client.host):
        raise Problem(401)
    try:
        read = load_pem_x509_certificate(unquote_to_bytes(certificate))
    except ValueError:
        raise Problem(401, "certificaat-ongeldig", f"De header {CERTIFICATE} bevat geen certificaat in PEM.") from None
    return "certificaat", read.fingerprint(SHA256()).hex()


async def _owner(gateway: Gateway, doors: Doors, shown: Shown) -> tuple[Organisatie, str] | None:
    weg, value = shown
    if weg == "sleutel" and not api_keys.looks_like_key(value):
        return None
    if weg == "oidc":
        assert doors.tokens is not None
        value = await doors.tokens.caller(value)
    async with gateway.db.reading() as tx:
        owner = (
            await api_keys.find_owner(tx, value)
            if weg == "sleutel"
            else await other_credentials.find_owner(tx, weg, value)
        )
    if owner is None:
        return None
    return owner, f"{weg} {api_keys.name_of_key(value) if weg == 'sleutel' else value}"
