"""`gateway channels`: whether a channel leads somewhere, and what went out by it and is still open."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from gateway.cli.session.exact import day, whole
from gateway.cli.session.files import write_file
from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.items import Json, print_json
from gateway.cli.session.trouble import FINDINGS, fail, load_settings
from gateway.cli.session.usage import Commands
from gateway.standard.channels import ChannelName

_MAX_HOURS = 24 * 366

app = Commands(
    name="channels",
    help="Probeert het kanaal van een organisatie, en toont wat uitging en nog geen retourbericht heeft.",
    short_help="probeer een kanaal, of toon wat nog open staat",
)


@app.command()
def test(
    code: Annotated[str, typer.Argument(metavar="CODE", help="De organisatie, zoals 76543210.")],
) -> None:
    """Probeert of het adres van een organisatie hiervandaan te bereiken is; er gaat geen bericht heen.

    Elke stap wordt genoemd: de naam, de verbinding, TLS met de dagen van het certificaat, en het antwoord. Bij de
    keten moet het adres in SOAP antwoorden, ook al valt er niets te beantwoorden.
    """
    from gateway.exchange.parties.channel_trial import try_channel

    trial = with_gateway(lambda gateway: try_channel(gateway, code))
    for step in trial.steps:
        typer.echo(f"{'goed' if step.is_good else 'let op'}  {step.name}: {step.said}")
    if trial.is_reached:
        typer.echo(f"{code} is bereikt ({trial.outcome}).")
        return
    fail(f"{code} is niet bereikt ({trial.outcome}). Kijk naar het adres, het certificaat en het netwerk.", FINDINGS)


@app.command()
def schemas(
    folder: Annotated[
        Path | None, typer.Option("--map", metavar="MAP", help="De map; zonder: GGK_XSD_DIR in de instellingen.")
    ] = None,
) -> None:
    """Houdt wat de gateway de keten in stuurt tegen schemabestanden van het GGK; noemt elk bestand met zijn SHA-256."""
    from gateway.standard.stuf.official import hold_against

    chosen = folder or load_settings().ggk_xsd_dir
    if chosen is None:
        fail("Geef een map met --map, of met de instelling GATEWAY_GGK_XSD_DIR.")
    held = hold_against(chosen)
    for file in held.files:
        typer.echo(f"{file.sha256}  {file.name}  {file.namespace}")
    for code, faults in held.faults.items():
        typer.echo(f"{code}: {'; '.join(faults) if faults else 'geldig'}")
    if any(held.faults.values()):
        fail("Deze schema's weigeren wat de gateway stuurt.", FINDINGS)


@app.command("open")
def list_open(
    sinds: Annotated[date, typer.Option(parser=day, metavar="DAG", help="Vastgelegd op deze dag of later.")],
    uren: Annotated[
        int,
        typer.Option(parser=whole(0, _MAX_HOURS), metavar="UREN", help="Al zoveel uur zonder retourbericht."),
    ] = 24,
    kanaal: Annotated[ChannelName | None, typer.Option(help="Alleen langs dit kanaal.")] = None,
    csv: Annotated[Path | None, typer.Option(metavar="FILE", help="Schrijft ze als CSV.")] = None,
    as_json: Json = False,
) -> None:
    """Toont de berichten die uitgingen en nog geen retourbericht hebben, oudste eerst, en hoeveel het er zijn."""
    from rich.table import Table

    from gateway.cli.session.page import show
    from gateway.exchange.delivery.open_pairs import csv_file, list_open_pairs

    found = with_gateway(lambda gateway: list_open_pairs(gateway, sinds, timedelta(hours=uren), kanaal))
    if csv is not None:
        write_file(csv, csv_file(found))
    if as_json:
        print_json(found)
        return
    kinds = Counter(each.soort for each in found)
    told = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    typer.echo(f"{len(found)} zonder retourbericht{f': {told}' if told else ''}.", err=True)
    if csv is not None:
        return
    table = Table("bericht", "soort", "identificatie", "verzender", "ontvanger", "kanaal", "op", "bezorgd", box=None)
    for each in found:
        who = (each.soort, each.identificatie, each.verzender, each.ontvanger, each.kanaal)
        taken = "niet" if each.bezorgd_op is None else each.bezorgd_op.isoformat(timespec="seconds")
        table.add_row(str(each.bericht_id), *who, each.vastgelegd_op.isoformat(timespec="seconds"), taken)
    show(table)
