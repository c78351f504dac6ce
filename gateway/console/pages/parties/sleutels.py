"""How an organisation comes in: keys made and revoked, other ways in, and mandates; each act by name on record."""

from datetime import timedelta
from typing import Final

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from gateway.console.pages.parties.organisaties import ORGANISATIONS, organisation_page
from gateway.console.session.form import texts_in
from gateway.console.session.visit import ActingOperator
from gateway.console.view.fields import CODE, Fields
from gateway.console.view.refusals import text_of
from gateway.console.view.render import page
from gateway.exchange.kernel.refusals import Refusal
from gateway.exchange.parties import access, accounts, keys
from gateway.store.parties.other_credentials import CREDENTIAL_KINDS

router = APIRouter()

_ONE: Final = f"{ORGANISATIONS}/{{code}}"
_MAX_DAYS: Final = 3650
_MAX_DESCRIPTION_CHARS: Final = 200
_MAX_ID: Final = 2**53
_SAY_WHAT_FOR: Final = "Schrijf op waarvoor, zoals ‘testomgeving’."


@router.post(f"{_ONE}/sleutels")
async def maak_sleutel(visit: ActingOperator, code: str) -> Response:
    """Make an API key, and show it this once."""
    fields = Fields(dict(visit.form))
    what_for = fields.note("sleutel_omschrijving", _MAX_DESCRIPTION_CHARS, _SAY_WHAT_FOR)
    days = fields.number("dagen", 1, _MAX_DAYS)
    if what_for is None or fields.errors:
        return await organisation_page(visit, code, fields)
    account = await accounts.find_account(visit.gateway, code)
    try:
        key = await keys.new_key(visit.gateway, code, what_for, None if days is None else timedelta(days=days))
    except Refusal as refused:
        fields.fail("sleutel_omschrijving", text_of(refused))
        return await organisation_page(visit, code, fields)
    shown = [("API-sleutel", key)]
    return page(visit, "geheim.html", account=account, title="Nieuwe API-sleutel", shown=shown, back=_path(code))


@router.post(f"{_ONE}/sleutels/{{naam}}/intrekken")
async def trek_sleutel_in(visit: ActingOperator, code: str, naam: str) -> Response:
    """Revoke this key."""
    await keys.revoke_keys(visit.gateway, code, naam)
    return RedirectResponse(_path(code), 303)


@router.post(f"{_ONE}/toegang")
async def verleen_toegang(visit: ActingOperator, code: str) -> Response:
    """Let the organisation in by a certificate or by a name at the identity provider too."""
    fields = Fields(dict(visit.form))
    weg = fields.choice("weg", CREDENTIAL_KINDS)
    what_for = fields.note("toegang_omschrijving", _MAX_DESCRIPTION_CHARS, _SAY_WHAT_FOR)
    if not fields["kenmerk"]:
        fields.fail("kenmerk", "Vul dit in.")
    if weg is None or what_for is None or fields.errors:
        return await organisation_page(visit, code, fields)
    try:
        await access.grant_access(visit.gateway, code, weg, fields["kenmerk"], what_for)
    except Refusal as refused:
        fields.fail("kenmerk", text_of(refused))
        return await organisation_page(visit, code, fields)
    return RedirectResponse(_path(code), 303)


@router.post(f"{_ONE}/toegang/intrekken")
async def trek_toegang_in(visit: ActingOperator, code: str) -> Response:
    """Withdraw a way in."""
    fields = Fields(dict(visit.form))
    weg = fields.choice("weg", CREDENTIAL_KINDS)
    if weg is None:
        return await organisation_page(visit, code, fields)
    await access.withdraw_access(visit.gateway, code, weg, fields["kenmerk"])
    return RedirectResponse(_path(code), 303)


@router.post(f"{_ONE}/machtigingen")
async def machtig(visit: ActingOperator, code: str) -> Response:
    """Let this intermediary handle the ticked kinds of message for a party."""
    fields = Fields(dict(visit.form))
    ticked = [each for each in access.MANDATABLE_KINDS if each in texts_in(visit.form, "berichtsoort")]
    party, first, last = fields.text("partij", *CODE), fields.day("vanaf"), fields.day("tot")
    for name in ("partij", "vanaf"):
        if not fields[name]:
            fields.fail(name, "Vul dit in.")
    if not ticked:
        fields.fail("berichtsoort", "Kruis aan voor welke berichten.")
    if party is not None and first is not None and not fields.errors:
        try:
            await access.grant_mandate(visit.gateway, code, party, ticked, first, last)
        except Refusal as refused:
            fields.fail("tot" if last is not None and last < first else "partij", text_of(refused))
    if fields.errors:
        return await organisation_page(visit, code, fields, ticked=ticked)
    return RedirectResponse(_path(code), 303)


@router.post(f"{_ONE}/machtigingen/{{nummer}}/intrekken")
async def trek_machtiging_in(visit: ActingOperator, code: str, nummer: int) -> Response:
    """Withdraw a mandate from now on."""
    await access.end_mandate(visit.gateway, min(nummer, _MAX_ID))
    return RedirectResponse(_path(code), 303)


def _path(code: str) -> str:
    return f"{ORGANISATIONS}/{code}"
