"""The reason of an act about a client, from a file or the terminal: all users of a machine see its command lines."""

import sys
from pathlib import Path
from typing import Final

import typer

from gateway.cli.session.files import read_file
from gateway.cli.session.trouble import Trouble

MAX_REASON_CHARS: Final = 1000
_STDIN: Final = Path("-")


def read_reason(given: str | None, file: Path | None) -> str:
    """Return the reason from the file, or from standard input without one (or with `-`); a terminal is asked for it.

    `given`: one from the command line itself. Raises Trouble for that, and for a reason that is empty, too long or no
    text.
    """
    if given is not None:
        raise Trouble(
            "Een reden op de opdrachtregel is te lezen voor iedereen op deze machine. Laat --reden weg en typ haar als "
            "erom wordt gevraagd, of geef haar met --reden-bestand BESTAND."
        )
    if file is not None and file != _STDIN:
        data = read_file(file)
    elif sys.stdin.isatty():
        data = typer.prompt("Reden", err=True).encode()
    else:
        data = sys.stdin.buffer.read(4 * MAX_REASON_CHARS + 1)
    try:
        reason = " ".join(data.decode().split())
    except UnicodeDecodeError:
        raise Trouble("De reden is geen tekst in UTF-8.") from None
    if not 0 < len(reason) <= MAX_REASON_CHARS:
        raise Trouble(
            f"De reden heeft {len(reason)} tekens; nodig zijn er 1 tot en met {MAX_REASON_CHARS}. Typ haar als erom "
            "wordt gevraagd, of geef haar met --reden-bestand BESTAND."
        )
    return reason


def _typed(what: str, *, twice: bool) -> str:
    """Return what somebody types at the terminal, unseen; `twice`: until they type the same again."""
    while True:
        first = str(typer.prompt(what, err=True, hide_input=True))
        if not twice or first == typer.prompt(f"{what}, nog eens", err=True, hide_input=True):
            return first
        typer.echo("gateway: de tweede keer was anders dan de eerste. Typ haar weer twee keer.", err=True)


def read_secret(file: Path | None, what: str, *, confirm: bool = False) -> str:
    """Return a secret from the first line of the file, or of standard input without one (or with `-`).

    A terminal is asked for `what`, without showing it, and with `confirm` twice. Raises Trouble.
    """
    if file is not None and file != _STDIN:
        data = read_file(file)
    elif sys.stdin.isatty():
        data = _typed(what, twice=confirm).encode()
    else:
        data = sys.stdin.buffer.readline(4 * MAX_REASON_CHARS)
    try:
        return data.decode().split("\n")[0].rstrip("\r")
    except UnicodeDecodeError:
        raise Trouble(f"{what}: dit is geen tekst in UTF-8.") from None
