"""The tariffs of the municipality, and a new one by CSV: first what would change, then the change."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from gateway.console.session.visit import WHO_KEEP, KeepingMunicipality, Municipality, Visit
from gateway.console.view.fields import Fields
from gateway.console.view.registers import as_file, given_file
from gateway.console.view.render import page
from gateway.exchange.assigning.registers import tariffs
from gateway.exchange.assigning.registers.tariff_file import read_tariffs, write_tariffs
from gateway.exchange.kernel.gateway import off_loop
from gateway.exchange.kernel.refusals import Refusal

router = APIRouter()

_COLUMNS: Final = (
    ("categorie", "Categorie", ""),
    ("code", "Product", ""),
    ("aanbieder", "Aanbieder", ""),
    ("eenheid", "Eenheid", ""),
    ("bedrag", "Per eenheid", "euro"),
    ("vanaf", "Vanaf", "dag"),
    ("tot", "Tot en met", "dag"),
)
_PATH: Final = "/console/tarieven"
_FRAME: Final[Mapping[str, Any]] = {"title": "Tarieven", "path": _PATH, "columns": _COLUMNS}


@router.get(_PATH)
async def toon(visit: Municipality) -> Response:
    """Return the register."""
    return await _shown(visit, Fields({}))


@router.get(f"{_PATH}/csv")
async def als_csv(visit: Municipality) -> Response:
    """Return the register as a file that can be changed and sent back."""
    found = await tariffs.list_tariffs(visit.gateway, visit.caller.code)
    return as_file(write_tariffs(found), "tarieven.csv")


@router.post(_PATH)
async def vervang(visit: KeepingMunicipality) -> Response:
    """Show what a file would change, or, when that was seen, replace the register by it."""
    data, seen = await given_file(visit.form)
    fields = Fields({})
    if not data:
        fields.fail("bestand", "Kies een CSV-bestand.")
        return await _shown(visit, fields)
    try:
        file = await off_loop(len(data), read_tariffs, data)
        if seen:
            sha256 = hashlib.sha256(data).hexdigest()
            await tariffs.replace_tariffs(visit.gateway, visit.caller.code, file.lines, sha256)
            return RedirectResponse(_PATH, 303)
        changes = await tariffs.preview_tariffs(visit.gateway, visit.caller.code, file.lines)
    except Refusal as refused:
        fields.fail("bestand", refused.text)
        return await _shown(visit, fields, faults=refused.details.get("fouten"))
    return page(visit, "register_wijziging.html", changes=changes, data=data.hex(), **_FRAME)


async def _shown(visit: Visit, fields: Fields, faults: object = None) -> Response:
    return page(
        visit,
        "register_lijst.html",
        status=422 if fields.errors else 200,
        found=await tariffs.list_tariffs(visit.gateway, visit.caller.code),
        may_keep=visit.may(WHO_KEEP),
        fields=fields,
        faults=faults if isinstance(faults, list) else [],
        empty="Er zijn geen tarieven. Dan wordt er niets mee berekend.",
        **_FRAME,
    )
