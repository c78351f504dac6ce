"""Messages that a rule could not judge: listed for an operator, and judged again, one or many."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.console.session.form import texts_in
from gateway.console.session.visit import WHO_OPERATE, ActingOperator, Operator, Visit
from gateway.console.view.fields import Fields
from gateway.console.view.refusals import text_of
from gateway.console.view.render import page, with_query
from gateway.exchange.kernel.refusals import Refusal
from gateway.exchange.receiving.parked import judge_again, list_parked

router = APIRouter()

_PATH: Final = "/console/geparkeerd"
_PAGE_SIZE: Final = 50
_WITHOUT_VERDICT: Final = "geparkeerd"


@router.get(_PATH)
async def toon(visit: Operator) -> Response:
    """Return a page of the parked messages of all parties, oldest first."""
    return await _list(visit, Fields(dict(visit.request.query_params)))


async def _list(
    visit: Visit, fields: Fields, *, problems: Sequence[str] = (), judged: Mapping[str, int] | None = None
) -> Response:
    place = fields.id("na")
    found = [] if fields.errors else await list_parked(visit.gateway, visit.caller, place, _PAGE_SIZE)
    more = len(found) == _PAGE_SIZE
    return page(
        visit,
        "geparkeerd.html",
        status=422 if fields.errors or problems else 200,
        fields=fields,
        found=found,
        problems=problems,
        judged=judged or {},
        may_act=visit.may(WHO_OPERATE),
        first=_PATH if place else None,
        onward=with_query(_PATH, {"na": str(found[-1].id)}) if more else None,
    )


@router.post(f"{_PATH}/beoordelen")
async def beoordeel(visit: ActingOperator) -> Response:
    """Judge the ticked messages, or all that the page showed, and tell what came of them."""
    chosen = texts_in(visit.form, "getoond" if visit.form.get("alle") else "bericht")
    if not chosen:
        return await _list(visit, Fields({}), problems=["Kruis aan welke berichten u laat beoordelen."])
    verdicts: Counter[str] = Counter()
    problems: list[str] = []
    for each in chosen[:_PAGE_SIZE]:
        try:
            verdicts[(await judge_again(visit.gateway, visit.caller, UUID(each))).oordeel.value] += 1
        except ValueError:
            problems.append("Een van de aangekruiste berichten is er niet.")
        except Refusal as refused:
            problems.append(text_of(refused))
    if kept := verdicts.pop(_WITHOUT_VERDICT, 0):
        problems.append(
            f"{kept} {'bericht blijft' if kept == 1 else 'berichten blijven'} geparkeerd: de regel kan nog steeds niet "
            "oordelen. Kijk in het log (judge_again.parked, of rule.crashed) wat eraan schort."
        )
    return await _list(visit, Fields({}), problems=problems, judged=verdicts)
