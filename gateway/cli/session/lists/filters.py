"""Options by which lists are filtered, each with the one spelling that it takes."""

from typing import Any

import typer

from gateway.cli.session import exact


def by_day(text: str, *names: str) -> Any:
    """Return an option that takes a day. `text`: its help (Dutch); `names`: as typed, where the parameter says less."""
    return typer.Option(*names, parser=exact.day, metavar="DAG", help=text)


def by_municipality(text: str) -> Any:
    """Return an option that takes the code of a municipality."""
    return typer.Option(parser=exact.gemeente, metavar="CODE", help=text)


def by_provider(text: str) -> Any:
    """Return an option that takes the AGB code of a provider."""
    return typer.Option(parser=exact.aanbieder, metavar="CODE", help=text)


def by_assignment(text: str) -> Any:
    """Return an option that takes a ToewijzingNummer."""
    return typer.Option(parser=exact.whole(0, 999_999_999), metavar="NUMMER", help=text)
