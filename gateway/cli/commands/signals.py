"""`gateway signals`: refresh the signals on dates, and show them."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

import typer

from gateway.cli.session import exact
from gateway.cli.session.exact import Municipality, day, signal_code, whole
from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.items import Json, Order, print_json
from gateway.cli.session.progress import watching
from gateway.cli.session.recorded_read import PersonalData, Purpose, read_on_record
from gateway.cli.session.trouble import FINDINGS
from gateway.cli.session.usage import Commands
from gateway.policy.card import Audience

if TYPE_CHECKING:
    from gateway.exchange.kernel.gateway import Gateway
    from gateway.store.signals.signalen import SignalFilter, WorkItem

_PAGE_SIZE = 1000

app = Commands(
    name="signals",
    help="Werkt de signalen op data bij en toont ze.",
    short_help="werk de signalen op data bij, of toon ze",
)


@app.command()
def refresh(
    alle: Annotated[
        bool, typer.Option("--alle", "--all", help="Bekijkt alle cliënten, ook wie niets kan zijn veranderd.")
    ] = False,
) -> None:
    """Werkt de signalen van alle gemeenten bij, zoals de worker elke minuut doet; exit 1 als dat ergens mislukt."""
    from gateway.exchange.kernel.advance import Advance
    from gateway.exchange.signals.examine import RefreshCount
    from gateway.exchange.signals.refresh import refresh_signals

    count = RefreshCount()
    with watching("signalen bijwerken", "cliënten", lambda: Advance(max(count.passed, count.examined), count.expected)):
        with_gateway(lambda gateway: refresh_signals(gateway, full=alle, count=count))
    typer.echo(
        f"{count.examined} cliënten bekeken: {count.raised} signalen ontstaan, {count.reworded} gewijzigd, "
        f"{count.lapsed} vervallen",
        err=True,
    )
    if count.failed:
        typer.echo(f"gateway: mislukt voor {', '.join(count.failed)}; het log zegt waarom", err=True)
        raise typer.Exit(FINDINGS)


@app.command("list")
def list_signals(
    gemeente: Municipality,
    status: Annotated[
        Literal["open", "afgehandeld", "vervallen", "alle"], typer.Option(help="Welke; zonder: wat open staat.")
    ] = "open",
    voor_wie: Annotated[
        Audience | None, typer.Option("--voor-wie", "--for", help="Alleen wat deze moet doen; zonder: alles.")
    ] = None,
    code: Annotated[
        str | None, typer.Option(parser=signal_code, metavar="CODE", help="Alleen deze bewaking, zoals NL-805.")
    ] = None,
    client: Annotated[UUID | None, typer.Option(metavar="ID", help="Over deze cliënt.")] = None,
    bericht: Annotated[UUID | None, typer.Option(metavar="ID", help="Over dit bericht.")] = None,
    toewijzing: Annotated[
        int | None, typer.Option(parser=whole(0, 999_999_999), metavar="NUMMER", help="Over deze toewijzing.")
    ] = None,
    aanbieder: Annotated[
        str | None, typer.Option(parser=exact.aanbieder, metavar="CODE", help="Over deze aanbieder.")
    ] = None,
    voor: Annotated[
        date | None, typer.Option(parser=day, metavar="DAG", help="Wat uiterlijk voor deze dag moet gebeuren.")
    ] = None,
    volgorde: Order = "oudste",
    aantal: Annotated[
        int | None, typer.Option(parser=whole(1, 10_000), metavar="GETAL", help="Hoeveel ten hoogste; zonder: alle.")
    ] = None,
    as_json: Json = False,
    purpose: Purpose = None,
) -> None:
    """Toont de signalen van een gemeente, wat het eerst moet gebeuren vooraan. Notities blijven bij de gemeente."""
    from gateway.exchange.signals.handle import codes_for
    from gateway.store.signals.signalen import SignalFilter

    chosen = SignalFilter(
        codes=codes_for(voor_wie, code),
        bericht=bericht,
        client=client,
        toewijzing=toewijzing,
        aanbieder=aanbieder,
        status=None if status == "alle" else status,
        voor=voor,
    )
    limit = None if volgorde == "nieuwste" else aantal
    found = read_on_record("signals list", lambda gateway: _all(gateway, gemeente, chosen, limit), purpose)
    found = found[::-1][:aantal] if volgorde == "nieuwste" else found
    if as_json:
        print_json(found, without=("sleutel", "notitie", "afgehandeld_door"), named={"id": "signaal_id"})
    else:
        _show(found)


def _show(found: "Sequence[WorkItem]") -> None:
    from rich.table import Table
    from rich.text import Text

    from gateway.cli.session.page import show
    from gateway.exchange.signals.handle import cards_by_code

    cards = cards_by_code()
    table = Table("id", "code", "voor wie", "uiterlijk", "status", "aanbieder", "tekst", box=None)
    for each in found:
        card = cards.get(each.code)
        about = (each.code, card.audience if card else "", str(each.uiterlijk), each.status, each.aanbieder)
        table.add_row(str(each.id), *about, Text(each.tekst))
    show(table)


async def _all(
    gateway: "Gateway", gemeente: str, chosen: "SignalFilter", limit: int | None
) -> "PersonalData[list[WorkItem]]":
    """Return the signals that are chosen, by due date: at most `limit`, or all."""
    from gateway.exchange.signals.handle import list_signals

    found: list[WorkItem] = []
    while True:
        after = (found[-1].uiterlijk, found[-1].id) if found else None
        asked = _PAGE_SIZE if limit is None else min(_PAGE_SIZE, limit - len(found))
        page = await list_signals(gateway, gemeente, chosen, after, asked) if asked else []
        found += page
        if len(page) < _PAGE_SIZE:
            return PersonalData(found, {gemeente: {each.client_id for each in found if each.client_id is not None}})
