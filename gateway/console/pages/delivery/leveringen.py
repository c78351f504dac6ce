"""Deliveries of all organisations: chosen by filters, one with its attempts, and what was given up offered again."""

from typing import Final, get_args
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from gateway.console.session.visit import WHO_OPERATE, ActingOperator, Operator, Visit
from gateway.console.view.fields import CODE, Fields
from gateway.console.view.lists import list_page
from gateway.console.view.refusals import text_of
from gateway.console.view.render import page, with_query
from gateway.console.view.words import kind
from gateway.exchange.delivery import deliveries, resend
from gateway.exchange.delivery.resend import MAX_PER_REQUEST, Resent
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.kernel.refusals import Refusal
from gateway.messages.registry import REGISTRY
from gateway.standard.channels import DeliveryState
from gateway.store.delivery.given_up import GivenUp

router = APIRouter()

_PATH: Final = "/console/leveringen"
_AGAIN: Final = f"{_PATH}/opnieuw"
_FILTERS: Final = ("staat", "ontvanger", "volgorde")
_SEEN: Final = "gezien"
"""The field that says that the person saw how much is offered again."""


@router.get(_PATH)
async def toon_alle(visit: Operator) -> Response:
    """Return a page of the deliveries, newest first."""
    fields = Fields(dict(visit.request.query_params))
    staat, ontvanger = fields.choice("staat", get_args(DeliveryState)), fields.text("ontvanger", *CODE)
    asked = AskedPage(after=fields.place(), newest_first=fields["volgorde"] != "oudste")
    found = None if fields.errors else await deliveries.page_deliveries(visit.gateway, staat, ontvanger, asked)
    return list_page(
        visit, "leveringen.html", _PATH, _FILTERS, fields, found, may_act=visit.may(WHO_OPERATE), most=MAX_PER_REQUEST
    )


@router.get(_AGAIN)
async def vraag_opnieuw(visit: ActingOperator) -> Response:
    """Return the form to choose what is offered again."""
    return _form(visit, Fields(dict(visit.request.query_params)))


@router.post(_AGAIN)
async def bied_opnieuw_aan(visit: ActingOperator) -> Response:
    """Show how much was given up and chosen or, when that was seen, offer it again."""
    fields = Fields(dict(visit.form))
    choice = _choice(visit, fields)
    if choice is None:
        return _form(visit, fields)
    try:
        if not fields[_SEEN]:
            return _form(visit, fields, await resend.count_given_up(visit.gateway, choice))
        done = await resend.resend_given_up(visit.gateway, choice, MAX_PER_REQUEST)
    except Refusal as refused:
        fields.fail("ontvanger", text_of(refused))
        return _form(visit, fields)
    given = {"aangeboden": str(done.aangeboden), "resterend": str(done.resterend)}
    return RedirectResponse(with_query(_PATH, given), 303)


def _choice(visit: Visit, fields: Fields) -> GivenUp | None:
    """Return what is to be offered again; None when the fields don't say it."""
    since = fields.moment("sinds")
    if not fields["sinds"]:
        fields.fail("sinds", "Vul in sinds wanneer het is opgegeven.")
    ontvanger, soort = fields.text("ontvanger", *CODE), fields.choice("soort", tuple(REGISTRY))
    if fields.errors or since is None:
        return None
    return resend.choice_of(visit.caller, since, ontvanger, soort)


def _form(visit: Visit, fields: Fields, counted: Resent | None = None) -> Response:
    return page(
        visit,
        "leveringen_opnieuw.html",
        status=422 if fields.errors else 200,
        fields=fields,
        counted=counted,
        most=MAX_PER_REQUEST,
        soort_options=[(each, kind(each)) for each in REGISTRY],
    )


@router.get(f"{_PATH}/{{id}}")
async def toon(visit: Operator, id: UUID) -> Response:
    """Return one delivery, with each attempt."""
    found = await deliveries.find_delivery(visit.gateway, id)
    return page(visit, "levering.html", found=found, may_act=visit.may(WHO_OPERATE))


@router.post(f"{_PATH}/{{id}}/opnieuw")
async def opnieuw(visit: ActingOperator, id: UUID) -> Response:
    """Offer this message to its receiver once more, and return to its delivery."""
    await deliveries.retry_delivery(visit.gateway, id)
    return RedirectResponse(f"{_PATH}/{id}", 303)
