"""What a loaded register changes, line by line and counted."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from gateway.exchange.assigning.registers.comparison import AnEntry, RegisterChanges


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
