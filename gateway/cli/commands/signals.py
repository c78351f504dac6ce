"""`gateway signals`: refresh the signals on dates, and show them."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

import typer

from gateway.cli.session.exact import Municipality, signal_code, whole
from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.lists import sheets
from gateway.cli.session.lists.filters import by_assignment, by_day, by_provider
from gateway.cli.session.lists.items import Keys, Order
from gateway.cli.session.lists.listed import Form, Listed, Look, asked_for, listed
from gateway.cli.session.progress import watching
from gateway.cli.session.recorded_read import Purpose
from gateway.cli.session.trouble import FINDINGS
from gateway.cli.session.usage import Commands
from gateway.policy.card import Audience

if TYPE_CHECKING:
    from rich.table import Table

    from gateway.store.signals.signalen import WorkItem

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
@listed
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
    toewijzing: Annotated[int | None, by_assignment("Over deze toewijzing.")] = None,
    aanbieder: Annotated[str | None, by_provider("Over deze aanbieder.")] = None,
    voor: Annotated[date | None, by_day("Wat uiterlijk voor deze dag moet gebeuren.")] = None,
    volgorde: Order = "oudste",
    aantal: Annotated[
        int | None, typer.Option(parser=whole(1, 10_000), metavar="GETAL", help="Hoeveel ten hoogste; zonder: alle.")
    ] = None,
    purpose: Purpose = None,
    *,
    form: Form,
) -> None:
    """Toont de signalen van een gemeente, wat het eerst moet gebeuren vooraan. Notities blijven bij de gemeente."""
    from gateway.exchange.signals import handle
    from gateway.store.signals.signalen import SignalFilter

    chosen = SignalFilter(
        codes=handle.codes_for(voor_wie, code),
        bericht=bericht,
        client=client,
        toewijzing=toewijzing,
        aanbieder=aanbieder,
        status=None if status == "alle" else status,
        voor=voor,
    )
    Listed(
        load=lambda gateway, asked: handle.page_signals(gateway, gemeente, chosen, asked),
        asked=asked_for(aantal, volgorde),
        whole=aantal is None,
        sheet=sheets.signals,
        table=_table,
        look=Look.at("signals list", purpose, gemeente),
        keys=Keys(without=("sleutel", "notitie", "afgehandeld_door"), named={"id": "signaal_id"}),
    ).show(form)


def _table(items: "Sequence[WorkItem]") -> "Table":
    from rich.table import Table
    from rich.text import Text

    from gateway.exchange.signals.handle import cards_by_code

    cards = cards_by_code()
    table = Table("id", "code", "voor wie", "uiterlijk", "status", "aanbieder", "tekst", box=None)
    for each in items:
        card = cards.get(each.code)
        about = (each.code, card.audience if card else "", str(each.uiterlijk), each.status, each.aanbieder)
        table.add_row(str(each.id), *about, Text(each.tekst))
    return table
