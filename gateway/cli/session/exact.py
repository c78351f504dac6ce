"""Days and whole numbers on the command line, each with one accepted spelling."""

from collections.abc import Callable
from datetime import date

import typer

from gateway.standard import exact


def day(text: str | date) -> date:
    """Return the day. Raises BadParameter unless it is written as 2026-03-01."""
    if isinstance(text, date):
        return text
    try:
        return exact.day(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is geen datum; schrijf hem als 2026-03-01.") from None


def whole(least: int, most: int) -> Callable[[str | int], int]:
    """Return a parser of whole numbers between these bounds, both inclusive. It raises BadParameter."""

    def number(text: str | int) -> int:
        try:
            found = text if isinstance(text, int) else exact.whole(text)
        except ValueError:
            raise typer.BadParameter(f"{text!r} is geen geheel getal; schrijf het als 10.") from None
        if not least <= found <= most:
            raise typer.BadParameter(f"{found} ligt niet tussen {least} en {most}.")
        return found

    return number
