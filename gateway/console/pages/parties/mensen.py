"""The people who work in the console for an organisation: let in, given other credentials, and kept out."""

from typing import Final, get_args

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from gateway.console.pages.parties.organisaties import ORGANISATIONS
from gateway.console.session.visit import WHO_OPERATE, ActingOperator, Operator, Visit
from gateway.console.view.fields import Fields
from gateway.console.view.refusals import text_of
from gateway.console.view.render import page
from gateway.exchange.kernel.refusals import Conflict, Invalid
from gateway.exchange.parties import accounts, people
from gateway.exchange.parties.people import ROLES_OF, Credentials
from gateway.store.parties.personen import Role

router = APIRouter()

_PATH: Final = f"{ORGANISATIONS}/{{code}}/mensen"


@router.get(_PATH)
async def toon(visit: Operator, code: str) -> Response:
    """Return who work for the organisation, and who did."""
    return await _list(visit, code, Fields({}))


async def _list(visit: Visit, code: str, fields: Fields) -> Response:
    account = await accounts.find_account(visit.gateway, code)
    return page(
        visit,
        "mensen.html",
        status=422 if fields.errors else 200,
        account=account,
        found=await people.list_people(visit.gateway, code),
        roles=[(each, each) for each in ROLES_OF.get(account.soort, ())],
        may_act=visit.may(WHO_OPERATE),
        fields=fields,
    )


@router.post(_PATH)
async def laat_toe(visit: ActingOperator, code: str) -> Response:
    """Let somebody in, and show this once how they log in."""
    fields = Fields(dict(visit.form))
    rol = fields.choice("rol", get_args(Role))
    for name in ("inlognaam", "naam", "rol"):
        if not fields[name]:
            fields.fail(name, "Vul dit in.")
    if rol is None or fields.errors:
        return await _list(visit, code, fields)
    try:
        made = await people.add_person(visit.gateway, code, fields["inlognaam"], fields["naam"], rol)
    except (Invalid, Conflict) as refused:
        fields.fail(_FIELD_OF.get(refused.problem, "inlognaam"), text_of(refused))
        return await _list(visit, code, fields)
    return await _shown(visit, code, f"{fields['naam']} kan inloggen", fields["inlognaam"], made)


_FIELD_OF: Final = {"rol-ongeldig": "rol", "naam-ongeldig": "naam"}
"""By problem the field that it stands beside."""


@router.post(f"{_PATH}/{{inlognaam}}/herstellen")
async def herstel(visit: ActingOperator, code: str, inlognaam: str) -> Response:
    """Give somebody another password and second factor, and show them this once."""
    made = await people.reset_person(visit.gateway, inlognaam, of=code)
    return await _shown(visit, code, f"{inlognaam} logt voortaan anders in", inlognaam, made)


@router.post(f"{_PATH}/{{inlognaam}}/uitschrijven")
async def schrijf_uit(visit: ActingOperator, code: str, inlognaam: str) -> Response:
    """Keep somebody out from now on."""
    await people.remove_person(visit.gateway, inlognaam, of=code)
    return RedirectResponse(f"{ORGANISATIONS}/{code}/mensen", 303)


async def _shown(visit: Visit, code: str, title: str, inlognaam: str, made: Credentials) -> Response:
    account = await accounts.find_account(visit.gateway, code)
    shown = [("Inlognaam", inlognaam), ("Wachtwoord", made.wachtwoord)]
    if made.app is not None:
        shown.append(("Voor de app die codes maakt", made.app))
    back = f"{ORGANISATIONS}/{code}/mensen"
    return page(visit, "geheim.html", account=account, title=title, shown=shown, back=back)
