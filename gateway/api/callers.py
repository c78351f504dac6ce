"""Who is calling: the organisation that the API key belongs to."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from cachetools import TTLCache
from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from gateway.api.problems import Problem
from gateway.exchange.context import Gateway
from gateway.store import organisaties
from gateway.store.organisaties import Organisatie

REVOKED_WITHIN = 5
"""Seconds that a revoked key may still open the door in a process that has seen it."""

_bearer = HTTPBearer(auto_error=False, scheme_name="API-sleutel", description="Authorization: Bearer gw_…")


async def gateway_of(request: Request) -> Gateway:
    """The gateway this application serves. (async: FastAPI sends a plain function to a thread.)"""
    gateway: Gateway = request.app.state.gateway
    return gateway


def key_cache() -> "TTLCache[str, Organisatie]":
    """A memory for keys that were found good a moment ago."""
    return TTLCache(maxsize=10_000, ttl=REVOKED_WITHIN)


async def caller_of(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Organisatie:
    """The organisation whose key came with the request. Raises Problem 401."""
    if credentials is None:
        raise Problem(401)
    known: TTLCache[str, Organisatie] = request.app.state.sleutels
    organisatie = known.get(credentials.credentials)
    if organisatie is None:
        async with (await gateway_of(request)).db.reading() as tx:
            organisatie = await organisaties.by_key(tx, credentials.credentials)
        if organisatie is None:
            raise Problem(401)
        known[credentials.credentials] = organisatie
    return organisatie


def only(*soorten: str) -> Callable[..., Coroutine[Any, Any, Organisatie]]:
    """A dependency that lets these kinds of organisation in and answers 403 to others."""

    async def allowed(caller: Annotated[Organisatie, Depends(caller_of)]) -> Organisatie:
        if caller.soort not in soorten:
            raise Problem(
                403,
                None,
                f"Dit is voor een {' of '.join(soorten)}; deze API-sleutel is van een {caller.soort}.",
            )
        return caller

    return allowed


TheGateway = Annotated[Gateway, Depends(gateway_of)]
Caller = Annotated[Organisatie, Depends(caller_of)]
Gemeente = Annotated[Organisatie, Depends(only("gemeente"))]
Aanbieder = Annotated[Organisatie, Depends(only("aanbieder"))]
Partij = Annotated[Organisatie, Depends(only("gemeente", "aanbieder"))]
