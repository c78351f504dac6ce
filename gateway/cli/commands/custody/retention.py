"""`gateway retention`: how long the content of messages, read records and refusals are kept."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.progress import watching
from gateway.cli.session.reason import read_reason
from gateway.cli.session.recorded_read import PersonalData, Purpose, read_on_record
from gateway.cli.session.trouble import FINDINGS, fail
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gateway.exchange.kernel.advance import Advance
    from gateway.exchange.kernel.gateway import Gateway
    from gateway.store.custody.retention import Hold

app = Commands(
    name="retention",
    help="Bewaartermijnen: toont ze, wist wat voorbij is, en houdt gegevens van een cliënt vast.",
    short_help="toon bewaartermijnen, wis wat voorbij is, houd vast",
)

Client = Annotated[UUID, typer.Option(help="Id van de cliënt.")]


@app.command("show")
def show_terms(purpose: Purpose = None) -> None:
    """Toont de termijnen in maanden, waarom, en van wie de gegevens worden vastgehouden."""
    from rich.table import Table
    from rich.text import Text

    from gateway.cli.session.page import show
    from gateway.cli.session.trouble import load_settings
    from gateway.exchange.custody.retention import list_holds, list_terms
    from gateway.standard.calendar import DUTCH_TIME

    table = Table("soort", "maanden", "reden", box=None)
    for term in list_terms(load_settings().retention):
        table.add_row(term.soort, str(term.months), term.reason)
    show(table)

    async def work(gateway: "Gateway") -> "PersonalData[list[Hold]]":
        held = await list_holds(gateway)
        over: dict[str | None, list[UUID]] = {}
        for each in held:
            over.setdefault(each.gemeente, []).append(each.client_id)
        return PersonalData(held, over)

    held = read_on_record("retention show", work, purpose)
    if held:
        table = Table("gemeente", "client", "sinds", "door", "vastgehouden om", box=None)
        for each in held:
            table.add_row(
                each.gemeente,
                str(each.client_id),
                each.sinds.astimezone(DUTCH_TIME).date().isoformat(),
                Text(each.door or ""),
                Text(each.reden),
            )
        show(table)


@app.command()
def run(
    dry_run: Annotated[bool, typer.Option("--proef", "--dry-run", help="Telt alleen wat gewist zou worden.")] = False,
    ondanks_twijfel: Annotated[
        bool,
        typer.Option("--ondanks-twijfel", help="Wist ook als de klok niet te vertrouwen lijkt. Kijk die eerst na."),
    ] = False,
) -> None:
    """Wist berichten (de inhoud), inzages en weigeringen waarvan de termijn voorbij is. Wat gewist is komt nooit terug.

    De worker doet dit elke dag. Lijkt de klok niet te kloppen, dan wordt er niets gewist (code 1).
    """
    done = "te wissen" if dry_run else "gewist"
    from gateway.exchange.kernel.advance import Advance

    advance = Advance()
    with watching("wissen", "rijen", lambda: advance):
        doubts, counts = with_gateway(
            lambda gateway: _erase(gateway, advance, dry_run=dry_run, despite_doubts=ondanks_twijfel)
        )
    for doubt in doubts:
        typer.echo(f"Twijfel aan de klok: {doubt}.", err=True)
    if doubts and not (dry_run or ondanks_twijfel):
        fail(
            "Er is niets gewist. Kijk de klok van deze machine en die van de database na. Klopt alles, wis dan met "
            "--ondanks-twijfel.",
            FINDINGS,
        )
    for what, counted in counts.items():
        for gemeente, count in sorted(counted.items()):
            typer.echo(f"{gemeente}: {count} {what} {done}")
        typer.echo(f"{sum(counted.values())} {what} {done}", err=True)


async def _erase(
    gateway: "Gateway", advance: "Advance", *, dry_run: bool, despite_doubts: bool
) -> "tuple[Sequence[str], Mapping[str, Mapping[str, int]]]":
    """Return the doubts, and what was erased (or would be) by sort and municipality; erase nothing while in doubt."""
    from gateway.exchange.custody.retention import (
        count_due,
        erase_expired_content,
        erase_expired_reads,
        erase_expired_refusals,
    )

    due = await count_due(gateway)
    if dry_run or (due.doubts and not despite_doubts):
        return due.doubts, due.by_kind()
    advance.total = sum(due.messages.values()) + sum(due.reads.values())
    return due.doubts, {
        "berichten": await erase_expired_content(gateway, advance=advance),
        "inzages": await erase_expired_reads(gateway, advance=advance),
        "weigeringen": await erase_expired_refusals(gateway),
    }


@app.command()
def hold(
    client: Client,
    reden_bestand: Annotated[
        Path | None,
        typer.Option(help="Bestand met waarom: een zaaknummer, bezwaar. Zonder, of met -, wordt het gevraagd."),
    ] = None,
    reden: Annotated[str | None, typer.Option(hidden=True)] = None,
) -> None:
    """Houdt alles over een cliënt vast, hoe oud het ook is, tot 'release'."""
    from gateway.exchange.custody.retention import hold_client as keep

    why = read_reason(reden, reden_bestand)
    with_gateway(lambda gateway: keep(gateway, client, why))
    typer.echo(f"De gegevens van cliënt {client} worden vastgehouden.", err=True)


@app.command()
def release(client: Client) -> None:
    """Laat de termijnen weer gelden voor een cliënt."""
    from gateway.exchange.custody.retention import release_client as let_go

    with_gateway(lambda gateway: let_go(gateway, client))
    typer.echo(f"Voor cliënt {client} gelden de termijnen weer.", err=True)
