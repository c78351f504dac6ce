"""`gateway build`: make a message of JSON, or list the faults in it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from gateway.cli.session.files import write_file
from gateway.cli.session.trouble import FINDINGS, Trouble, load_schemas, load_settings


def build(
    soort: Annotated[str, typer.Argument(metavar="SOORT", help="Welk bericht, zoals WMO305.")],
    file: Annotated[str, typer.Argument(metavar="[BESTAND]", help="JSON-bestand, of - voor stdin.")] = "-",
    out: Annotated[
        Path | None, typer.Option("--uitvoer", "--out", metavar="BESTAND", help="Waarheen; zonder: stdout.")
    ] = None,
) -> None:
    """Maakt van JSON een bericht in XML, als dat door schema en regels komt; zo niet, dan zegt het waarom niet.

    De sleutels zijn de elementnamen met een kleine letter voorop; samples/build heeft voorbeelden.
    """
    from gateway.library.build import NO_MESSAGE, BuildError, build_by

    schemas = load_schemas(load_settings().xsd_dir)
    try:
        data = build_by(schemas, soort, _bytes_of(file))
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
            raise Trouble(f"{file} is een map; geef één JSON-bestand.")
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
