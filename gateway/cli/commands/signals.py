"""`gateway signals`: refresh the signals on dates, and show them."""

import re
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.recorded_read import PersonalData, Purpose, read_on_record
from gateway.cli.session.trouble import FINDINGS
from gateway.cli.session.usage import Commands
from gateway.policy.card import Audience

if TYPE_CHECKING:
    from gateway.exchange.kernel.gateway import Gateway
    from gateway.store.signals.signalen import WorkItem

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
    from gateway.exchange.signals.refresh import refresh_signals

    count = with_gateway(lambda gateway: refresh_signals(gateway, full=alle))
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
    gemeente: Annotated[str, typer.Argument(metavar="GEMEENTECODE", help="Van welke gemeente.")],
    status: Annotated[
        Literal["open", "afgehandeld", "vervallen", "alle"], typer.Option(help="Welke; zonder: wat open staat.")
    ] = "open",
    voor_wie: Annotated[
        Audience | None, typer.Option("--voor-wie", "--for", help="Alleen wat deze moet doen; zonder: alles.")
    ] = None,
    purpose: Purpose = None,
) -> None:
    """Toont de signalen van een gemeente, wat het eerst moet gebeuren vooraan. Notities blijven bij de gemeente."""
    if re.fullmatch("[0-9]{4}", gemeente) is None:
        raise typer.BadParameter("een gemeentecode heeft vier cijfers")
    from rich.table import Table
    from rich.text import Text

    from gateway.cli.session.page import show
    from gateway.exchange.signals.handle import cards_by_code

    cards = cards_by_code()
    table = Table("id", "code", "voor wie", "uiterlijk", "status", "aanbieder", "tekst", box=None)
    chosen = None if status == "alle" else status
    for each in read_on_record("signals list", lambda gateway: _all(gateway, gemeente, chosen, voor_wie), purpose):
        card = cards.get(each.code)
        table.add_row(
            str(each.id),
            each.code,
            card.audience if card else "",
            str(each.uiterlijk),
            each.status,
            each.aanbieder,
            Text(each.tekst),
        )
    show(table)


async def _all(
    gateway: "Gateway", gemeente: str, status: str | None, voor_wie: Audience | None
) -> "PersonalData[list[WorkItem]]":
    """Return all signals with this status for this audience, by due date."""
    from gateway.exchange.signals.handle import codes_for, list_signals
    from gateway.store.signals.signalen import SignalFilter

    found: list[WorkItem] = []
    while True:
        after = (found[-1].uiterlijk, found[-1].id) if found else None
        page = await list_signals(
            gateway, gemeente, SignalFilter(status=status, codes=codes_for(voor_wie)), after, _PAGE_SIZE
        )
        found += page
        if len(page) < _PAGE_SIZE:
            return PersonalData(found, {gemeente: {each.client_id for each in found if each.client_id is not None}})
