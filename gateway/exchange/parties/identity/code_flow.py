"""Logging in at an identity provider: authorization code with PKCE (OpenID Connect Core 1.0, RFC 7636, RFC 9207).

What is under way lies in a cookie of the browser alone. State, nonce and code verifier are derived from that cookie, so
that a code serves in the browser that asked for it and nowhere else, and nothing is kept here for strangers.
"""

import base64
import hmac
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote, urlencode

from gateway.exchange.kernel.refusals import Forbidden
from gateway.exchange.parties.identity.issuer import (
    CLOCK_LEEWAY_S,
    REQUIRED_CLAIMS,
    UNREACHABLE,
    BadToken,
    Issuer,
    NoKeys,
    fetch_object,
    safe_address,
)

RETURN_PATH: Final = "/console/oidc/terug"
LOGIN_TAKES: Final = timedelta(minutes=10)
"""Time to log in at the provider."""
MAX_ID_TOKEN_AGE_S: Final = 600.0
"""Seconds since the provider issued what says who somebody is; it comes straight from there."""
DOORS_KEPT_S: Final = 3600.0
"""Seconds after which the provider is asked anew where its doors are."""
MAX_PENDING_CHARS: Final = 2000
_MAX_CODE_CHARS: Final = 2000


class Unreachable(Exception):
    """The identity provider doesn't answer, or not as it should."""

    def __init__(self) -> None:
        super().__init__()
        self.text = (
            "De identiteitsprovider van uw organisatie geeft geen antwoord, of niet zoals het hoort. Probeer het over "
            "enkele minuten opnieuw, en meld het anders aan de beheerder."
        )


@dataclass(slots=True)
class Client:
    """The console as the identity provider knows it."""

    issuer: Issuer
    client_id: str
    client_secret: str | None
    """None: a public client, which has PKCE alone."""
    console_url: str
    """Where browsers find this server, as registered at the provider."""
    claim: str
    """The claim with the roles of a person."""
    organisaties: frozenset[str]
    """For whose people the provider speaks; what it says of others counts for nothing."""
    max_age: timedelta
    """Since the person logged in at the provider."""
    _doors: dict[str, Any] = field(default_factory=dict)
    _asked: float = -DOORS_KEPT_S

    @property
    def redirect_uri(self) -> str:
        """Return where the provider sends people back to."""
        return self.console_url.rstrip("/") + RETURN_PATH

    async def doors(self) -> Mapping[str, Any]:
        """Return what the provider says of itself, from memory for an hour. Raises Unreachable."""
        if time.monotonic() - self._asked > DOORS_KEPT_S:
            try:
                found = await self.issuer.discover()
                for each in ("authorization_endpoint", "token_endpoint"):
                    safe_address(found, each)
            except UNREACHABLE:
                raise Unreachable from None
            self._doors, self._asked = found, time.monotonic()
        return self._doors


@dataclass(frozen=True, slots=True)
class Pending:
    """A login that is under way."""

    begonnen: int
    """Seconds since 1970."""
    geheim: str
    verder: str
    """The page to open after it."""
    voor: str
    """Which of several roles the person takes, as CODE:rol; "": the only one."""

    def text(self) -> str:
        """Return the login as the browser keeps it."""
        return _base64(json.dumps(asdict(self)).encode())

    def derived(self, what: str) -> str:
        """Return a value that belongs to this login, from which the login can't be told."""
        return _base64(hmac.digest(self.text().encode(), what.encode(), "sha256"))


def begin(now: datetime, verder: str, voor: str) -> Pending:
    """Return a new login."""
    return Pending(int(now.timestamp()), secrets.token_urlsafe(32), verder, voor)


def pending_of(text: str) -> Pending | None:
    """Return the login that the browser kept; None when it is none."""
    try:
        found = json.loads(base64.urlsafe_b64decode(text[:MAX_PENDING_CHARS] + "=="))
        pending = Pending(**found)
        texts = (pending.geheim, pending.verder, pending.voor)
        is_whole = type(pending.begonnen) is int and all(isinstance(each, str) for each in texts)
        return pending if is_whole and pending.text() == text else None
    except (ValueError, TypeError):
        return None


