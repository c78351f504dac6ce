"""Receivers: how it goes with them, by which channel; tried, frozen with a reason, and released."""

from typing import Final, get_args

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from gateway.console.session.visit import WHO_OPERATE, ActingOperator, Operator, Visit
from gateway.console.view.fields import Fields
from gateway.console.view.refusals import text_of
from gateway.console.view.render import page
from gateway.exchange.chain.vecozo.held import list_incoming
from gateway.exchange.delivery.deliveries import list_receivers
from gateway.exchange.delivery.freezes import list_freezes
from gateway.exchange.kernel.refusals import Conflict, Invalid
from gateway.exchange.parties import accounts
from gateway.exchange.parties.accounts import TRIED
from gateway.exchange.parties.channel_trial import try_channel
from gateway.standard.channels import ChannelName

router = APIRouter()

_PATH: Final = "/console/ontvangers"
_MAX_REASON_CHARS: Final = 1000


@router.get(_PATH)
async def toon_alle(visit: Operator) -> Response:
    """Return the receivers that messages are sent to and those that are frozen, the freezes, and what is fetched."""
    return page(
        visit,
        "ontvangers.html",
        found=await list_receivers(visit.gateway),
        freezes=await list_freezes(visit.gateway),
        incoming=await list_incoming(visit.gateway),
    )


@router.get(f"{_PATH}/{{code}}")
async def toon(visit: Operator, code: str) -> Response:
    """Return one receiver: what waits, by which channel, and what came of the last trial."""
    return await _one(visit, code, Fields({}))


async def _one(visit: Visit, code: str, fields: Fields) -> Response:
    account = await accounts.find_account(visit.gateway, code)
    tries = [each for each in await accounts.list_actions(visit.gateway, code) if each.soort == TRIED]
    found = next((each for each in await list_receivers(visit.gateway) if each.code == code), None)
    if not fields.given:
        fields = Fields({"kanaal": account.kanaal, "afleveradres": account.afleveradres})
    return page(
        visit,
        "ontvanger.html",
        status=422 if fields.errors else 200,
        account=account,
        found=found,
        tried=tries[-1] if tries else None,
        fields=fields,
        may_act=visit.may(WHO_OPERATE),
    )


@router.post(f"{_PATH}/{{code}}/bevriezen")
async def bevries(visit: ActingOperator, code: str) -> Response:
    """Stop all deliveries to this receiver, with the reason that others read."""
    fields = Fields(dict(visit.form))
    reason = fields.note("reden", _MAX_REASON_CHARS, "Schrijf op waarom, zonder persoonsgegevens.")
    if reason is not None:
        try:
            await accounts.freeze_account(visit.gateway, code, " ".join(reason.split()))
        except Invalid as refused:
            fields.fail("reden", text_of(refused))
    return await _one(visit, code, fields) if fields.errors else _to(code)


@router.post(f"{_PATH}/{{code}}/vrijgeven")
async def geef_vrij(visit: ActingOperator, code: str) -> Response:
    """Resume the deliveries to this receiver."""
    await accounts.release_account(visit.gateway, code)
    return _to(code)


@router.post(f"{_PATH}/{{code}}/kanaal")
async def kies_kanaal(visit: ActingOperator, code: str) -> Response:
    """Change the channel of this receiver once it was reached, or untried when asked; what waits moves along.

    A folder is of the machine, so who is at the machine sets it: here it can be chosen, and not be named.
    """
    fields = Fields(dict(visit.form))
    kanaal = fields.choice("kanaal", get_args(ChannelName))
    if not fields.errors:
        try:
            await accounts.change_account(
                visit.gateway,
                code,
                kanaal=kanaal,
                afleveradres=fields["afleveradres"] or None,
                untried=fields["ongeprobeerd"] == "ja",
            )
        except (Invalid, Conflict) as refused:
            fields.fail("afleveradres", text_of(refused))
    return await _one(visit, code, fields) if fields.errors else _to(code)


@router.post(f"{_PATH}/{{code}}/proef")
async def probeer(visit: ActingOperator, code: str) -> Response:
    """See whether this receiver can be reached; the page says what came of it."""
    await try_channel(visit.gateway, code)
    return _to(code)


def _to(code: str) -> Response:
    return RedirectResponse(f"{_PATH}/{code}", 303)
