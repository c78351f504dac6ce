"""The regional policy of the municipality on a day: what may run beside what, products, and open questions."""

from datetime import timedelta
from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.console.session.visit import Municipality
from gateway.console.view.fields import Fields
from gateway.console.view.refusals import text_of
from gateway.console.view.render import page
from gateway.exchange.assigning.policy import find_policy
from gateway.exchange.kernel.refusals import Conflict, NotFound
from gateway.policy.table import cards

router = APIRouter()

_PATH: Final = "/console/beleid"


@router.get(_PATH)
async def toon(visit: Municipality) -> Response:
    """Return the policy that governs assignments that begin on a day; today unless another is asked for."""
    fields = Fields(dict(visit.request.query_params))
    day = fields.day("op")
    if fields.errors:
        return page(visit, "beleid.html", status=422, fields=fields, policy=None, problem=None)
    try:
        policy, following = await find_policy(visit.gateway, visit.caller.code, day)
    except (NotFound, Conflict) as refused:
        return page(visit, "beleid.html", fields=fields, policy=None, problem=text_of(refused))
    return page(
        visit,
        "beleid.html",
        fields=fields,
        policy=policy,
        problem=None,
        last_day=None if following is None else following - timedelta(days=1),
        segments=sorted(policy.segmenten),
        cell=lambda one, other: policy.stapeling[frozenset((one, other))],
        cards=cards(),
    )