async def address_of(client: Client, pending: Pending) -> str:
    """Return where the person logs in. Raises Unreachable."""
    door = str((await client.doors())["authorization_endpoint"])
    query = {
        "response_type": "code",
        "client_id": client.client_id,
        "redirect_uri": client.redirect_uri,
        "scope": "openid profile",
        "state": pending.derived("state"),
        "nonce": pending.derived("nonce"),
        "code_challenge": _base64(sha256(pending.derived("verifier").encode()).digest()),
        "code_challenge_method": "S256",
        "max_age": str(int(client.max_age.total_seconds())),
    }
    return f"{door}{'&' if '?' in door else '?'}{urlencode(query)}"


async def redeem(
    client: Client, now: datetime, pending: Pending | None, given: Mapping[str, str]
) -> tuple[Pending, Mapping[str, Any]]:
    """Return the login and what the provider says of the person. `given`: what the browser came back with.

    Raises Forbidden when it isn't the answer to this login of this browser, Unreachable without the provider.
    """
    if pending is None or not 0 <= now.timestamp() - pending.begonnen <= LOGIN_TAKES.total_seconds():
        raise _refused("het inloggen duurde te lang, of begon in een andere browser")
    if not hmac.compare_digest(pending.derived("state").encode(), given.get("state", "").encode()):
        raise _refused("het antwoord hoort niet bij deze poging")
    doors = await client.doors()
    named = given.get("iss")
    if named is None and doors.get("authorization_response_iss_parameter_supported") is True:
        raise _refused("het antwoord zegt niet van welke identiteitsprovider het komt")
    if named not in (None, client.issuer.url):
        raise _refused("het antwoord komt van een andere identiteitsprovider")
    if "error" in given or not 0 < len(given.get("code", "")) <= _MAX_CODE_CHARS:
        raise _refused("uw identiteitsprovider liet u niet toe, of u brak het inloggen af")
    token = await _exchange(client, str(doors["token_endpoint"]), doors, pending, given["code"])
    return pending, await _check(client, pending, token)


async def _exchange(client: Client, door: str, doors: Mapping[str, Any], pending: Pending, code: str) -> str:
    """Return the ID token that the provider gives for the code."""
    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": client.redirect_uri,
        "client_id": client.client_id,
        "code_verifier": pending.derived("verifier"),
    }
    known = doors.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    auth = None
    if client.client_secret is not None and "client_secret_basic" in known:
        # RFC 6749, par. 2.3.1: both are encoded before they are put together.
        auth = (quote(client.client_id, safe=""), quote(client.client_secret, safe=""))
    elif client.client_secret is not None:
        sent["client_secret"] = client.client_secret
    try:
        answer = await fetch_object("POST", door, data=sent, auth=auth, headers={"accept": "application/json"})
        token = answer["id_token"]
    except UNREACHABLE:
        raise _refused("uw identiteitsprovider nam het antwoord niet aan; het kan al gebruikt zijn") from None
    if not isinstance(token, str):
        raise _refused("uw identiteitsprovider zegt niet wie u bent")
    return token


async def _check(client: Client, pending: Pending, token: str) -> Mapping[str, Any]:
    """Return the claims of the ID token (OpenID Connect Core 1.0, par. 3.1.3.7)."""
    try:
        claims = await client.issuer.check(
            token,
            client.client_id,
            max_age_s=MAX_ID_TOKEN_AGE_S,
            required=(*REQUIRED_CLAIMS, "sub", "nonce", "auth_time"),
        )
    except BadToken as error:
        raise _refused(f"het token {error}") from None
    except NoKeys:
        raise Unreachable from None
    nonce = str(claims["nonce"]).encode()
    if not hmac.compare_digest(pending.derived("nonce").encode(), nonce):
        raise _refused("het token is van een andere poging")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else client.client_id) != client.client_id:
        raise _refused("het token is aan een ander uitgegeven")
    since = claims["auth_time"]
    oldest = time.time() - client.max_age.total_seconds() - CLOCK_LEEWAY_S
    if isinstance(since, bool) or not isinstance(since, int | float) or since < oldest:
        raise _refused("u logde te lang geleden bij uw identiteitsprovider in")
    return claims


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _refused(why: str) -> Forbidden:
    return Forbidden("inloggen-mislukt", f"Inloggen lukte niet: {why}. Begin opnieuw.")
