"""`gateway people`: who works in the console."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gateway.cli.commands.parties.accounts import Code
from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.lists.items import Json, print_json
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from datetime import datetime

    from gateway.exchange.parties.people import Credentials

LoginName = Annotated[str, typer.Argument(metavar="INLOGNAAM", help="Waarmee hij of zij inlogt, zoals jo.jansen.")]
WithoutCode = Annotated[
    bool,
    typer.Option("--zonder-code", help="Alleen een wachtwoord, geen code uit een app. Alleen om te proberen."),
]

app = Commands(
    name="people",
    help="Beheert wie er in de console werken, als er geen identiteitsprovider is.",
    short_help="beheer wie er in de console werken",
)


@app.command()
def add(
    code: Code,
    inlognaam: Annotated[
        str, typer.Option(help="Waarmee hij of zij inlogt, zoals jo.jansen; wordt nooit hergebruikt.")
    ],
    naam: Annotated[str, typer.Option(help="Voor- en achternaam.")],
    rol: Annotated[
        Literal["raadpleger", "consulent", "backoffice", "beheerder"],
        typer.Option(help="Wat hij of zij mag: inzien, over zorg besluiten, de administratie doen, of alles."),
    ],
    zonder_code: WithoutCode = False,
) -> None:
    """Laat iemand toe tot de console van een organisatie, en toont eenmalig hoe hij of zij inlogt."""
    from gateway.exchange.parties import people

    made = with_gateway(
        lambda gateway: people.add_person(gateway, code, inlognaam, naam, rol, second_factor=not zonder_code)
    )
    _show(inlognaam, made)


@app.command()
def reset(inlognaam: LoginName, zonder_code: WithoutCode = False) -> None:
    """Geeft iemand een nieuw wachtwoord en een nieuwe code-app, en beëindigt zijn of haar sessies."""
    from gateway.exchange.parties import people

    _show(
        inlognaam,
        with_gateway(lambda gateway: people.reset_person(gateway, inlognaam, second_factor=not zonder_code)),
    )


@app.command()
def remove(inlognaam: LoginName) -> None:
    """Laat iemand niet meer toe. Wat hij of zij inzag en deed blijft op naam staan."""
    from gateway.exchange.parties import people

    with_gateway(lambda gateway: people.remove_person(gateway, inlognaam))
    typer.echo(f"{inlognaam}: uitgeschreven", err=True)


@app.command("list")
def list_people(code: Code, as_json: Json = False) -> None:
    """Toont wie er voor een organisatie in de console werken of werkten."""
    from rich.table import Table
    from rich.text import Text

    from gateway.cli.session.page import show
    from gateway.exchange.parties import people

    found = with_gateway(lambda gateway: people.list_people(gateway, code))
    if as_json:
        print_json(found)
        return
    table = Table("inlognaam", "naam", "rol", "tweede factor", "laatst ingelogd", "uitgeschreven", box=None)
    for each in found:
        table.add_row(
            each.inlognaam,
            Text(each.naam),
            each.rol,
            "bij de provider" if each.extern else "code" if each.tweede_factor else "geen",
            _moment(each.laatst_ingelogd_op),
            "" if each.vervallen_op is None else _moment(each.vervallen_op),
        )
    show(table)


def _moment(moment: "datetime | None") -> str:
    return "nooit" if moment is None else f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _show(inlognaam: str, made: "Credentials") -> None:
    """Write the password, and what an app makes codes of, to stdout; an explanation to stderr."""
    typer.echo(f"Wachtwoord van {inlognaam}. Het is alleen nu te lezen; geef het persoonlijk door:", err=True)
    typer.echo(made.wachtwoord)
    if made.app is not None:
        typer.echo("Voor de app die codes maakt (als QR-code, of tik wat achter secret= staat):", err=True)
        typer.echo(made.app)
