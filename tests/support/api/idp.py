"""An identity provider: it signs tokens, and shows its public keys over HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

ISSUER = "https://idp.test"
AUDIENCE = "iwmo-gateway"


@dataclass
class IdentityProvider:
    """An identity provider: its keys by name, and how often they were asked for."""

    keys: dict[str, Any] = field(default_factory=lambda: {"een": ec.generate_private_key(ec.SECP256R1())})
    port: int = 0
    asked: int = 0
    says: bytes | None = None
    """What it answers instead of its keys."""
    issuer: str | None = None
    """The issuer that it says it is, instead of the one at its address."""
    answers: asyncio.Event = field(default_factory=asyncio.Event)
    """Cleared: it takes requests and says nothing."""

    def __post_init__(self) -> None:
        self.answers.set()

    @property
    def url(self) -> str:
        """The address of its keys."""
        return f"http://127.0.0.1:{self.port}/jwks"

    def token(self, kid: str = "een", *, key: Any = None, alg: str = "ES256", **changes: Any) -> str:
        """Return a good token, but for the changes; a claim that is None is left out."""
        now = int(datetime.now(UTC).timestamp())
        claims = {"iss": ISSUER, "aud": AUDIENCE, "iat": now, "exp": now + 300, "client_id": "zorgsysteem", **changes}
        given = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(given, key or self.keys[kid], algorithm=alg, headers={"kid": kid})

    def document(self) -> bytes:
        """Return the public keys."""
        shown = []
        for kid, key in self.keys.items():
            is_rsa = isinstance(key, rsa.RSAPrivateKey)
            algorithm = jwt.algorithms.RSAAlgorithm if is_rsa else jwt.algorithms.ECAlgorithm
            public = json.loads(algorithm.to_jwk(key.public_key()))
            shown.append({**public, "kid": kid, "use": "sig", "alg": "RS256" if is_rsa else "ES256"})
        return json.dumps({"keys": shown}).encode()


@asynccontextmanager
async def an_identity_provider() -> AsyncIterator[IdentityProvider]:
    """Yield an identity provider that runs on this machine until the block ends."""
    provider = IdentityProvider()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        provider.asked += 1
        await provider.answers.wait()
        body = provider.document() if provider.says is None else provider.says
        if b"/.well-known/openid-configuration" in head:
            here = provider.url.removesuffix("/jwks")
            body = json.dumps({"issuer": provider.issuer or here, "jwks_uri": provider.url}).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    provider.port = server.sockets[0].getsockname()[1]
    try:
        yield provider
    finally:
        server.close()
        await server.wait_closed()
