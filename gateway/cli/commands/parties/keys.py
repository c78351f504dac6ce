"""The commands of `gateway accounts` that are about API keys."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.commands.parties.accounts import Code
from gateway.cli.commands.parties.enrolment import app, show_key
from gateway.cli.session.exact import whole
from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.lists.items import Json, print_json

if TYPE_CHECKING:
    from gateway.store.parties.api_keys import ApiKey

__all__ = ["app"]

Naam = Annotated[str, typer.Argument(metavar="SLEUTEL", help="Naam van de sleutel: wat achter gw_ staat.")]


@app.command()
def key(
    code: Code,
    omschrijving: Annotated[str, typer.Option(help="Waarvoor de sleutel is, zoals 'testomgeving'.")],
    dagen: Annotated[
        int | None,
        typer.Option(parser=whole(1, 3650), metavar="DAGEN", help="Zo lang is hij geldig; zonder: tot intrekken."),
    ] = None,
) -> None:
    """Maakt nog een API-sleutel voor een organisatie en toont die eenmalig."""
    from gateway.exchange.parties import keys

    valid_for = None if dagen is None else timedelta(days=dagen)
    show_key(with_gateway(lambda gateway: keys.new_key(gateway, code, omschrijving, valid_for)), code)


@app.command("keys")
def list_keys(code: Code, as_json: Json = False) -> None:
    """Toont welke API-sleutels een organisatie heeft gehad; de sleutels zelf zijn niet meer te lezen."""
    from rich.table import Table
    from rich.text import Text

    from gateway.cli.session.page import show
    from gateway.exchange.parties import keys

    found = with_gateway(lambda gateway: keys.keys_of_account(gateway, code))
    if as_json:
        print_json(found)
        return
    table = Table("sleutel", "omschrijving", "gemaakt", "laatst gebruikt", "staat", box=None)
    for each in found:
        table.add_row(
            each.naam, Text(each.omschrijving), _day(each.aangemaakt_op), _day(each.laatst_gebruikt_op), _state(each)
        )
    show(table)


def _day(moment: datetime | None) -> str:
    return "nooit" if moment is None else f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _state(sleutel: "ApiKey") -> str:
    if sleutel.ingetrokken_op is not None:
        return f"ingetrokken {_day(sleutel.ingetrokken_op)}"
    if sleutel.geldig_tot is None:
        return "geldig"
    return f"{'geldig tot' if sleutel.geldig_tot > datetime.now(UTC) else 'verlopen'} {_day(sleutel.geldig_tot)}"


@app.command()
def rotate(
    code: Code,
    sleutel: Naam,
    overlap: Annotated[
        int, typer.Option(parser=whole(0, 365), metavar="DAGEN", help="Zo lang werken beide sleutels.")
    ] = 7,
) -> None:
    """Vervangt een API-sleutel: toont eenmalig de nieuwe, de oude werkt nog een aantal dagen."""
    from gateway.exchange.parties import keys

    made = with_gateway(lambda gateway: keys.rotate_key(gateway, code, sleutel, timedelta(days=overlap)))
    show_key(made.sleutel, code)
    until = "tot intrekken" if made.new_until is None else f"tot {_day(made.new_until)}"
    typer.echo(f"De oude sleutel {sleutel} werkt nog tot {_day(made.old_until)}, de nieuwe {until}.", err=True)


@app.command()
def revoke(
    code: Code,
    sleutel: Annotated[
        str | None, typer.Argument(metavar="[SLEUTEL]", help="Naam van de sleutel; zonder: alle.")
    ] = None,
) -> None:
    """Trekt een of alle API-sleutels van een organisatie in; een draaiende server merkt dat binnen enkele seconden."""
    from gateway.exchange.parties import keys

    count = with_gateway(lambda gateway: keys.revoke_keys(gateway, code, sleutel))
    typer.echo(f"{code}: {count} API-sleutel{'s' if count != 1 else ''} ingetrokken", err=True)
