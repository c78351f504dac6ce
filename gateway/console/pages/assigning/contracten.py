"""The register of contracts of the municipality, and a new one by CSV: first what would change, then the change."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.console.session.visit import KeepingMunicipality, Municipality
from gateway.console.view.registers import Register
from gateway.exchange.assigning.registers.contract_file import read_contracts, write_contracts
from gateway.exchange.assigning.registers.contracts import list_contracts, preview_contracts, replace_contracts

router = APIRouter()

_REGISTER: Final = Register(
    title="Contracten",
    path="/console/contracten",
    columns=(
        ("aanbieder", "Aanbieder", ""),
        ("segment", "Segment", ""),
        ("product", "Product", ""),
        ("soort", "Soort", ""),
        ("plafond", "Plafond", "euro"),
        ("vanaf", "Vanaf", "dag"),
        ("tot", "Tot en met", "dag"),
    ),
    empty="Er zijn geen contracten. Dan wordt er niet op getoetst.",
    file="contracten.csv",
    list_rows=list_contracts,
    write=write_contracts,
    read=read_contracts,
    preview=preview_contracts,
    replace=replace_contracts,
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
