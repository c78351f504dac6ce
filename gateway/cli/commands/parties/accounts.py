"""`gateway accounts`: the organisations that take part."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gateway.cli.session.exact import whole
from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.lists import sheets
from gateway.cli.session.lists.items import Json, Keys, Order, print_json
from gateway.cli.session.lists.listed import Form, Source, asked_for, listed
from gateway.cli.session.reason import read_reason
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from gateway.store.parties.organisaties import Organisatie

Kind = Literal["gemeente", "aanbieder", "beheerder", "intermediair"]
Code = Annotated[
    str,
    typer.Argument(metavar="CODE", help="Gemeentecode, AGB-code, of de naam van een beheerder of intermediair."),
]

app = Commands(
    name="accounts",
    help="Beheert wie meedoet, hoe zij binnenkomen, en wie voor wie mag handelen.",
    short_help="beheer wie meedoet, en hun API-sleutels",
)


def destination_of(organisatie: "Organisatie") -> str:
    """Return where its messages go: an address, a folder or its mailbox."""
    frozen = "" if organisatie.bevroren_op is None else " (bevroren)"
    return f"{organisatie.address or organisatie.kanaal}{frozen}"


@app.command("list")
@listed
def list_accounts(
    soort: Annotated[Kind | None, typer.Option(help="Alleen deze soort organisatie.")] = None,
    volgorde: Order = "oudste",
    aantal: Annotated[
        int | None, typer.Option(parser=whole(1, 10_000), metavar="GETAL", help="Hoeveel ten hoogste; zonder: alle.")
    ] = None,
    *,
    form: Form,
) -> None:
    """Toont wie meedoet, op volgorde van code; met --volgorde nieuwste de hoogste vooraan."""
    from rich.table import Table
    from rich.text import Text

    from gateway.cli.session.page import show
    from gateway.exchange.lists.organisations import list_organisations
    from gateway.exchange.parties import accounts
    from gateway.store.parties.organisaties import LOCAL_OPERATOR

    if form.in_files:
        Source(
            load=lambda gateway, asked: list_organisations(gateway, LOCAL_OPERATOR, soort, asked),
            asked=asked_for(None, volgorde),
            sheet=sheets.organisations,
        ).write(form)
        return
    found = [each for each in with_gateway(accounts.list_accounts) if soort in (None, each.soort)]
    found = (found[::-1] if volgorde == "nieuwste" else found)[:aantal]
    if form.as_json:
        print_json(found, Keys(without=("via", "berichtsoorten")))
        return
    table = Table("code", "soort", "naam", "berichten naar", "beleid", "ook werkdag", box=None)
    for each in found:
        table.add_row(
            each.code,
            f"{each.soort} (extern)" if each.extern else each.soort,
            Text(each.naam),
            Text(destination_of(each)),
            each.beleid or "",
            ", ".join(sorted(each.gewerkte_feestdagen)),
        )
    show(table)


@app.command()
def history(code: Code, as_json: Json = False) -> None:
    """Toont wat er met een organisatie is gedaan (ingeschreven, gewijzigd, bevroren, sleutels) en door wie."""
    from rich.table import Table
    from rich.text import Text

    from gateway.cli.session.page import show
    from gateway.exchange.parties import accounts

    found = with_gateway(lambda gateway: accounts.list_actions(gateway, code))
    if as_json:
        print_json(found)
        return
    table = Table("op", "wat", "door", "ingang", "bijzonderheden", box=None)
    for each in found:
        details = "; ".join(f"{naam}: {text}" for naam, text in each.details)
        op = each.op.astimezone().isoformat(sep=" ", timespec="seconds")
        table.add_row(op, each.soort, each.door, Text(each.ingang), Text(details))
    show(table)


@app.command()
def secret(code: Code) -> None:
    """Maakt een nieuw geheim waarmee pushes aan een organisatie worden ondertekend en toont dat eenmalig.

    Het vorige geheim wordt nog een dag naast het nieuwe gebruikt.
    """
    from gateway.exchange.parties import accounts

    new_secret = with_gateway(lambda gateway: accounts.new_push_secret(gateway, code))
    typer.echo(f"Geheim van {code} voor webhook-signature. Het is alleen nu te lezen:", err=True)
    typer.echo(new_secret)


@app.command()
def freeze(
    code: Code,
    reden_bestand: Annotated[
        Path | None,
        typer.Option(help="Bestand met waarom, zonder persoonsgegevens. Met - wordt het gevraagd; mag ontbreken."),
    ] = None,
    reden: Annotated[str | None, typer.Option(hidden=True)] = None,
) -> None:
    """Houdt alles vast wat voor een organisatie is, ook in haar postvak, tot zij wordt vrijgegeven."""
    from gateway.exchange.parties import accounts

    why = None if reden is None and reden_bestand is None else read_reason(reden, reden_bestand)
    with_gateway(lambda gateway: accounts.freeze_account(gateway, code, why))
    typer.echo(f"{code}: bevroren; vrijgeven gaat met 'gateway accounts release {code}'", err=True)


@app.command()
def release(code: Code) -> None:
    """Bezorgt een bevroren organisatie weer, te beginnen met wat is vastgehouden, op volgorde."""
    from gateway.exchange.parties import accounts

    with_gateway(lambda gateway: accounts.release_account(gateway, code))
    typer.echo(f"{code}: vrijgegeven", err=True)
