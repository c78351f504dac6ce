"""The organisations: listed, and of one its keys, other ways in, mandates, and what was done to it."""

from typing import Any, Final, get_args

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.console.session.visit import WHO_OPERATE, Operator, Visit
from gateway.console.view.fields import Fields
from gateway.console.view.lists import list_page
from gateway.console.view.render import page
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.lists.organisations import list_organisations
from gateway.exchange.parties import access, accounts, keys
from gateway.store.parties.organisaties import Soort
from gateway.store.parties.other_credentials import CREDENTIAL_KINDS

router = APIRouter()

ORGANISATIONS: Final = "/console/organisaties"
_FILTERS: Final = ("soort",)


@router.get(ORGANISATIONS)
async def toon_alle(visit: Operator) -> Response:
    """Return a page of the organisations, by code."""
    fields = Fields(dict(visit.request.query_params))
    soort, asked = fields.choice("soort", get_args(Soort)), AskedPage(after=fields.place())
    found = None if fields.errors else await list_organisations(visit.gateway, visit.caller, soort, asked)
    kinds = [(each, each) for each in get_args(Soort)]
    return list_page(visit, "organisaties.html", ORGANISATIONS, _FILTERS, fields, found, kinds=kinds)


@router.get(f"{ORGANISATIONS}/{{code}}")
async def toon(visit: Operator, code: str) -> Response:
    """Return one organisation, with how it comes in."""
    return await organisation_page(visit, code, Fields({}))


async def organisation_page(visit: Visit, code: str, fields: Fields, **values: Any) -> Response:
    """Return the page of one organisation, with its forms as they were filled in."""
    account = await accounts.find_account(visit.gateway, code)
    mandates = await access.list_mandates(visit.gateway)
    return page(
        visit,
        "organisatie.html",
        status=422 if fields.errors else 200,
        account=account,
        keys=await keys.keys_of_account(visit.gateway, code),
        ways=await access.list_access(visit.gateway, code),
        way_options=[(each, each) for each in CREDENTIAL_KINDS],
        mandates=[each for each in mandates if code in (each.intermediair, each.partij)],
        mandatable=access.MANDATABLE_KINDS,
        now=visit.gateway.now(),
        today=visit.gateway.today(),
        may_act=visit.may(WHO_OPERATE),
        fields=fields,
        **values,
    )


@router.get(f"{ORGANISATIONS}/{{code}}/geschiedenis")
async def toon_geschiedenis(visit: Operator, code: str) -> Response:
    """Return what operators did to the organisation, the newest in front."""
    account = await accounts.find_account(visit.gateway, code)
    found = await accounts.list_actions(visit.gateway, code)
    return page(visit, "geschiedenis.html", account=account, found=found[::-1])
