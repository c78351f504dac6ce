"""Who is calling: the organisation that the API key belongs to."""

from typing import Annotated

from cachetools import TTLCache
from fastapi import Depends, Request
from fastapi.openapi.models import HTTPBearer as HTTPBearerModel
from fastapi.security.base import SecurityBase

from gateway.api.problems import Problem
from gateway.exchange.context import Gateway
from gateway.store import sleutels
from gateway.store.organisaties import Organisatie, Soort

REVOKED_WITHIN = 5
"""Seconds that a revoked key may still open the door in a process that has seen it."""


def gateway_of(request: Request) -> Gateway:
    """The gateway this application serves."""
    gateway: Gateway = request.app.state.gateway
    return gateway


async def _gateway_of(request: Request) -> Gateway:
    """The same as a dependency: FastAPI sends a plain function to a thread."""
    return gateway_of(request)


def key_cache() -> "TTLCache[str, Organisatie]":
    """A memory for keys that were found good a moment ago."""
    return TTLCache(maxsize=10_000, ttl=REVOKED_WITHIN)


class KeyOf(SecurityBase):
    """A dependency: the organisation whose key came with the request, when it is of one of these kinds.

    One dependency and not a chain of three: FastAPI takes longer over each than the rules over a message.
    """

    model = HTTPBearerModel(description="Authorization: Bearer gw_…")
    scheme_name = "API-sleutel"

    def __init__(self, *soorten: Soort, extern: bool = True) -> None:
        self._soorten = soorten
        self._extern = extern
        """Whether a municipality with another gateway may come in too."""

    async def __call__(self, request: Request) -> Organisatie:
        """The caller. Raises Problem 401 or 403."""
        scheme, _, sleutel = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not sleutel:
            raise Problem(401)
        caller = await _organisation(request, sleutel.strip())
        if caller.soort not in self._soorten:
            raise Problem(
                403,
                None,
                f"Dit is voor een {' of '.join(self._soorten)}; deze API-sleutel is van een {caller.soort}.",
            )
        if caller.extern and not self._extern:
            raise Problem(
                403,
                "gemeente-extern",
                f"Gemeente {caller.code} houdt haar administratie bij een andere gateway; hier kan zij alleen "
                "berichten aanbieden en ophalen.",
            )
        return caller


async def _organisation(request: Request, sleutel: str) -> Organisatie:
    known: TTLCache[str, Organisatie] = request.app.state.sleutels
    organisatie = known.get(sleutel)
    if organisatie is None:
        async with gateway_of(request).db.reading() as tx:
            organisatie = await sleutels.owner(tx, sleutel)
        if organisatie is None:
            raise Problem(401)
        known[sleutel] = organisatie
    return organisatie


TheGateway = Annotated[Gateway, Depends(_gateway_of)]
Caller = Annotated[Organisatie, Depends(KeyOf("gemeente", "aanbieder", "beheerder"))]
Gemeente = Annotated[Organisatie, Depends(KeyOf("gemeente", extern=False))]
Beoordelaar = Annotated[Organisatie, Depends(KeyOf("gemeente", "beheerder"))]
Beheerder = Annotated[Organisatie, Depends(KeyOf("beheerder"))]
partij = KeyOf("gemeente", "aanbieder")
Partij = Annotated[Organisatie, Depends(partij)]
