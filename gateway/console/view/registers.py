"""Registers as pages and files: given to a person, and taken from one, first to look at and then to put in place."""

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeVar

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from gateway.console.session.form import file_in, text_in
from gateway.console.session.visit import WHO_KEEP, KeepingMunicipality, Municipality, Visit
from gateway.console.view.fields import Fields
from gateway.console.view.files import as_file
from gateway.console.view.refusals import text_of
from gateway.console.view.render import page
from gateway.exchange.kernel.gateway import Gateway, off_loop
from gateway.exchange.kernel.refusals import Invalid, Refusal

Line = TypeVar("Line")
Read_co = TypeVar("Read_co", covariant=True)
Row = TypeVar("Row")

MAX_CSV_BYTES: Final = 2 * 1024 * 1024
SEEN: Final = "gezien"
"""The field with a file that was looked at, as hexadecimal digits: bytes that no browser changes on the way."""


async def given_file(form: FormData) -> tuple[bytes, bool]:
    """Return the file in the form, and whether the person has seen what it changes. Raises Invalid beyond 2 MB."""
    seen = text_in(form, SEEN)
    try:
        data = bytes.fromhex(seen) if seen else await file_in(form, "bestand")
    except ValueError:
        data = b""
    if len(data) > MAX_CSV_BYTES:
        raise Invalid("te-groot", "Het bestand is groter dan 2 MB.")
    return data, bool(seen)


class RegisterFile(Protocol[Read_co]):
    """A file that was read: its lines, of which each may still be refused."""

    @property
    def lines(self) -> Sequence[Read_co]:
        """Return the lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Generic[Line, Row]):
    """A register of a municipality that people look at, and replace by a CSV file."""

    title: str
    path: str
    columns: Sequence[tuple[str, str, str]]
    """Field, heading, and how it is shown: "", "euro", "dag", by a code list, or "alle" where none stands for all."""
    empty: str
    """What an empty register means (Dutch)."""
    file: str
    """Name of the file that it is given as."""
    list_rows: Callable[[Gateway, str], Awaitable[Sequence[Row]]]
    write: Callable[[Sequence[Row]], str]
    read: Callable[[bytes], RegisterFile[Line]]
    preview: Callable[[Gateway, str, Sequence[Line]], Awaitable[object]]
    replace: Callable[[Gateway, str, Sequence[Line], str], Awaitable[object]]

    async def shown(
        self, visit: Visit, fields: Fields | None = None, faults: object = None, more: object = None
    ) -> Response:
        """Return the page with all rows; `fields` and `faults`: what was wrong with a file, and how much `more`."""
        fields = fields or Fields({})
        return page(
            visit,
            "register_lijst.html",
            status=422 if fields.errors else 200,
            found=await self.list_rows(visit.gateway, visit.caller.code),
            may_keep=visit.may(WHO_KEEP),
            fields=fields,
            faults=faults if isinstance(faults, list) else [],
            more=more,
            empty=self.empty,
            **self._frame(),
        )

    async def as_csv(self, visit: Visit) -> Response:
        """Return the register as a file that can be changed and sent back."""
        return as_file(self.write(await self.list_rows(visit.gateway, visit.caller.code)), self.file)

    async def replaced(self, visit: Visit) -> Response:
        """Show what the file in the form would change, or, when that was seen, replace the register by it."""
        data, seen = await given_file(visit.form)
        fields = Fields({})
        if not data:
            fields.fail("bestand", "Kies een CSV-bestand.")
            return await self.shown(visit, fields)
        try:
            lines = (await off_loop(len(data), self.read, data)).lines
            if seen:
                await self.replace(visit.gateway, visit.caller.code, lines, hashlib.sha256(data).hexdigest())
                return RedirectResponse(self.path, 303)
            changes = await self.preview(visit.gateway, visit.caller.code, lines)
        except Refusal as refused:
            faults = refused.details.get("fouten")
            fields.fail(
                "bestand", "In dit bestand is iets niet goed; het staat hierboven." if faults else text_of(refused)
            )
            return await self.shown(visit, fields, faults, refused.details.get("meer"))
        return page(visit, "register_wijziging.html", changes=changes, data=data.hex(), **self._frame())

    def _frame(self) -> dict[str, Any]:
        return {"title": self.title, "path": self.path, "columns": self.columns}


def pages_of(register: Register[Line, Row]) -> APIRouter:
    """Return the routes of a register: its page, its file, and what takes a new one."""
    router = APIRouter()

    @router.get(register.path)
    async def toon(visit: Municipality) -> Response:
        """Return the register."""
        return await register.shown(visit)

    @router.get(f"{register.path}/csv")
    async def als_csv(visit: Municipality) -> Response:
        """Return the register as a file that can be changed and sent back."""
        return await register.as_csv(visit)

    @router.post(register.path)
    async def vervang(visit: KeepingMunicipality) -> Response:
        """Show what a file would change, or, when that was seen, replace the register by it."""
        return await register.replaced(visit)

    return router
