"""Who is calling: by an API key, a token of the identity provider, or a certificate that a trusted proxy checked."""

from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias
from urllib.parse import unquote_to_bytes

from async_lru import alru_cache
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import Certificate, load_der_x509_certificate, load_pem_x509_certificate
from fastapi import Request

from gateway.api.caller.guesses import Guesses, counted_address
from gateway.api.caller.tokens import Tokens
from gateway.api.http.bodies import printable
from gateway.api.http.problems import Problem
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.metrics import CALLERS_REFUSED
from gateway.store.parties import api_keys, other_credentials
from gateway.store.parties.organisaties import Organisatie

if TYPE_CHECKING:
    from async_lru import _LRUCacheWrapper as Remembered

REVOKED_WITHIN_S: Final = 5
"""Seconds that a withdrawn credential may still be accepted by a process that has seen it."""
KEY_PREFIX: Final = "gw_"
CERTIFICATE: Final = "X-Client-Cert"
"""The header in which a proxy puts the caller's certificate.

PEM, percent-encoded (nginx: $ssl_client_escaped_cert), or DER in base64 between colons (RFC 9440, section 2.1), as
Caddy can make it.
"""
FORWARDED: Final = "X-Forwarded-For"
"""The header in which a proxy says for whom it calls."""
_AUTHORIZATION: Final = "Authorization"
_DOTS_IN_TOKEN: Final = 2
"""Between its three parts."""

_WAIT: Final = (
    "Van dit adres kwam te vaak een sleutel, token of certificaat dat niet geldt. Controleer wat u meestuurt, en "
    "probeer het over {} seconden opnieuw; er is niets gebeurd."
)

Credential = tuple[Literal["sleutel", "oidc", "certificaat"], str]
"""The kind of credential and the credential: a key, a token, or the SHA-256 of a certificate."""

Identified: TypeAlias = tuple[Organisatie, str]
"""The organisation that calls, and the name of its credential."""
_FOUND: Final = "caller"
"""Where the state of a request keeps who calls, or why nobody is known to."""


def _owners() -> "Remembered[Identified]":
    """Return what looks up an owner: once for all requests that come meanwhile, and again when that is a moment ago.

    Otherwise each of them takes a connection, or opens one, whenever what is known of a busy caller is too old.
    """
    return alru_cache(maxsize=10_000, ttl=REVOKED_WITHIN_S, key=lambda _gateway, _tokens, credential: credential)(
        _owner
    )


@dataclass(slots=True)
class Doors:
    """The ways in besides an API key, and what this process knows of callers."""

    tokens: Tokens | None = None
    proxies: Sequence[IPv4Network | IPv6Network] = ()
    """Networks of proxies: their headers with a certificate and with the address of their caller are believed."""
    owners: "Remembered[Identified]" = field(default_factory=_owners)
    """Look up who has a credential, and remember it for `REVOKED_WITHIN_S` seconds."""
    guesses: Guesses = field(default_factory=Guesses)

    def trusts(self, host: str) -> bool:
        """Return True when a request from this address comes from a trusted proxy."""
        try:
            address = ip_address(host)
        except ValueError:
            return False
        return any(address in network for network in self.proxies)

    def address(self, request: Request) -> str:
        """Return the address of the caller, or of the caller that trusted proxies name; "" when there is none.

        Each proxy adds its caller at the end of the header, so what the first caller made up stands before that.
        """
        found = request.client.host if request.client else ""
        named = ",".join(request.headers.getlist(FORWARDED)).split(",")
        while self.trusts(found) and named and counted_address(before := named.pop().strip()) is not None:
            found = before
        return counted_address(found) or ""


async def identify(request: Request) -> Identified:
    """Return the organisation that calls, and the name of its key, token or certificate, which may be logged.

    Raises Problem 401, 429 when its address failed too often, 503 when a token can't be checked now, or what the
    database raises.
    """
    found = await recognise(request)
    if isinstance(found, Exception):
        raise found
    return found


