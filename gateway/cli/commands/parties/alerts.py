"""`gateway alerts`: addresses of back offices and operators that are told what happened."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal, get_args
from uuid import UUID

import typer

from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.lists import sheets
from gateway.cli.session.lists.items import Json, Limit, Order, print_json
from gateway.cli.session.lists.listed import Form, Listed, asked_for, listed
from gateway.cli.session.trouble import FINDINGS
from gateway.cli.session.usage import Commands
from gateway.standard.channels import AlertKind

if TYPE_CHECKING:
    from rich.table import Table

    from gateway.store.alerts.attenderingen import AlertItem

Adres = Annotated[UUID, typer.Argument(metavar="ADRES", help="Id van het adres; zie 'gateway alerts list'.")]
Code = Annotated[str, typer.Argument(metavar="CODE", help="Gemeentecode, AGB-code, of de naam van een beheerder.")]

app = Commands(
    name="alerts",
    help="Beheert wie een webhook krijgt als er iets is: opgegeven, geparkeerd, een signaal, of een zegel te laat.",
    short_help="laat back offices en beheer weten dat er iets is",
)


@app.command()
def add(
    code: Code,
    url: Annotated[
        str, typer.Argument(metavar="URL", help="Adres met https, of in een netwerk van GATEWAY_PUSH_PRIVATE.")
    ],
    soort: Annotated[
        list[str] | None,
        typer.Option(
            metavar="|".join(get_args(AlertKind)), help="Waarvan; mag vaker. Zonder: alles wat voor haar kan."
        ),
    ] = None,
) -> None:
    """Stuurt een organisatie voortaan attenderingen en toont eenmalig het geheim waarmee die zijn ondertekend."""
    from gateway.exchange.alerts import addresses

    made = with_gateway(lambda gateway: addresses.add_address(gateway, code, url, soort or None, by_operator=True))
    typer.echo(f"{code}: adres {made.adres.id} voor {', '.join(made.adres.soorten)}", err=True)
    _show_secret(made.geheim)


def _show_secret(secret: str) -> None:
    """Write the secret alone to stdout, and an explanation to stderr."""
    typer.echo("Geheim voor webhook-signature. Het is alleen nu te lezen:", err=True)
    typer.echo(secret)


@app.command("list")
def list_addresses(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="Alleen van deze organisatie.")] = None,
    as_json: Json = False,
) -> None:
    """Toont de adressen, en hoe bereikbaar zij zijn."""
    from rich.table import Table
    from rich.text import Text

    from gateway.cli.session.page import show
    from gateway.exchange.alerts import addresses

    found = with_gateway(lambda gateway: addresses.list_addresses(gateway, code))
    if as_json:
        print_json(found)
        return
    table = Table("adres", "van", "url", "soorten", "fouten op rij", "rust tot", box=None)
    for each in found:
        rest = "" if each.rust_tot is None else each.rust_tot.astimezone().isoformat(sep=" ", timespec="seconds")
        table.add_row(str(each.id), each.organisatie, Text(each.url), ", ".join(each.soorten), str(each.fouten), rest)
    show(table)


@app.command()
def remove(adres: Adres) -> None:
    """Stuurt niets meer naar een adres; wat nog wachtte vervalt."""
    from gateway.exchange.alerts import addresses

    gone = with_gateway(lambda gateway: addresses.withdraw_address(gateway, None, adres))
    typer.echo(f"{gone.organisatie}: {gone.url} krijgt niets meer", err=True)


@app.command()
def secret(adres: Adres) -> None:
    """Maakt een nieuw geheim voor een adres en toont dat eenmalig; het vorige wordt nog een dag ernaast gebruikt."""
    from gateway.exchange.alerts import addresses

    _show_secret(with_gateway(lambda gateway: addresses.new_secret(gateway, None, adres)))


@app.command()
def test(adres: Adres) -> None:
    """Stuurt nu een attendering van soort proef, een keer; eindigt met 1 als het adres die niet aanneemt."""
    from gateway.exchange.alerts import addresses

    result = with_gateway(lambda gateway: addresses.try_address(gateway, None, adres))
    typer.echo(f"{adres}: {'aangenomen' if result.delivered else 'niet aangenomen'} ({result.outcome})", err=True)
    if not result.delivered:
        raise typer.Exit(FINDINGS)


@app.command()
@listed
def sent(
    code: Code,
    staat: Annotated[
        Literal["wachtend", "geleverd", "opgegeven"] | None, typer.Option(help="Alleen in deze staat.")
    ] = None,
    volgorde: Order = "nieuwste",
    aantal: Limit = 50,
    *,
    form: Form,
) -> None:
    """Toont de attenderingen aan een organisatie, en hoe het versturen ging."""
    from gateway.exchange.alerts import addresses

    Listed(
        load=lambda gateway, asked: addresses.list_alerts(gateway, code, staat, asked),
        asked=asked_for(aantal, volgorde),
        sheet=sheets.alerts,
        table=_sent_table,
    ).show(form)


def _sent_table(items: "Sequence[AlertItem]") -> "Table":
    from rich.table import Table

    table = Table("id", "op", "soort", "over", "staat", "pogingen", "uitkomst", box=None)
    for each in items:
        op = each.ontstaan_op.astimezone().isoformat(sep=" ", timespec="seconds")
        about = str(each.gegevens.get("pad") or each.gegevens.get("gemeente") or "")
        table.add_row(str(each.id), op, each.soort, about, each.staat, str(each.pogingen), each.uitkomst or "")
    return table
