"""`gateway reads`: who read personal data."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.lists import sheets
from gateway.cli.session.lists.items import Order
from gateway.cli.session.lists.listed import Form, Listed, Look, asked_for, listed
from gateway.cli.session.recorded_read import Purpose
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from rich.table import Table

    from gateway.store.custody.inzages import ReadRecord

app = Commands(
    name="reads",
    help="Toont wie persoonsgegevens inzag.",
    short_help="toon wie persoonsgegevens inzag",
)


@app.callback()
def reads() -> None:
    """Toont wie persoonsgegevens inzag."""


@app.command("list")
@listed
def list_reads(
    client: Annotated[UUID, typer.Option(help="Id van de cliënt.")],
    volgorde: Order = "oudste",
    purpose: Purpose = None,
    *,
    form: Form,
) -> None:
    """Toont wie wanneer en waarvoor gegevens van een cliënt inzag."""
    from gateway.exchange.custody.reads import find_municipality, page_reads

    gemeente = with_gateway(lambda gateway: find_municipality(gateway, client))
    Listed(
        load=lambda gateway, asked: page_reads(gateway, None, client, asked),
        asked=asked_for(None, volgorde),
        whole=True,
        sheet=sheets.reads,
        table=_table,
        look=Look("reads list", purpose, lambda _: {gemeente: (client,)}),
    ).show(form)


def _table(items: "Sequence[ReadRecord]") -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table("op", "organisatie", "via", "ingang", "actie", "onderwerp", "doel", "uitkomst", "aanvraag", box=None)
    for each in items:
        onderwerp = " ".join(part for part in (each.soort, each.onderwerp) if part)
        table.add_row(
            each.op.isoformat(timespec="seconds"),
            each.organisatie,
            each.via or "",
            Text(each.ingang),
            Text(each.actie),
            onderwerp,
            Text(each.doel),
            each.uitkomst,
            each.aanvraag,
        )
    return table
