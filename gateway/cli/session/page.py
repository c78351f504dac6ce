"""Tables on stdout."""

import sys

from rich.console import Console
from rich.table import Table

_WIDE = 10_000


def show(table: Table) -> None:
    """The table stands on stdout: to fit the terminal, or else one row a line, so that grep finds whole rows."""
    if sys.stdout.isatty():
        Console().print(table)
        return
    console = Console(width=_WIDE)
    with console.capture() as page:
        console.print(table)
    for line in page.get().splitlines():
        sys.stdout.write(line.rstrip() + "\n")
