"""The GGK: SOAP 1.1 at one address, to which the chain or the municipality's adapter brings envelopes."""

from typing import Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from gateway.api.caller.callers import KeyOf, gateway_of
from gateway.api.http.bodies import xml_body
from gateway.api.http.straight import StraightRoute
from gateway.exchange.chain.arrive import take
from gateway.standard.stuf.write import CONTENT_TYPE

PATH: Final = "/koppelvlakken/ggk"

router = APIRouter()
_chain: Final = KeyOf("intermediair")


async def ontvang(request: Request) -> Response:
    """Ontvangt een envelop (Di01, Du01) of een foutbericht (Fo01) uit de keten, en antwoordt met een Bv03 of Fo03."""
    chain = await _chain(request)
    answer = await take(gateway_of(request), chain, await xml_body(request))
    headers = {"content-type": CONTENT_TYPE}
    if answer.retry_after is not None:
        headers["retry-after"] = str(round(answer.retry_after))
    return Response(answer.data, answer.status, headers=headers)


router.add_api_route(
    PATH,
    ontvang,
    methods=["POST"],
    dependencies=[Depends(_chain)],
    include_in_schema=False,
    route_class_override=StraightRoute,
)
