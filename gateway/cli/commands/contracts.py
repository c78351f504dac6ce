"""`gateway contracts`: the register of contracts of a municipality."""

from pathlib import Path
from typing import Annotated

import typer

from gateway.cli.session.files import read_file
from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.usage import Commands

MunicipalityOption = Annotated[str, typer.Option(metavar="CODE", help="Gemeentecode.")]

app = Commands(
    name="contracts",
    help="Laadt en toont welke aanbieder in een gemeente voor welk segment een contract heeft.",
    short_help="laad of toon de contracten van een gemeente",
)


@app.command()
def load(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE.csv", help="UTF-8, met de kolommen aanbieder, segment, soort, vanaf en tot."),
    ],
    gemeente: MunicipalityOption,
) -> None:
    """Vervangt het hele register van een gemeente; klopt er een regel niet, dan blijft het zoals het was."""
    from gateway.exchange.assigning import contracts

    lines = contracts.read_csv(read_file(file))
    loaded = with_gateway(lambda gateway: contracts.replace_contracts(gateway, gemeente, lines))
    typer.echo(f"{gemeente}: {len(loaded)} contract{'en' if len(loaded) != 1 else ''} geladen", err=True)


@app.command("list")
def list_contracts(gemeente: MunicipalityOption) -> None:
    """Toont het register van een gemeente."""
    from rich.table import Table

    from gateway.cli.session.page import show
    from gateway.exchange.assigning import contracts

    table = Table("aanbieder", "segment", "soort", "vanaf", "tot en met", box=None)
    for each in with_gateway(lambda gateway: contracts.list_contracts(gateway, gemeente)):
        table.add_row(each.aanbieder, each.segment, each.soort or "", str(each.vanaf), str(each.tot or ""))
    show(table)
