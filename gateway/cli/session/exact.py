"""Days and whole numbers on the command line, in the one way there is to write them."""

from collections.abc import Callable
from datetime import date

import typer

from gateway.standard import exact


def day(text: str | date) -> date:
    """Return the day that was given. Raises BadParameter."""
    if isinstance(text, date):
        return text
    try:
        return exact.day(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is geen datum; schrijf hem als 2026-03-01.") from None


def whole(least: int, most: int) -> Callable[[str | int], int]:
    """Return what reads a whole number between these bounds, both included, and raises BadParameter for another."""

    def number(text: str | int) -> int:
        try:
            found = text if isinstance(text, int) else exact.whole(text)
        except ValueError:
            raise typer.BadParameter(f"{text!r} is geen geheel getal; schrijf het als 10.") from None
        if not least <= found <= most:
            raise typer.BadParameter(f"{found} ligt niet tussen {least} en {most}.")
        return found

    return number
