"""An identity provider by which people log in: authorization code with PKCE, over real HTTP, on this machine."""

import asyncio
import base64
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, urlencode

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from gateway.exchange.parties.identity.people import LOGOUT_EVENT
from tests.support.api.idp import IdentityProvider

CLIENT = "iwmo-console"
SECRET = "geheim:met tekens/+"


@dataclass
class OpenIdProvider(IdentityProvider):
    """A provider at which somebody is logged in: `person`, who is sent back at once."""

    person: dict[str, Any] = field(
        default_factory=lambda: {"sub": "u-1", "name": "Jo Jansen", "preferred_username": "Jo.Jansen@venlo.test"}
    )
    redirect_uris: set[str] = field(default_factory=set)
    changed: dict[str, Any] = field(default_factory=dict)
    """Claims of the next ID tokens that are otherwise than they should be; None: left out."""
    signed: dict[str, Any] = field(default_factory=dict)
    """How the next ID tokens are signed, otherwise than they should be."""
    comes_back: dict[str, str | None] = field(default_factory=dict)
    """Of the next answers of the browser, otherwise than they should be; None: left out."""
    forgets: bool = False
    """Whether it gives a token for a code that was used, which it mustn't."""
    way: str = "client_secret_basic"
    """How the client has to show that it is the console; none: it has no secret."""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    @property
    def base(self) -> str:
        """Return its issuer URL."""
        return f"http://127.0.0.1:{self.port}"

    async def configuration(self, request: Request) -> Response:
        """Say where its doors are."""
        return JSONResponse(
            {
                "issuer": self.issuer or self.base,
                "authorization_endpoint": f"{self.base}/authorize?soort=x",
                "token_endpoint": f"{self.base}/token",
                "jwks_uri": f"{self.base}/jwks",
                "token_endpoint_auth_methods_supported": [self.way],
                "authorization_response_iss_parameter_supported": True,
            }
        )

    async def jwks(self, request: Request) -> Response:
        """Show the public keys."""
        return Response(self.document(), media_type="application/json")

    async def authorize(self, request: Request) -> Response:
        """Send the person, who is logged in, back with a code."""
        asked = dict(request.query_params)
        assert (asked["client_id"], asked["response_type"], asked["soort"]) == (CLIENT, "code", "x")
        assert asked["redirect_uri"] in self.redirect_uris
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        answer = {"code": code, "state": asked["state"], "iss": self.base, **self.comes_back}
        query = urlencode({name: value for name, value in answer.items() if value is not None})
        return RedirectResponse(f"{asked['redirect_uri']}?{query}", 303)

    async def token_for_code(self, request: Request) -> Response:
        """Give a token to the client that shows its secret, the code and the verifier."""
        given = dict(parse_qsl((await request.body()).decode()))
        if not self._is_client(request.headers.get("authorization"), given):
            return JSONResponse({"error": "invalid_client"}, 401)
        asked = self.codes.get(given["code"])
        challenge = base64.urlsafe_b64encode(sha256(given["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        known = asked is not None and asked["redirect_uri"] == given["redirect_uri"]
        if asked is None or not known or challenge != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        if given["code"] in self.used and not self.forgets:
            return JSONResponse({"error": "invalid_grant"}, 400)
        self.used.add(given["code"])
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": self.id_token(asked["nonce"])})

    def _is_client(self, authorization: str | None, given: dict[str, str]) -> bool:
        """Return True when it shows in the one way there is that it is the console."""
        shown = (authorization, given.get("client_secret"), given["client_id"])
        basic = base64.b64encode(f"{CLIENT}:geheim%3Amet%20tekens%2F%2B".encode()).decode()
        wanted = {"client_secret_basic": (f"Basic {basic}", None), "client_secret_post": (None, SECRET)}
        return shown == (*wanted.get(self.way, (None, None)), CLIENT)

    def id_token(self, nonce: str) -> str:
        """Return who the person is."""
        now = int(datetime.now(UTC).timestamp())
        claims = {"aud": CLIENT, "iss": self.base, "client_id": None, "nonce": nonce, "auth_time": now, **self.person}
        return self.token(**{**claims, **self.changed}, **self.signed)

    def logout_token(self, **changes: Any) -> str:
        """Return a good logout token, but for the changes; a claim that is None is left out."""
        claims = {"aud": CLIENT, "iss": self.base, "client_id": None, "jti": secrets.token_hex(8), "exp": None}
        return self.token(**{**claims, "events": {LOGOUT_EVENT: {}}, "sub": self.person["sub"], **changes})


@asynccontextmanager
async def an_open_id_provider() -> AsyncIterator[OpenIdProvider]:
    """Yield a provider that runs on this machine until the block ends."""
    provider = OpenIdProvider()
    app = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", provider.configuration),
            Route("/jwks", provider.jwks),
            Route("/authorize", provider.authorize),
            Route("/token", provider.token_for_code, methods=["POST"]),
        ]
    )
    listening = socket.create_server(("127.0.0.1", 0))  # who comes before it serves, waits
    provider.port = listening.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve([listening]))
    try:
        yield provider
    finally:
        server.should_exit = True
        await serving
