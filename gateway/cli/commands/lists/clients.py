"""`gateway clients`: a client of a municipality by BSN or name, and all that happened to one."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from gateway.cli.session.exact import Municipality, day
from gateway.cli.session.files import read_file
from gateway.cli.session.lists.items import Json, Keys, print_json
from gateway.cli.session.recorded_read import PersonalData, Purpose, read_on_record
from gateway.cli.session.trouble import Trouble
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from gateway.exchange.kernel.gateway import Gateway
    from gateway.exchange.lists.dossier import Line
    from gateway.store.care.clienten import Client

app = Commands(
    name="clients",
    help="Zoekt een cliënt van een gemeente, en toont wat er met een cliënt is gebeurd.",
    short_help="zoek een cliënt, of toon een dossier",
)
_MAX_BYTES = 1000
"""Of a BSN or a name."""


@app.command()
def find(
    gemeente: Municipality,
    geboortedatum: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DAG", help="Zoekt op achternaam, van wie op deze dag is geboren."),
    ] = None,
    bestand: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Met het BSN, of met --geboortedatum de achternaam; anders standaardinvoer."),
    ] = None,
    as_json: Json = False,
    purpose: Purpose = None,
) -> None:
    """Zoekt cliënten op BSN, of op achternaam en geboortedatum; die staan nooit op de opdrachtregel zelf."""
    from rich.table import Table

    from gateway.cli.session.page import show

    wanted = _read_wanted("BSN" if geboortedatum is None else "Achternaam", bestand)
    found = read_on_record("clients find", lambda gateway: _found(gateway, gemeente, wanted, geboortedatum), purpose)
    if as_json:
        print_json(found, Keys(without=("bsn", "gegevens"), named={"id": "client_id"}))
        return
    table = Table("id", "sinds", "gewijzigd", box=None)
    for each in found:
        table.add_row(str(each.id), str(each.aangemaakt_op.date()), str(each.gewijzigd_op.date()))
    show(table)


@app.command()
def dossier(gemeente: Municipality, client: UUID, as_json: Json = False, purpose: Purpose = None) -> None:
    """Toont alles van een cliënt op een tijdlijn, oudste eerst; de inhoud van berichten niet."""
    from rich.table import Table
    from rich.text import Text

    from gateway.cli.session.page import show

    lines = read_on_record("clients dossier", lambda gateway: _lines(gateway, gemeente, client), purpose)
    if as_json:
        print_json(lines)
        return
    table = Table("op", "wat", "toewijzing", "aanbieder", "id", "bijzonderheden", box=None)
    for each in lines:
        op, *cells = _row(each)
        table.add_row(op, *(Text(cell) for cell in cells))
    show(table)


def _read_wanted(what: str, file: Path | None) -> str:
    """Return what is in the file, or on standard input without one (or with `-`); a terminal is asked for it."""
    if file is not None and str(file) != "-":
        data = read_file(file, _MAX_BYTES)
    elif sys.stdin.isatty():
        data = typer.prompt(what, err=True).encode()
    else:
        data = sys.stdin.buffer.read(_MAX_BYTES)
    try:
        return " ".join(data.decode().split())
    except UnicodeDecodeError:
        raise Trouble(f"{what}: dat is geen tekst in UTF-8.") from None


async def _found(gateway: "Gateway", gemeente: str, wanted: str, born: date | None) -> "PersonalData[list[Client]]":
    from gateway.exchange.lists.clients import search_by_name, search_clients

    if born is None:
        found = await search_clients(gateway, gemeente, wanted)
    else:
        found = await search_by_name(gateway, gemeente, wanted, born)
    return PersonalData(found, {gemeente: {each.id for each in found}})


async def _lines(gateway: "Gateway", gemeente: str, client: UUID) -> "PersonalData[list[Line]]":
    from gateway.exchange.lists.dossier import load_dossier
    from gateway.exchange.parties.accounts import find_account

    found = await load_dossier(gateway, await find_account(gateway, gemeente), client)
    return PersonalData(found.lines, {gemeente: {client}})


def _row(line: "Line") -> tuple[str, ...]:
    """Return the cells of this line; the moment first."""
    from gateway.store.lists.dossier import ReportLine, SignalLine, VersionLine
    from gateway.store.lists.messages import MessageItem

    moment = (line.vastgelegd_op if isinstance(line, MessageItem) else line.op).isoformat(timespec="seconds")
    match line:
        case MessageItem():
            party = line.verzender if line.richting == "in" else line.ontvanger
            return moment, f"{line.soort} {line.richting}", "", party, str(line.bericht_id), line.oordeel
        case VersionLine():
            days = f"{line.ingangsdatum} t/m {line.einddatum or '…'}{' verwijderd' if line.verwijderd else ''}"
            told = f"{line.code or line.categorie or ''} {days}{'' if line.overrule is None else ', overruled'}"
            return moment, f"versie {line.versie}", str(line.nummer), line.aanbieder, "", told.strip()
        case ReportLine():
            days = f"{line.begindatum}{'' if line.einddatum is None else f' t/m {line.einddatum}'}"
            told = f"{days}{', ingetrokken' if line.ingetrokken else ''}"
            return moment, line.soort, str(line.nummer or ""), line.aanbieder, str(line.bericht_id), told
        case SignalLine():
            told, number = f"{line.status}: {line.tekst}", str(line.nummer or "")
            return moment, f"signaal {line.code}", number, line.aanbieder or "", str(line.id), told
