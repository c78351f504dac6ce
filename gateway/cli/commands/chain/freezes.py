"""`gateway freezes`: the calendar of freezes, in which a channel or what comes in stands still."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from gateway.cli.session.exact import message_kind, moment, whole
from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.lists.items import Json, print_json
from gateway.cli.session.reason import read_reason
from gateway.cli.session.usage import Commands

_MAX_NUMBER = 2**63 - 1

app = Commands(
    name="freezes",
    help="Beheert de kalender van stilstanden: wanneer er niets langs een kanaal gaat, of niets wordt aangenomen.",
    short_help="plan wanneer een kanaal stilstaat",
)


@app.command("add")
def add(
    kanaal: Annotated[str, typer.Argument(metavar="KANAAL", help="Een kanaal zoals ggk, of binnenkomst.")],
    van: Annotated[datetime, typer.Option(parser=moment, metavar="MOMENT", help="Vanaf: 2026-12-31T18:00.")],
    tot: Annotated[datetime, typer.Option(parser=moment, metavar="MOMENT", help="Tot: 2027-01-02T08:00.")],
    soort: Annotated[
        list[str] | None,
        typer.Option(parser=message_kind, metavar="SOORT", help="Alleen deze soort; mag vaker. Zonder: alle."),
    ] = None,
    reden_bestand: Annotated[
        Path | None,
        typer.Option(help="Bestand met waarom, zonder persoonsgegevens. Met - wordt het gevraagd; mag ontbreken."),
    ] = None,
) -> None:
    """Plant een stilstand: wat wacht gaat daarna vanzelf, op volgorde, en met zijn hele termijn voor zich."""
    from gateway.exchange.delivery import freezes
    from gateway.store.delivery.stilstanden import NewFreeze

    why = None if reden_bestand is None else read_reason(None, reden_bestand)
    new = NewFreeze(kanaal=kanaal, soorten=tuple(soort or ()), van=van, tot=tot, reden=why)
    number = with_gateway(lambda gateway: freezes.plan_freeze(gateway, new))
    typer.echo(f"stilstand {number}: {kanaal} van {van:%Y-%m-%d %H:%M} tot {tot:%Y-%m-%d %H:%M}", err=True)


@app.command("end")
def end(
    nummer: Annotated[int, typer.Argument(parser=whole(1, _MAX_NUMBER), metavar="NUMMER", help="Van de stilstand.")],
) -> None:
    """Beëindigt een stilstand nu, of trekt hem in als hij nog niet begon."""
    from gateway.exchange.delivery import freezes

    with_gateway(lambda gateway: freezes.end_freeze(gateway, nummer))
    typer.echo(f"stilstand {nummer}: voorbij", err=True)


@app.command("list")
def list_all(as_json: Json = False) -> None:
    """Toont de stilstanden die duren of nog komen, met wat ervoor nog wacht en wat nog geen retourbericht heeft."""
    from rich.table import Table

    from gateway.cli.session.page import show
    from gateway.exchange.delivery import freezes

    found = with_gateway(freezes.list_freezes)
    if as_json:
        print_json(found)
        return
    table = Table("nummer", "kanaal", "soorten", "van", "tot", "wachtend", "zonder retourbericht", "reden", box=None)
    for each in found:
        kinds = ", ".join(each.soorten) or "alle"
        when = (each.van.isoformat(timespec="minutes"), each.tot.isoformat(timespec="minutes"))
        table.add_row(
            str(each.volgnummer), each.kanaal, kinds, *when, str(each.wachtend), str(each.open), each.reden or ""
        )
    show(table)
