"""Tables on stdout."""

import sys

from rich.console import Console
from rich.table import Table

_COLUMNS_OUTSIDE_TERMINAL = 10_000


def show(table: Table) -> None:
    """Print the table to fit the terminal; elsewhere one row a line, so that grep finds whole rows."""
    if sys.stdout.isatty():
        Console().print(table)
        return
    console = Console(width=_COLUMNS_OUTSIDE_TERMINAL)
    with console.capture() as page:
        console.print(table)
    for line in page.get().splitlines():
        sys.stdout.write(line.rstrip() + "\n")
