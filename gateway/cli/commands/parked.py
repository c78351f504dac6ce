"""`gateway parked`: messages that a rule could not judge, and judging them again."""

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.lists.items import Json, Keys, print_json
from gateway.cli.session.progress import watching
from gateway.cli.session.trouble import FINDINGS
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from gateway.exchange.kernel.advance import Advance
    from gateway.exchange.kernel.gateway import Gateway
    from gateway.store.ledger.beoordelingen import ParkedMessage

_PAGE_SIZE = 100

app = Commands(
    name="parked",
    help="Toont geparkeerde berichten en laat ze opnieuw beoordelen.",
    short_help="toon geparkeerde berichten, of laat ze opnieuw beoordelen",
)


async def _all(gateway: "Gateway") -> "list[ParkedMessage]":
    """Return all parked messages, oldest first."""
    from gateway.exchange.receiving.parked import list_parked
    from gateway.store.parties.organisaties import LOCAL_OPERATOR

    found: list[ParkedMessage] = []
    while True:
        page = await list_parked(gateway, LOCAL_OPERATOR, found[-1].id if found else None, _PAGE_SIZE)
        found += page
        if len(page) < _PAGE_SIZE:
            return found


@app.command("list")
def list_parked(as_json: Json = False) -> None:
    """Toont de geparkeerde berichten, oudste eerst, met de regels die ze niet konden beoordelen."""
    from rich.table import Table

    from gateway.cli.session.page import show

    found = with_gateway(_all)
    if as_json:
        print_json(found, Keys(without=("bevindingen",), also=("regels",), named={"id": "bericht_id"}))
        return
    table = Table("id", "sinds", "soort", "identificatie", "verzender", "ontvanger", "regels", box=None)
    for each in found:
        since = each.vastgelegd_op.isoformat(timespec="seconds")
        who = (each.identificatie, each.verzender, each.ontvanger)
        table.add_row(str(each.id), since, each.soort, *who, " ".join(each.regels))
    show(table)


@app.command()
def judge(
    ids: Annotated[list[UUID] | None, typer.Argument(metavar="[ID]…", help="Welke berichten.")] = None,
    alle: Annotated[bool, typer.Option("--alle", "--all", help="Alle geparkeerde berichten, oudste eerst.")] = False,
) -> None:
    """Laat geparkeerde berichten opnieuw beoordelen; exit 1 als er een geparkeerd blijft of niet geparkeerd was."""
    if alle == bool(ids):
        raise typer.BadParameter("noem berichten, of kies --alle")

    from gateway.exchange.kernel.advance import Advance

    advance = Advance()

    async def work(gateway: "Gateway") -> bool:
        todo = ids or [each.id for each in await _all(gateway)]
        advance.total = len(todo)
        return all([await _judge_again(gateway, id, advance) for id in todo])

    with watching("opnieuw beoordelen", "berichten", lambda: advance):
        judged = with_gateway(work)
    if not judged:
        raise typer.Exit(FINDINGS)


async def _judge_again(gateway: "Gateway", id: UUID, advance: "Advance") -> bool:
    """Judge the message again, print the outcome, count it, return True if it now has a verdict."""
    from gateway.exchange.kernel.refusals import Refusal
    from gateway.exchange.receiving.parked import judge_again
    from gateway.store.parties.organisaties import LOCAL_OPERATOR

    advance.done += 1
    try:
        oordeel = (await judge_again(gateway, LOCAL_OPERATOR, id)).oordeel.value
    except Refusal as refusal:
        typer.echo(f"{id}: {refusal.text}", err=True)
        return False
    typer.echo(f"{id} {oordeel}")
    return oordeel != "geparkeerd"
