"""A register: shown, and loaded from a file or only compared with it, with what changes line by line and counted."""

import hashlib
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from gateway.cli.session.files import read_file
from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.lists.items import print_json
from gateway.cli.session.lists.listed import Form
from gateway.cli.session.progress import watching
from gateway.cli.session.trouble import FINDINGS, fail

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from rich.table import Table

    from gateway.exchange.assigning.registers.comparison import AnEntry, RegisterChanges
    from gateway.exchange.assigning.registers.register_csv import ALine, RegisterFile
    from gateway.exchange.kernel.gateway import Gateway
    from gateway.exchange.kernel.sheets import Table as SheetTable

    Row = TypeVar("Row", bound=DataclassInstance)


def load_register(
    path: Path,
    gemeente: str,
    *,
    proef: bool,
    read: "Callable[[bytes], RegisterFile[ALine]]",
    preview: "Callable[[Gateway, str, tuple[ALine, ...]], Awaitable[RegisterChanges[AnEntry]]]",
    replace: "Callable[[Gateway, str, tuple[ALine, ...], str], Awaitable[RegisterChanges[AnEntry]]]",
    describe: "Callable[[AnEntry], str]",
) -> None:
    """Replace the register of the municipality by the one in the file, or with `proef` only show what would change.

    `replace` gets the SHA-256 of the file, in hex.
    """
    from gateway.exchange.kernel.advance import Advance

    data = read_file(path)
    sha256 = hashlib.sha256(data).hexdigest()
    with _a_line_for_each_fault(), watching(f"{path.name} {'vergelijken' if proef else 'laden'}", "regels", Advance):
        found = read(data)
        changes = with_gateway(
            lambda gateway: (
                preview(gateway, gemeente, found.lines) if proef else replace(gateway, gemeente, found.lines, sha256)
            )
        )
    show_changes(gemeente, changes, describe, proef=proef)
    typer.echo(f"gelezen als {found.tekenset}, gescheiden door {found.scheiding}", err=True)


def show_register(
    found: "Sequence[Row]",
    form: Form,
    *,
    as_csv: bool,
    name: str,
    write: "Callable[[Sequence[Row]], str]",
    cells: "Callable[[Sequence[Row]], SheetTable]",
    table: "Callable[[Sequence[Row]], Table]",
    empty: str,
) -> None:
    """Show a register in this form. Raises Trouble.

    `as_csv`: on standard output, as `load_register` reads it. `name`: of its sheet in a workbook, with these `cells`.
    `empty`: what to say instead of an empty table.
    """
    from gateway.cli.session.page import show
    from gateway.exchange.kernel.sheets import as_xlsx

    form.write(lambda: write(found).encode(), lambda: as_xlsx({name: cells(found)}))
    if form.in_files:
        return
    if as_csv:
        typer.echo(write(found), nl=False)
    elif form.as_json:
        print_json(found)
    elif found:
        show(table(found))
    else:
        typer.echo(empty, err=True)


@contextmanager
def _a_line_for_each_fault() -> Iterator[None]:
    """End the command with a line for each fault in the file when there are more than one."""
    from gateway.exchange.kernel.refusals import Refusal

    try:
        yield
    except Refusal as refused:
        faults, more = refused.details.get("fouten"), refused.details.get("meer")
        if not isinstance(faults, list) or len(faults) == 1:
            raise
        told = [f"  {each['plaats']}: {each['melding']}" for each in faults]
        rest = [f"  en nog {more} {'fout' if more == 1 else 'fouten'}"] if more else []
        fail("\n".join([f"{refused.text.partition(': ')[0]}.", *told, *rest]), FINDINGS)


def show_changes(
    gemeente: str, changes: "RegisterChanges[AnEntry]", describe: "Callable[[AnEntry], str]", *, proef: bool
) -> None:
    """Write each change on standard output, and their counts on standard error. `proef`: nothing was changed."""
    for each in changes.nieuw:
        typer.echo(f"nieuw      {describe(each)}")
    for was, now in changes.gewijzigd:
        typer.echo(f"gewijzigd  {describe(was)} -> {describe(now)}")
    for was, now in changes.eindigend:
        typer.echo(f"eindigt    {describe(was)} -> {describe(now)}")
    for each in changes.vervallen:
        typer.echo(f"vervalt    {describe(each)}")
    counts = ", ".join(f"{number} {kind}" for kind, number in changes.counts().items())
    done = "proef, er is niets gewijzigd" if proef else "geladen"
    typer.echo(f"{gemeente}: {counts}; {done}", err=True)
