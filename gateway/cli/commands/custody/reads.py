"""`gateway reads`: who read personal data."""

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from gateway.cli.session.items import Json, Order, print_json
from gateway.cli.session.recorded_read import PersonalData, Purpose, read_on_record
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from gateway.exchange.kernel.gateway import Gateway
    from gateway.store.custody.inzages import ReadRecord

_PAGE_SIZE = 1000

app = Commands(
    name="reads",
    help="Toont wie persoonsgegevens inzag.",
    short_help="toon wie persoonsgegevens inzag",
)


@app.callback()
def reads() -> None:
    """Toont wie persoonsgegevens inzag."""


@app.command("list")
def list_reads(
    client: Annotated[UUID, typer.Option(help="Id van de cliënt.")],
    volgorde: Order = "oudste",
    as_json: Json = False,
    purpose: Purpose = None,
) -> None:
    """Toont wie wanneer en waarvoor gegevens van een cliënt inzag."""
    from rich.table import Table
    from rich.text import Text

    from gateway.cli.session.page import show

    found = read_on_record("reads list", lambda gateway: _all(gateway, client), purpose)
    found = found[::-1] if volgorde == "nieuwste" else found
    if as_json:
        print_json(found)
        return
    table = Table("op", "organisatie", "via", "ingang", "actie", "onderwerp", "doel", "uitkomst", "aanvraag", box=None)
    for each in found:
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
    show(table)


async def _all(gateway: "Gateway", client: UUID) -> "PersonalData[list[ReadRecord]]":
    """Return all read records of this client."""
    from gateway.exchange.custody.reads import find_municipality, list_reads

    found: list[ReadRecord] = []
    while True:
        rijen = await list_reads(gateway, None, client, found[-1].volgnummer if found else 0, _PAGE_SIZE)
        found += rijen
        if len(rijen) < _PAGE_SIZE:
            return PersonalData(found, {await find_municipality(gateway, client): (client,)})
