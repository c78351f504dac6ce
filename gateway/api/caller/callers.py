"""Dependencies of routes: the organisation that calls, when it is of a kind that the route is for."""

from dataclasses import replace
from typing import Annotated, Final

from fastapi import Depends, Request
from fastapi.openapi.models import HTTPBearer as HTTPBearerModel
from fastapi.security.base import SecurityBase

from gateway.api.caller.identity import identify
from gateway.api.http.problems import Problem
from gateway.api.http.reads import Reader as Access
from gateway.api.http.reads import reader
from gateway.api.shapes.exact import check_query
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.parties.access import act_for
from gateway.store.parties.operator_log import Actor
from gateway.store.parties.organisaties import Organisatie, Soort

ON_BEHALF_OF: Final = "Namens"
"""The header in which an intermediary says for whom it acts."""


def gateway_of(request: Request) -> Gateway:
    """Return the gateway this application serves."""
    gateway: Gateway = request.app.state.gateway
    return gateway


def gateway_used_by(request: Request, gateway: Gateway, code: str) -> Gateway:
    """Return the gateway with this organisation as its actor, by the way in that the caller took."""
    access: Access = request.state.reader
    return replace(gateway, actor=Actor(code, access.ingang))


async def _gateway_of(request: Request) -> Gateway:
    """Return `gateway_of`, as a coroutine: FastAPI runs a plain function in a thread."""
    return gateway_of(request)


class KeyOf(SecurityBase):
    """A dependency: the organisation that calls, or for which an intermediary acts, when it is of one of these kinds.

    One dependency and not a chain of three: each takes FastAPI more time than a message takes the rules.
    """

    model = HTTPBearerModel(description="Authorization: Bearer gw_…, of een token van de identiteitsprovider.")
    scheme_name = "API-sleutel"

    def __init__(self, *kinds: Soort, external: bool = True, on_behalf: bool = False) -> None:
        """`external`: admit a municipality with another gateway; `on_behalf`: an intermediary that acts for a party."""
        self._kinds = kinds
        self._external = external
        self._on_behalf = on_behalf

    async def __call__(self, request: Request) -> Organisatie:
        """Return the caller, or the party for which an intermediary acts.

        Raises Problem 401 or 403, Forbidden, or RequestValidationError for query parameters that the route lacks.
        """
        caller, ingang = await identify(request)
        access = reader(request, caller.code, ingang)
        check_query(request)
        if caller.soort == "intermediair" and self._on_behalf:
            caller = await _acted_for(request, caller)
            access.organisatie, access.via = caller.code, caller.via
        if caller.soort not in self._kinds:
            raise Problem(403, None, f"Dit is voor een {' of '.join(self._kinds)}; de aanvrager is een {caller.soort}.")
        if caller.extern and not self._external:
            raise Problem(
                403,
                "gemeente-extern",
                f"Gemeente {caller.code} houdt haar administratie bij een andere gateway; hier kan zij alleen "
                "berichten aanbieden en ophalen.",
            )
        return caller


async def _acted_for(request: Request, intermediair: Organisatie) -> Organisatie:
    """Return the party that the header names. Raises Problem 403 without one, Forbidden without a mandate."""
    named = request.headers.getlist(ON_BEHALF_OF)
    if len(named) > 1:
        raise Problem(
            403,
            "namens-dubbel",
            f"De header {ON_BEHALF_OF} staat er meer dan één keer; noem één partij voor wie dit is.",
        )
    party = "".join(named)
    if not party:
        raise Problem(
            403,
            "namens-ontbreekt",
            f"{intermediair.code} is een intermediair: noem in de header {ON_BEHALF_OF} de partij voor wie dit is.",
        )
    return await act_for(gateway_of(request), intermediair, party)


TheGateway = Annotated[Gateway, Depends(_gateway_of)]
Caller = Annotated[Organisatie, Depends(KeyOf("gemeente", "aanbieder", "beheerder"))]
Reader = Annotated[Organisatie, Depends(KeyOf("gemeente", "aanbieder", "beheerder", on_behalf=True))]
Municipality = Annotated[Organisatie, Depends(KeyOf("gemeente", external=False))]
AtHome = Annotated[Organisatie, Depends(KeyOf("gemeente", "aanbieder", external=False, on_behalf=True))]
"""A provider, or a municipality that keeps its administration here."""
Judge = Annotated[Organisatie, Depends(KeyOf("gemeente", "beheerder"))]
Operator = Annotated[Organisatie, Depends(KeyOf("beheerder"))]
sending_party = KeyOf("gemeente", "aanbieder", on_behalf=True)
Party = Annotated[Organisatie, Depends(sending_party)]
