"""`gateway messages`: the messages of all parties, chosen by filters."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gateway.cli.session.exact import message_kind
from gateway.cli.session.lists import sheets
from gateway.cli.session.lists.filters import by_day, by_municipality, by_provider
from gateway.cli.session.lists.items import Limit, Order
from gateway.cli.session.lists.listed import Form, Listed, asked_for, listed
from gateway.cli.session.usage import Commands
from gateway.standard.channels import DeliveryState

if TYPE_CHECKING:
    from rich.table import Table

    from gateway.store.lists.messages import MessageItem

app = Commands(
    name="messages",
    help="Toont berichten, gekozen met filters; zonder inhoud.",
    short_help="zoek berichten",
)
Verdict = Literal["goedgekeurd", "afgekeurd", "geparkeerd"]


@app.command("list")
@listed
def list_messages(
    vanaf: Annotated[date | None, by_day("Vastgelegd op deze dag of later.")] = None,
    tot: Annotated[date | None, by_day("Vastgelegd op deze dag of eerder.")] = None,
    soort: Annotated[
        str | None, typer.Option(parser=message_kind, metavar="BERICHT", help="Deze soort, zoals WMO305.")
    ] = None,
    gemeente: Annotated[str | None, by_municipality("Van of voor deze gemeente.")] = None,
    aanbieder: Annotated[str | None, by_provider("Van of voor deze aanbieder.")] = None,
    richting: Annotated[Literal["in", "uit"] | None, typer.Option(help="Gezien vanaf de gemeente.")] = None,
    oordeel: Annotated[Verdict | None, typer.Option(help="Zoals het nu is.")] = None,
    uitkomst: Annotated[
        Literal["goedgekeurd", "afgekeurd"] | None, typer.Option(help="Wat het retourbericht zegt.")
    ] = None,
    bezorging: Annotated[
        DeliveryState | None, typer.Option(help="Hoe de bezorging staat; stil: aangenomen, en het antwoord blijft uit.")
    ] = None,
    identificatie: Annotated[
        str | None, typer.Option(metavar="TEKST", help="De Identificatie, of de schuilnaam daarvan.")
    ] = None,
    code: Annotated[
        str | None,
        typer.Option(
            metavar="CODE", help="Met een bevinding met deze code, zoals TR056; die van beleid ziet de gemeente."
        ),
    ] = None,
    volgorde: Order = "oudste",
    aantal: Limit = 50,
    *,
    form: Form,
) -> None:
    """Toont de berichten van en voor alle partijen die bij alle filters horen."""
    from gateway.exchange.lists import messages
    from gateway.standard.findings import Outcome
    from gateway.store.parties.organisaties import LOCAL_OPERATOR

    filters = messages.filter_of(
        soort=soort,
        richting=richting,
        vanaf=vanaf,
        tot=tot,
        gemeente=gemeente,
        aanbieder=aanbieder,
        oordeel=None if oordeel is None else Outcome(oordeel),
        uitkomst=uitkomst,
        bezorging=bezorging,
        identificatie=identificatie,
        code=code,
    )
    Listed(
        load=lambda gateway, asked: messages.list_messages(gateway, LOCAL_OPERATOR, filters, asked),
        asked=asked_for(aantal, volgorde),
        sheet=sheets.messages,
        table=_table,
    ).show(form)


def _table(items: "Sequence[MessageItem]") -> "Table":
    from rich.table import Table

    columns = ("id", "op", "soort", "identificatie", "verzender", "ontvanger", "oordeel", "uitkomst", "bezorging")
    table = Table(*columns, box=None)
    for each in items:
        moment = each.vastgelegd_op.isoformat(timespec="seconds")
        who = (each.identificatie, each.verzender, each.ontvanger)
        table.add_row(str(each.bericht_id), moment, each.soort, *who, each.oordeel, each.uitkomst, each.bezorging)
    return table
