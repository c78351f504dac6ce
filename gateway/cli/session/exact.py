"""Days, moments, whole numbers and codes on the command line, each with one accepted spelling."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Annotated, Final

import typer

from gateway.standard import exact

_LOCAL: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?)?", re.ASCII)


def day(text: str | date) -> date:
    """Return the day. Raises BadParameter unless it is written as 2026-03-01."""
    if isinstance(text, date):
        return text
    try:
        return exact.day(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is geen datum; schrijf hem als 2026-03-01.") from None


def moment(text: str | datetime) -> datetime:
    """Return the instant that a day, or a day and a time, begins by the clock of this machine; with its offset.

    Raises BadParameter unless it is written as 2026-03-01, 2026-03-01T08:00 or 2026-03-01T08:00:00+01:00.
    """
    if isinstance(text, datetime):
        return text
    try:
        if _LOCAL.fullmatch(text):
            return datetime.combine(exact.day(text[:10]), time.fromisoformat(text[11:] or "00:00")).astimezone()
        return exact.instant(text)
    except (ValueError, OverflowError):
        raise typer.BadParameter(
            f"{text!r} is geen tijdstip; schrijf het als 2026-03-01 of 2026-03-01T08:00."
        ) from None


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


def gemeente(text: str) -> str:
    """Return the code of a municipality. Raises BadParameter unless it has four figures."""
    if re.fullmatch("[0-9]{4}", text, re.ASCII) is None:
        raise typer.BadParameter(f"{text!r} is geen gemeentecode; die heeft vier cijfers, zoals 0983.")
    return text


Municipality = Annotated[str, typer.Argument(metavar="GEMEENTECODE", help="Van welke gemeente.", parser=gemeente)]
"""The municipality that a command is about."""


def aanbieder(text: str) -> str:
    """Return the AGB code of a provider. Raises BadParameter unless it has eight figures."""
    if re.fullmatch("[0-9]{8}", text, re.ASCII) is None:
        raise typer.BadParameter(f"{text!r} is geen AGB-code; die heeft acht cijfers, zoals 01234567.")
    return text


def message_kind(text: str) -> str:
    """Return the kind of message, in capitals. Raises BadParameter when there is none of that name."""
    from gateway.messages.registry import REGISTRY

    return _known(text.upper(), list(REGISTRY), "berichtsoort")


def signal_code(text: str) -> str:
    """Return the code of a signal, in capitals. Raises BadParameter when there is none of that code."""
    from gateway.policy.table import cards

    return _known(text.upper(), [each.code for each in cards()], "signaal met code")


def _known(text: str, names: list[str], what: str) -> str:
    if text in names:
        return text
    near = get_close_matches(text, names, n=3, cutoff=0.6)
    advice = f" Bedoelt u {' of '.join(near)}?" if near else ""
    raise typer.BadParameter(f"er is geen {what} {text!r}.{advice}")
