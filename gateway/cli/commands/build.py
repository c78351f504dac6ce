"""`gateway build`: make a message of JSON, or list the faults in it."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from gateway.cli.session.files import write_file
from gateway.cli.session.trouble import FINDINGS, Trouble, load_schemas, load_settings
from gateway.standard.exact import JsonFaults, json_value

_JSON_FAULTS = {
    "Expecting ',' delimiter": "er ontbreekt een komma of een sluithaak",
    "Expecting ':' delimiter": "na de sleutel ontbreekt een dubbele punt",
    "Expecting property name enclosed in double quotes": "verwacht wordt een sleutel tussen dubbele aanhalingstekens",
    "Expecting value": "verwacht wordt een waarde",
    "Extra data": "na het einde staat nog iets",
    "Illegal trailing comma before end of object": "na het laatste lid staat een komma",
    "Illegal trailing comma before end of array": "na het laatste lid staat een komma",
    "Invalid control character at": "in een tekst staat een regeleinde of ander stuurteken; schrijf \\n",
    "Unterminated string starting at": "een tekst wordt niet afgesloten",
}
"""Messages of Python's JSON parser, in Dutch."""


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
    from gateway.cli.judging.judging import judge
    from gateway.cli.judging.sources import Source
    from gateway.exchange.kernel.findings_json import to_json
    from gateway.messages.json_form import JsonFormError, from_json
    from gateway.messages.write import InvalidMessage, write

    schemas = load_schemas(load_settings().xsd_dir)
    try:
        data = write(from_json(_message_kind(soort), _parse(_bytes_of(file))), schemas)
    except JsonFormError as error:
        _refuse([fault.text for fault in error.faults])
    except InvalidMessage as error:
        _refuse_findings([to_json(finding) for finding in error.findings])
    judged = judge(schemas, Source(file, data=data))
    if judged.findings:
        _refuse_findings(judged.findings)
    _write_message(data, out)


def _message_kind(soort: str) -> str:
    naam = soort.upper()
    return f"WMO{naam}" if naam.isdecimal() else naam


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


def _parse(text: bytes) -> Any:
    """Return the value of the JSON. Ends the command when it isn't valid, or has a key twice."""
    try:
        return json_value(text)
    except JsonFaults as error:
        _refuse([f"{each.place or 'het bericht'}: {each.text}" for each in error.faults])
    except json.JSONDecodeError as error:
        reason = _JSON_FAULTS.get(error.msg, error.msg)
        _refuse([f"geen geldige JSON, regel {error.lineno}, kolom {error.colno}: {reason}"])
    except UnicodeDecodeError:
        _refuse(["het bestand is geen UTF-8"])
    except RecursionError:
        _refuse(["de JSON is te diep genest"])


def _refuse(lines: list[str]) -> NoReturn:
    """Write the faults to stderr and end the command; no message is written."""
    typer.echo("gateway: hieruit is geen geldig bericht te maken; er is niets geschreven", err=True)
    for line in lines:
        typer.echo(f"  {line}", err=True)
    raise typer.Exit(FINDINGS)


def _refuse_findings(findings: list[dict[str, Any]]) -> NoReturn:
    from gateway.cli.judging.show import finding_lines

    # The author of the JSON knows paths, not lines of the XML.
    _refuse([line[2:] for finding in findings for line in finding_lines({**finding, "line": None})])


def _write_message(data: bytes, out: Path | None) -> None:
    """Write the message to `--uitvoer` or stdout. Raises Trouble when that fails."""
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    write_file(out, data)