async def recognise(request: Request) -> Identified | Exception:
    """Return what `identify` returns or would raise. Looks once for each request, and reads its head only."""
    state: dict[str, Any] = request.scope.setdefault("state", {})
    if _FOUND not in state:
        try:
            state[_FOUND] = await _identify(request)
        except Exception as error:  # noqa: BLE001 - raised where it can be answered: `identify`
            state[_FOUND] = error
    found: Identified | Exception = state[_FOUND]
    return found


async def _identify(request: Request) -> Identified:
    doors: Doors = request.app.state.doors
    credential = _credential(request, doors)
    asked = request.app.state.gateway, doors.tokens, credential
    if doors.owners.cache_contains(*asked):
        return await doors.owners(*asked)
    address = doors.address(request)
    if seconds := doors.guesses.wait(address, credential):
        CALLERS_REFUSED.labels(credential[0], "ja").inc()
        raise Problem(429, "te-vaak-geweigerd", _WAIT.format(seconds), headers={"retry-after": str(seconds)})
    try:
        found = await doors.owners(*asked)
    except Problem as refused:
        if refused.status_code == HTTPStatus.UNAUTHORIZED:
            CALLERS_REFUSED.labels(credential[0], "nee").inc()
            doors.guesses.failed(address, credential)
        raise
    doors.guesses.good(credential)
    return found


def _credential(request: Request, doors: Doors) -> Credential:
    """Return the credential in the request: an API key, a token or a certificate. Raises Problem 401 without one."""
    headers = request.headers
    authorizations, certificates = headers.getlist(_AUTHORIZATION), headers.getlist(CERTIFICATE)
    for name, given in ((_AUTHORIZATION, authorizations), (CERTIFICATE, certificates)):
        if len(given) > 1:
            raise Problem(401, "aanmelding-dubbel", f"De header {name} staat er meer dan één keer; stuur er één.")
    scheme, _, bearer = "".join(authorizations).partition(" ")
    bearer = bearer.strip()
    if scheme.lower() == "bearer" and bearer:
        # A credential with the prefix of a key is never taken for a token.
        is_token = (
            doors.tokens is not None and not bearer.startswith(KEY_PREFIX) and bearer.count(".") == _DOTS_IN_TOKEN
        )
        return "oidc" if is_token else "sleutel", bearer
    if not certificates or scheme or request.client is None or not doors.trusts(request.client.host):
        raise Problem(401)
    return "certificaat", _certificate(certificates[0]).fingerprint(SHA256()).hex()


def _certificate(header: str) -> Certificate:
    """Return the certificate in that header, in either form. Raises Problem 401 when it holds none."""
    try:
        if header.startswith(":") and header.endswith(":"):
            return load_der_x509_certificate(b64decode(header[1:-1], validate=True))
        return load_pem_x509_certificate(unquote_to_bytes(header))
    except ValueError:
        text = f"De header {CERTIFICATE} bevat geen certificaat in PEM, en geen in DER en base64 tussen dubbele punten."
        raise Problem(401, "certificaat-ongeldig", text) from None


async def _owner(gateway: Gateway, tokens: Tokens | None, credential: Credential) -> Identified:
    """Return who has this credential. Raises Problem 401 when nobody has, 403 when nobody let its holder in."""
    weg, value = credential
    if weg == "sleutel" and not api_keys.looks_like_key(value):
        raise Problem(401)
    if weg == "oidc":
        assert tokens is not None
        value = await tokens.caller(value)
    async with gateway.db.reading() as tx:
        owner = (
            await api_keys.find_owner(tx, value)
            if weg == "sleutel"
            else await other_credentials.find_owner(tx, weg, value)
        )
    if owner is None:
        raise _not_admitted(value) if weg == "oidc" else Problem(401)
    return owner, f"{weg} {api_keys.name_of_key(value) if weg == 'sleutel' else value}"


def _not_admitted(client: str) -> Problem:
    """Return the problem of a caller whose token is good, and whom nobody let in."""
    shown = printable(client)
    return Problem(
        403,
        "niet-toegelaten",
        f"Het token is goed, maar client {shown!r} is hier van geen organisatie. Vraag de beheerder van de gateway "
        f"haar toe te laten: gateway accounts grant CODE --oidc {shown} --omschrijving TEKST.",
    )
