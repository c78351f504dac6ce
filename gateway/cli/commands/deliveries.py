"""`gateway deliveries`: what waits to be delivered, what was given up, and another attempt."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

import typer

from gateway.cli.session.exact import whole
from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from gateway.exchange.kernel.gateway import Gateway

app = Commands(
    name="deliveries",
    help="Toont wat nog bezorgd moet worden en wat is opgegeven, en biedt berichten opnieuw aan.",
    short_help="bekijk bezorgingen, of bied ze opnieuw aan",
)


@app.command("list")
def list_deliveries(
    staat: Annotated[
        Literal["wachtend", "onderweg", "opgegeven", "geleverd"] | None, typer.Option(help="Alleen in deze staat.")
    ] = None,
    ontvanger: Annotated[str | None, typer.Option(metavar="CODE", help="Alleen voor deze organisatie.")] = None,
    na: Annotated[int, typer.Option(parser=whole(0, 2**63 - 1), metavar="NUMMER", help="Vanaf na dit nummer.")] = 0,
    aantal: Annotated[int, typer.Option(parser=whole(1, 10_000), metavar="GETAL", help="Hoeveel ten hoogste.")] = 50,
) -> None:
    """Toont bezorgingen, oudste eerst."""
    from rich.table import Table

    from gateway.cli.session.page import show
    from gateway.exchange.delivery import deliveries

    table = Table(
        "nr", "bericht", "soort", "identificatie", "voor", "kanaal", "staat", "pogingen", "volgende", box=None
    )
    for each in with_gateway(lambda gateway: deliveries.list_deliveries(gateway, staat, ontvanger, na, aantal)):
        table.add_row(
            str(each.volgnummer),
            str(each.bericht_id),
            each.soort,
            each.identificatie,
            each.ontvanger,
            each.kanaal,
            each.staat,
            str(each.pogingen),
            _moment(each.volgende_poging),
        )
    show(table)


@app.command()
def receivers() -> None:
    """Toont hoe het gaat met wie berichten krijgt toegestuurd, en wie is bevroren."""
    from rich.table import Table
    from rich.text import Text

    from gateway.cli.session.page import show
    from gateway.exchange.delivery import deliveries

    table = Table("code", "naam", "kanaal", "wachtend", "sinds", "opgegeven", "fouten op rij", "stand", box=None)
    for each in with_gateway(deliveries.list_receivers):
        state = f"rust tot {_moment(each.rust_tot)}" if each.rust_tot else "in orde"
        if each.bevroren_op is not None:
            by = "" if each.bevroren_door is None else f" door {each.bevroren_door}, {each.bevroren_ingang}"
            state = f"bevroren sinds {_moment(each.bevroren_op)}{by} ({each.bevroren_reden or 'zonder reden'})"
        table.add_row(
            each.code,
            Text(each.naam),
            each.kanaal,
            str(each.wachtend),
            _moment(each.oudste),
            str(each.opgegeven),
            str(each.fouten),
            Text(state),
        )
    show(table)


@app.command()
def retry(
    berichten: Annotated[list[UUID] | None, typer.Argument(metavar="[BERICHT]…", help="Id's van berichten.")] = None,
    ontvanger: Annotated[
        str | None, typer.Option(metavar="CODE", help="Alles wat voor deze organisatie is opgegeven.")
    ] = None,
) -> None:
    """Biedt berichten opnieuw aan: dezelfde bytes, dezelfde Identificatie."""
    from gateway.exchange.delivery import deliveries

    if bool(berichten) == bool(ontvanger):
        raise typer.BadParameter("noem berichten, of een --ontvanger")
    if ontvanger is not None:
        count = with_gateway(lambda gateway: deliveries.retry_given_up(gateway, ontvanger))
        typer.echo(f"{ontvanger}: {count} bericht{'en' if count != 1 else ''} opnieuw aangeboden", err=True)
    else:
        with_gateway(lambda gateway: _retry_all(gateway, berichten or []))


async def _retry_all(gateway: "Gateway", berichten: list[UUID]) -> None:
    """Retry the deliveries one by one, and report each on stderr. Raises NotFound for the first that doesn't exist."""
    from gateway.exchange.delivery import deliveries

    for id in berichten:
        found = await deliveries.retry_delivery(gateway, id)
        typer.echo(f"{found.soort} {found.identificatie} voor {found.ontvanger} opnieuw aangeboden", err=True)


def _moment(moment: datetime | None) -> str:
    """Return the instant in local time; "" when there is none."""
    return "" if moment is None else moment.astimezone().strftime("%Y-%m-%d %H:%M:%S")
