"""The tariffs of the municipality, and a new one by CSV: first what would change, then the change."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.console.session.visit import KeepingMunicipality, Municipality
from gateway.console.view.registers import Register
from gateway.exchange.assigning.registers.tariff_file import read_tariffs, write_tariffs
from gateway.exchange.assigning.registers.tariffs import list_tariffs, preview_tariffs, replace_tariffs

router = APIRouter()

_REGISTER: Final = Register(
    title="Tarieven",
    path="/console/tarieven",
    columns=(
        ("categorie", "Categorie", ""),
        ("code", "Product", ""),
        ("aanbieder", "Aanbieder", ""),
        ("eenheid", "Eenheid", ""),
        ("bedrag", "Per eenheid", "euro"),
        ("vanaf", "Vanaf", "dag"),
        ("tot", "Tot en met", "dag"),
    ),
    empty="Er zijn geen tarieven. Dan wordt er niets mee berekend.",
    file="tarieven.csv",
    list_rows=list_tariffs,
    write=write_tariffs,
    read=read_tariffs,
    preview=preview_tariffs,
    replace=replace_tariffs,
)


@router.get(_REGISTER.path)
async def toon(visit: Municipality) -> Response:
    """Return the register."""
    return await _REGISTER.shown(visit)


@router.get(f"{_REGISTER.path}/csv")
async def als_csv(visit: Municipality) -> Response:
    """Return the register as a file that can be changed and sent back."""
    return await _REGISTER.as_csv(visit)


@router.post(_REGISTER.path)
async def vervang(visit: KeepingMunicipality) -> Response:
    """Show what a file would change, or, when that was seen, replace the register by it."""
    return await _REGISTER.replaced(visit)
