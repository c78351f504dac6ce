"""`gateway deliveries`: what waits to be delivered, what was given up, and another attempt."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from gateway.cli.session.exact import moment, whole
from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.lists import sheets
from gateway.cli.session.lists.items import Json, Limit, Order, print_json
from gateway.cli.session.lists.listed import Form, Listed, asked_for, listed
from gateway.cli.session.progress import watching
from gateway.cli.session.usage import Commands
from gateway.standard.channels import DeliveryState

if TYPE_CHECKING:
    from rich.table import Table

    from gateway.exchange.kernel.gateway import Gateway
    from gateway.store.delivery.given_up import GivenUp
    from gateway.store.delivery.leveringen import Delivery, Receiver

app = Commands(
    name="deliveries",
    help="Toont wat nog bezorgd moet worden en wat is opgegeven, en biedt berichten opnieuw aan.",
    short_help="bekijk bezorgingen, of bied ze opnieuw aan",
)


@app.command("list")
@listed
def list_deliveries(
    staat: Annotated[DeliveryState | None, typer.Option(help="Alleen in deze staat.")] = None,
    ontvanger: Annotated[str | None, typer.Option(metavar="CODE", help="Alleen voor deze organisatie.")] = None,
    na: Annotated[
        int | None, typer.Option(parser=whole(0, 2**63 - 1), metavar="NUMMER", help="Met een hoger nummer dan dit.")
    ] = None,
    volgorde: Order = "oudste",
    aantal: Limit = 50,
    *,
    form: Form,
) -> None:
    """Toont bezorgingen, op volgorde van nummer."""
    from gateway.exchange.delivery import deliveries

    Listed(
        load=lambda gateway, asked: deliveries.page_deliveries(gateway, staat, ontvanger, asked, na),
        asked=asked_for(aantal, volgorde),
        sheet=sheets.deliveries,
        table=_table,
    ).show(form)


def _table(items: "Sequence[Delivery]") -> "Table":
    from rich.table import Table

    table = Table(
        "nr", "bericht", "soort", "identificatie", "voor", "kanaal", "staat", "pogingen", "volgende", box=None
    )
    for each in items:
        who = (each.soort, each.identificatie, each.ontvanger, each.kanaal, each.staat)
        table.add_row(
            str(each.volgnummer), str(each.bericht_id), *who, str(each.pogingen), _moment(each.volgende_poging)
        )
    return table


@app.command()
def receivers(as_json: Json = False) -> None:
    """Toont hoe het gaat met wie berichten krijgt toegestuurd, en wie is bevroren."""
    from rich.table import Table
    from rich.text import Text

    from gateway.cli.session.page import show
    from gateway.exchange.delivery import deliveries

    found = with_gateway(deliveries.list_receivers)
    if as_json:
        print_json(found)
        return
    table = Table(
        "code", "naam", "kanaal", "wachtend", "sinds", "opgegeven", "fouten op rij", "gezien", "stand", box=None
    )
    for each in found:
        counts = (str(each.wachtend), _moment(each.oudste), str(each.opgegeven), str(each.fouten))
        seen = _moment(each.gezien_op)
        table.add_row(each.code, Text(each.naam), each.kanaal, *counts, seen, Text(_state(each)))
    show(table)


def _state(receiver: "Receiver") -> str:
    """Return whether the receiver rests, or is frozen: since when, by whom and why."""
    if receiver.bevroren_op is None:
        return f"rust tot {_moment(receiver.rust_tot)}" if receiver.rust_tot else "in orde"
    by = "" if receiver.bevroren_door is None else f" door {receiver.bevroren_door}, {receiver.bevroren_ingang}"
    return f"bevroren sinds {_moment(receiver.bevroren_op)}{by} ({receiver.bevroren_reden or 'zonder reden'})"


@app.command()
def retry(
    berichten: Annotated[list[UUID] | None, typer.Argument(metavar="[BERICHT]…", help="Id's van berichten.")] = None,
    ontvanger: Annotated[
        str | None, typer.Option(metavar="CODE", help="Alles wat voor deze organisatie is opgegeven.")
    ] = None,
    sinds: Annotated[
        datetime | None,
        typer.Option(parser=moment, metavar="MOMENT", help="Wat toen of later is opgegeven: 2026-03-01T08:00."),
    ] = None,
    soort: Annotated[str | None, typer.Option(metavar="BERICHT", help="Daarvan alleen deze soort bericht.")] = None,
    aantal: Annotated[
        int | None,
        typer.Option(parser=whole(1, 2**31 - 1), metavar="GETAL", help="Hoeveel ten hoogste; zonder: alles."),
    ] = None,
    proef: Annotated[bool, typer.Option("--proef", help="Telt alleen wat is opgegeven.")] = False,
) -> None:
    """Biedt berichten opnieuw aan, dezelfde bytes en Identificatie: die u noemt, of alle opgegeven."""
    many = ontvanger is not None or sinds is not None
    if bool(berichten) == many:
        raise typer.BadParameter("noem berichten, of kies wat is opgegeven met --ontvanger, --sinds of beide")
    if not many and (soort is not None or aantal is not None or proef):
        raise typer.BadParameter("--soort, --aantal en --proef gaan samen met --ontvanger of --sinds")
    if many:
        from gateway.store.delivery.given_up import GivenUp

        _retry_given_up(GivenUp(sinds, ontvanger, None if soort is None else [soort]), aantal, proef=proef)
    else:
        with_gateway(lambda gateway: _retry_all(gateway, berichten or []))


def _retry_given_up(choice: "GivenUp", limit: int | None, *, proef: bool) -> None:
    """Offer again what was given up and chosen, or only count it, and report that on stderr."""
    from gateway.exchange.delivery import resend
    from gateway.exchange.kernel.advance import Advance

    whose = choice.ontvanger or "alle ontvangers"
    if proef:
        found = with_gateway(lambda gateway: resend.count_given_up(gateway, choice))
        typer.echo(f"{whose}: {_messages(found.resterend)} opgegeven; er is niets aangeboden", err=True)
    else:
        advance = Advance(total=limit)
        with watching("opnieuw aanbieden", "berichten", lambda: advance):
            found = with_gateway(lambda gateway: resend.resend_given_up(gateway, choice, limit, advance))
        rest = f"; nog {_messages(found.resterend)} opgegeven" if found.resterend else ""
        typer.echo(f"{whose}: {_messages(found.aangeboden)} opnieuw aangeboden{rest}", err=True)
    if found.gewist:
        typer.echo(f"{whose}: {_messages(found.gewist)} opgegeven waarvan de inhoud is gewist", err=True)


def _messages(count: int) -> str:
    return f"{count} bericht{'en' if count != 1 else ''}"


async def _retry_all(gateway: "Gateway", berichten: list[UUID]) -> None:
    """Retry the deliveries one by one, and report each on stderr. Raises NotFound for the first that doesn't exist."""
    from gateway.exchange.delivery import deliveries

    for id in berichten:
        found = await deliveries.retry_delivery(gateway, id)
        typer.echo(f"{found.soort} {found.identificatie} voor {found.ontvanger} opnieuw aangeboden", err=True)


def _moment(moment: datetime | None) -> str:
    """Return the instant in local time; "" when there is none."""
    return "" if moment is None else moment.astimezone().strftime("%Y-%m-%d %H:%M:%S")
