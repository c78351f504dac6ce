"""The own way in: another password, and another app that makes codes."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from gateway.console.session.form import text_in
from gateway.console.session.visit import Anybody, Visit
from gateway.console.view.fields import Fields
from gateway.console.view.refusals import text_of
from gateway.console.view.render import page, with_query
from gateway.exchange.kernel.refusals import Forbidden, Invalid
from gateway.exchange.parties.own_access import MIN_PASSWORD_CHARS, SECRET, change_password, renew_codes
from gateway.exchange.parties.passwords import address_of, make_secret

router = APIRouter()

_PATH: Final = "/console/toegang"
_GROUP_CHARS: Final = 4


@router.get(_PATH)
async def toon(visit: Anybody) -> Response:
    """Return both forms; that of codes has a secret that was made for this page, and counts once it is confirmed."""
    return _forms(visit, Fields(dict(visit.request.query_params)))


@router.post(f"{_PATH}/wachtwoord")
async def wijzig_wachtwoord(visit: Anybody) -> Response:
    """Give the person another password, when the present one is right."""
    fields = Fields({})
    given = {name: str(visit.form.get(name, "")) for name in ("wachtwoord", "nieuw", "nogmaals")}
    for name, text in given.items():
        if not text:
            fields.fail(name, "Vul dit in.")
    if not fields.errors and given["nieuw"] != given["nogmaals"]:
        fields.fail("nogmaals", "Dit is niet hetzelfde als het nieuwe wachtwoord.")
    if fields.errors:
        return _forms(visit, fields)
    try:
        await change_password(visit.gateway, visit.person, visit.token, given["wachtwoord"], given["nieuw"])
    except Forbidden as refused:
        fields.fail("wachtwoord", text_of(refused))
    except Invalid as refused:
        fields.fail("nieuw", text_of(refused))
    if fields.errors:
        return _forms(visit, fields)
    return RedirectResponse(with_query(_PATH, {"gedaan": "wachtwoord"}), 303)


@router.post(f"{_PATH}/code")
async def vernieuw_code(visit: Anybody) -> Response:
    """Have the person log in by codes of the new secret, when one of those and the password are right."""
    fields = Fields({})
    secret, code = text_in(visit.form, "geheim"), text_in(visit.form, "code")
    present = str(visit.form.get("bevestig", ""))
    for name, text in (("bevestig", present), ("code", code)):
        if not text:
            fields.fail(name, "Vul dit in.")
    if fields.errors:
        return _forms(visit, fields, secret)
    try:
        await renew_codes(visit.gateway, visit.person, visit.token, present, secret, code)
    except Forbidden as refused:
        fields.fail("bevestig", text_of(refused))
    except Invalid as refused:
        fields.fail("code", text_of(refused))
    if fields.errors:
        return _forms(visit, fields, secret)
    return RedirectResponse(with_query(_PATH, {"gedaan": "code"}), 303)


def _forms(visit: Visit, fields: Fields, secret: str = "") -> Response:
    """Return the page. `secret`: for codes, which the person may have put in an app by now; "": a new one."""
    shown = secret if SECRET.fullmatch(secret) else make_secret().decode()
    return page(
        visit,
        "toegang.html",
        status=422 if fields.errors else 200,
        fields=fields,
        person=visit.person,
        secret=shown,
        groups=[shown[at : at + _GROUP_CHARS] for at in range(0, len(shown), _GROUP_CHARS)],
        app_address=address_of(shown.encode(), visit.person.inlognaam),
        least=MIN_PASSWORD_CHARS,
    )
