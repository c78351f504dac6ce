"""`gateway build`: make a message of JSON or of an assignment, or list the faults in it."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from gateway.cli.session.exact import day, whole
from gateway.cli.session.files import write_file
from gateway.cli.session.trouble import FINDINGS, Trouble, load_schemas, load_settings


def build(
    soort: Annotated[str, typer.Argument(metavar="SOORT", help="Welk bericht, zoals WMO305.")],
    file: Annotated[str, typer.Argument(metavar="[BESTAND]", help="JSON-bestand, of - voor stdin.")] = "-",
    nummer: Annotated[
        int | None,
        typer.Option(
            "--uit-toewijzing",
            "--from-assignment",
            parser=whole(0, 999_999_999),
            metavar="NUMMER",
            help="BESTAND is een WMO301: maak de WMO305 of WMO307 over deze toewijzing.",
        ),
    ] = None,
    begindatum: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATUM", help="Daarbij: Begindatum; zonder, in een WMO305: de Ingangsdatum."),
    ] = None,
    einddatum: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATUM", help="Daarbij: Einddatum van een WMO307; zonder: vandaag."),
    ] = None,
    reden: Annotated[
        str | None, typer.Option(metavar="CODE", help="Daarbij: RedenBeeindiging van een WMO307; zonder: 19.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--uitvoer", "--out", metavar="BESTAND", help="Waarheen; zonder: stdout.")
    ] = None,
) -> None:
    """Maakt van JSON een bericht in XML, als dat door schema en regels komt; zo niet, dan zegt het waarom niet.

    De sleutels zijn de elementnamen met een kleine letter voorop; samples/build heeft voorbeelden. Met --uit-toewijzing
    wordt een WMO301 uw start- of stopbericht: zelfde cliënt en zorg, Dagtekening vandaag, een nieuwe Identificatie.
    """
    from gateway.cli.judging.from_assignment import Chosen, form_from_assignment
    from gateway.library.build import NO_MESSAGE, BuildError, build_by
    from gateway.standard.calendar import DUTCH_TIME

    if nummer is None and (begindatum, einddatum, reden) != (None, None, None):
        raise typer.BadParameter("--begindatum, --einddatum en --reden horen bij --uit-toewijzing.")
    schemas = load_schemas(load_settings().xsd_dir)
    read = _bytes_of(file)
    given: bytes | dict[str, Any] = read
    if nummer is not None:
        chosen = Chosen(nummer=nummer, begindatum=begindatum, einddatum=einddatum, reden=reden)
        given = form_from_assignment(schemas, soort, read, chosen, datetime.now(DUTCH_TIME).date())
    try:
        data = build_by(schemas, soort, given)
    except BuildError as error:
        typer.echo(f"gateway: {NO_MESSAGE}; er is niets geschreven", err=True)
        for line in error.lines:
            typer.echo(f"  {line}", err=True)
        raise typer.Exit(FINDINGS) from None
    _write_message(data, out)


def _bytes_of(file: str) -> bytes:
    """Return the bytes of the file. Raises Trouble when it can't be read or is too large."""
    from gateway.cli.judging.sources import Source, Unreadable, exists, find

    if not exists(file):
        raise Trouble(f"{file} bestaat niet.")
    try:
        if Path(file).is_dir():
            raise Trouble(f"{file} is een map; geef één bestand.")
        source = next(iter(find([file]))) if file == "-" else Source(file, file)
        return source.read()
    except Unreadable as error:
        raise Trouble(f"{file}: {error}") from None


def _write_message(data: bytes, out: Path | None) -> None:
    """Write the message to `--uitvoer` or stdout. Raises Trouble when that fails."""
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    write_file(out, data)
