"""A list on the command line: a table, JSON, or whole files with the columns that the list has over HTTP.

A file is written a page at a time, so that memory stays bounded, and stands in its place only once it is whole. The
read record of each page is written before that page is.
"""

import inspect
import tempfile
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Generic, TypeVar, cast
from uuid import UUID

import typer

from gateway.cli.session.files import copy_file, write_file
from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.lists.items import AS_IT_IS, Json, Keys, print_json
from gateway.cli.session.lists.sheets import Sheet
from gateway.cli.session.progress import watching
from gateway.cli.session.recorded_read import write_read_record

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from rich.table import Table

    from gateway.exchange.kernel.advance import Advance
    from gateway.exchange.kernel.gateway import Gateway
    from gateway.exchange.kernel.pages import AskedPage, Page
    from gateway.exchange.kernel.sheets import CsvFile, Workbook

T = TypeVar("T")
Clients = Mapping[str | None, Collection[UUID]]
"""Clients by municipality; None: of no municipality of this gateway."""
_WHOLE: Final = "Schrijft de hele lijst als {}, hoe lang zij ook is."
_OPTIONS: Final[Mapping[str, Any]] = {
    "csv": Annotated[Path | None, typer.Option("--csv", metavar="FILE", help=_WHOLE.format("CSV"))],
    "xlsx": Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help=_WHOLE.format("XLSX"))],
    "as_json": Json,
}
"""The options of every list, each with its parameter of `Form`."""


@dataclass(frozen=True, slots=True)
class Form:
    """The form that a list is wanted in: files, JSON, or else a table."""

    csv: Path | None
    xlsx: Path | None
    as_json: bool

    @property
    def in_files(self) -> bool:
        """True when it goes into files, and nothing is printed."""
        return self.csv is not None or self.xlsx is not None

    def write(self, csv: Callable[[], bytes], xlsx: Callable[[], bytes]) -> None:
        """Write the files that are wanted, each with these bytes. Raises Trouble."""
        for path, content in ((self.csv, csv), (self.xlsx, xlsx)):
            if path is not None:
                write_file(path, content())


def listed(command: Callable[..., None]) -> Callable[..., None]:
    """Give the command of a list the options `--csv`, `--xlsx` and `--json`, which it gets together as its `form`."""

    @wraps(command)
    def run(*, csv: Path | None, xlsx: Path | None, as_json: bool, **chosen: Any) -> None:
        command(**chosen, form=Form(csv, xlsx, as_json))

    signature = inspect.signature(command)
    kept = [each for name, each in signature.parameters.items() if name != "form"]
    by_name = inspect.Parameter.KEYWORD_ONLY
    own = [
        inspect.Parameter(name, by_name, default=False if name == "as_json" else None, annotation=option)
        for name, option in _OPTIONS.items()
    ]
    parameters = [*(each.replace(kind=by_name) for each in kept), *own]
    run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run


@dataclass(frozen=True, slots=True)
class Look(Generic[T]):
    """What goes on record about who looks at a list with personal data."""

    command: str
    purpose: str | None
    clients_of: Callable[[Sequence[T]], Clients]

    @classmethod
    def at(cls, command: str, purpose: str | None, gemeente: str) -> "Look[T]":
        """Return the look at a list of this municipality, whose items have a `client_id`."""
        return cls(command, purpose, lambda items: {gemeente: _clients_of(items)})


def asked_for(limit: int | None, order: str) -> "AskedPage":
    """Return what a command asks of a list: at most so many items (None: all that it shows), in this order."""
    from gateway.exchange.kernel.pages import LARGE_PAGE, AskedPage

    return AskedPage(limit=LARGE_PAGE if limit is None else limit, newest_first=order == "nieuwste", count=False)


def _clients_of(items: Iterable[Any]) -> set[UUID]:
    return {each.client_id for each in items if each.client_id is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Generic[T]):
    """A list, and what of it goes into a file."""

    load: "Callable[[Gateway, AskedPage], Awaitable[Page[T]]]"
    asked: "AskedPage"
    sheet: Callable[[], Sheet[T]]
    look: Look[T] | None = None
    """None: it shows no personal data."""

    def write(self, form: Form) -> None:
        """Write the whole list into the files that are wanted. Raises Trouble."""
        from gateway.exchange.kernel.sheets import CsvFile, Workbook

        if form.csv is not None:
            _write_file(self, form.csv, CsvFile)
        if form.xlsx is not None:
            _write_file(self, form.xlsx, Workbook)

    async def record(self, gateway: "Gateway", items: Sequence[T]) -> None:
        """Write the read record of these items, if they show personal data. Raises Trouble when that fails."""
        if self.look is not None:
            await write_read_record(gateway, self.look.command, self.look.clients_of(items), self.look.purpose)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Source[T]):
    """A list as a command shows it."""

    table: "Callable[[Sequence[T]], Table]"
    whole: bool = False
    """Whether a table and JSON show all of it too."""
    keys: Keys = AS_IT_IS
    """Of an item as JSON."""

    def show(self, form: Form) -> None:
        """Show the list in this form. Raises Trouble."""
        from gateway.cli.session.page import show

        if form.in_files:
            self.write(form)
            return
        items = with_gateway(self._items)
        if form.as_json:
            print_json(cast("list[DataclassInstance]", items), self.keys)
        else:
            show(self.table(items))

    async def _items(self, gateway: "Gateway") -> list[T]:
        from gateway.exchange.kernel.pages import each_page

        if self.whole:
            pages = each_page(lambda after: self.load(gateway, self.asked.whole(after)))
            items = [item async for page in pages for item in page]
        else:
            items = (await self.load(gateway, self.asked)).items
        await self.record(gateway, items)
        return items


def _write_file(of: Source[T], path: Path, kind: "type[CsvFile | Workbook]") -> None:
    from gateway.exchange.kernel.advance import Advance

    advance = Advance()
    with tempfile.TemporaryFile() as file:
        with watching(f"{path.name} schrijven", "rijen", lambda: advance):
            with_gateway(lambda gateway: _pour(gateway, of, partial(kind, file), advance))
        copy_file(file, path)


async def _pour(
    gateway: "Gateway", of: Source[T], begin: "Callable[[str, Sequence[str]], CsvFile | Workbook]", advance: "Advance"
) -> None:
    from gateway.api.shapes.lists.flat import columns_of, row_of
    from gateway.exchange.kernel.pages import each_page

    sheet = of.sheet()
    file = begin(sheet.name, columns_of(sheet.shape))
    async for page in each_page(lambda after: of.load(gateway, of.asked.whole(after))):
        await of.record(gateway, page)
        file.add([row_of(sheet.shaped(each)) for each in page])
        advance.done += len(page)
    file.close()
