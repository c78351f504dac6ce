"""`gateway channels`: whether a channel leads somewhere, what went out by it and is open, and what couldn't come in."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from gateway.cli.session.exact import whole
from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.lists import sheets
from gateway.cli.session.lists.filters import by_day
from gateway.cli.session.lists.items import Json, Order, print_json
from gateway.cli.session.lists.listed import Form, Listed, asked_for, listed
from gateway.cli.session.trouble import FINDINGS, fail, load_settings
from gateway.cli.session.usage import Commands
from gateway.standard.channels import ChannelName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from gateway.exchange.kernel.gateway import Gateway
    from gateway.exchange.kernel.pages import AskedPage, Page
    from gateway.store.delivery.open_pairs import OpenPair
    from gateway.transport.line import Step

app = Commands(
    name="channels",
    help="Probeert het kanaal van een organisatie; toont wat uitging en nog geen retourbericht heeft, en wat bij "
    "VECOZO lag en niet kon worden ontvangen.",
    short_help="probeer een kanaal, of toon wat nog open staat",
)


@app.command("test")
def try_one(
    code: Annotated[str, typer.Argument(metavar="CODE", help="De organisatie, zoals 76543210.")],
    rondreis: Annotated[
        str | None,
        typer.Option(
            metavar="AFZENDER", help="Stuurt ook een proefbericht van deze organisatie door de keten, zoals 0983."
        ),
    ] = None,
    wacht: Annotated[
        int, typer.Option(parser=whole(0, 3600), metavar="SECONDEN", help="Wacht zo lang op de Fo01 van een rondreis.")
    ] = 60,
) -> None:
    """Probeert of het adres van een organisatie hiervandaan te bereiken is.

    Elke stap wordt genoemd: de naam, de verbinding, TLS met de dagen van het certificaat, en het antwoord. Bij de
    keten moet het adres in SOAP antwoorden, ook al valt er niets te beantwoorden; bij VECOZO moet het tonen wat er
    wacht. Zonder --rondreis gaat er geen bericht heen. Met --rondreis gaat een leeg bericht de keten in van een
    functie die niet bestaat (WMO399). Dat gaat over niemand en komt bij geen aanbieder aan: de eerste die naar de
    functie kijkt, weigert het, en laat zo zien dat envelop, afzender en codelijst kloppen. Spreek dat af met de
    beheerder van het GGK, en doe het in de testomgeving.
    """
    from gateway.exchange.parties.channel_trial import try_channel

    async def work(gateway: "Gateway") -> tuple[bool, str]:
        trial = await try_channel(gateway, code)
        for step in trial.steps:
            _tell(step)
        if not trial.is_reached:
            return (
                False,
                f"{code} is niet bereikt ({trial.outcome}). Kijk naar het adres, het certificaat en het netwerk.",
            )
        if rondreis is not None:
            return await _round_trip(gateway, code, rondreis, wacht)
        return True, f"{code} is bereikt ({trial.outcome})."

    is_good, text = with_gateway(work)
    if not is_good:
        fail(text, FINDINGS)
    typer.echo(text)


async def _round_trip(gateway: "Gateway", code: str, afzender: str, seconds: int) -> tuple[bool, str]:
    """Send a trial message and wait for what the chain has against it; return whether that is as it should be."""
    import asyncio

    from gateway.exchange.chain.round_trip import find_fault, send_trial

    sent = await send_trial(gateway, code, afzender)
    _tell(sent.step)
    last = sent.step
    if sent.is_taken:
        for _ in range(seconds + 1):
            found = await find_fault(gateway, sent.referentie)
            if found is not None:
                _tell(found)
                last = found
                break
            await asyncio.sleep(1)
        else:
            return False, f"Na {seconds} seconden is er geen Fo01 op {sent.referentie}. Vraag de keten waar het is."
    return last.is_good, f"De rondreis van {afzender} naar {code} is {'goed' if last.is_good else 'niet goed'}."


def _tell(step: "Step") -> None:
    typer.echo(f"{'goed' if step.is_good else 'let op'}  {step.name}: {step.said}")


@app.command()
def schemas(
    folder: Annotated[
        Path | None, typer.Option("--map", metavar="MAP", help="De map; zonder: GGK_XSD_DIR in de instellingen.")
    ] = None,
) -> None:
    """Houdt wat de gateway de keten in stuurt tegen schemabestanden van het GGK; noemt elk bestand met zijn SHA-256."""
    from gateway.standard.stuf.official import hold_against

    chosen = folder or load_settings().ggk_xsd_dir
    if chosen is None:
        fail("Geef een map met --map, of met de instelling GATEWAY_GGK_XSD_DIR.")
    held = hold_against(chosen)
    for file in held.files:
        typer.echo(f"{file.sha256}  {file.name}  {file.namespace}")
    for code, faults in held.faults.items():
        typer.echo(f"{code}: {'; '.join(faults) if faults else 'geldig'}")
    if any(held.faults.values()):
        fail("Deze schema's weigeren wat de gateway stuurt.", FINDINGS)


@app.command("open")
@listed
def list_open(
    sinds: Annotated[date, by_day("Vastgelegd op deze dag of later.")],
    uren: Annotated[
        int,
        typer.Option(parser=whole(0, 24 * 366), metavar="UREN", help="Al zoveel uur zonder retourbericht."),
    ] = 24,
    kanaal: Annotated[ChannelName | None, typer.Option(help="Alleen langs dit kanaal.")] = None,
    ontvanger: Annotated[str | None, typer.Option(metavar="CODE", help="Alleen voor deze organisatie.")] = None,
    volgorde: Order = "oudste",
    *,
    form: Form,
) -> None:
    """Toont de berichten die uitgingen en nog geen retourbericht hebben, en hoeveel het er zijn."""
    from gateway.exchange.delivery.open_pairs import list_open_pairs

    kinds: dict[UUID, str] = {}

    async def load(gateway: "Gateway", asked: "AskedPage") -> "Page[OpenPair]":
        page = await list_open_pairs(gateway, sinds, uren, asked, kanaal, ontvanger)
        kinds.update((each.bericht_id, each.soort) for each in page.items)
        return page

    Listed(load=load, asked=asked_for(None, volgorde), whole=True, sheet=sheets.open_pairs, table=_table).show(form)
    if form.in_files or not form.as_json:
        told = ", ".join(f"{number} {kind}" for kind, number in sorted(Counter(kinds.values()).items()))
        typer.echo(f"{len(kinds)} zonder retourbericht{f': {told}' if told else ''}.", err=True)


def _table(items: "Sequence[OpenPair]") -> "Table":
    from rich.table import Table

    table = Table("bericht", "soort", "identificatie", "verzender", "ontvanger", "kanaal", "op", "bezorgd", box=None)
    for each in items:
        who = (each.soort, each.identificatie, each.verzender, each.ontvanger, each.kanaal)
        taken = "niet" if each.bezorgd_op is None else each.bezorgd_op.isoformat(timespec="seconds")
        table.add_row(str(each.bericht_id), *who, each.vastgelegd_op.isoformat(timespec="seconds"), taken)
    return table


@app.command()
def incoming(as_json: Json = False) -> None:
    """Toont hoe het ophalen bij VECOZO gaat en wat daar lag en niet kon worden ontvangen; exit 1 als dat er is."""
    from rich.table import Table

    from gateway.cli.session.page import show
    from gateway.exchange.chain.vecozo.held import list_incoming

    found = with_gateway(list_incoming)
    for source in found.sources:
        last = "nooit" if source.gelukt_op is None else source.gelukt_op.isoformat(timespec="seconds")
        failed = "" if source.uitkomst is None else f"; sindsdien niet ({source.uitkomst})"
        typer.echo(f"{source.adres}: laatst opgehaald {last}{failed}.", err=True)
    if as_json:
        print_json(found.held)
    elif found.held:
        table = Table("traceerid", "soort", "van", "probleem", "sinds", "pogingen", "toelichting", box=None)
        for each in found.held:
            what = (str(each.id), each.soort or "?", each.gemeente or "?", each.probleem)
            when = each.sinds.isoformat(timespec="seconds")
            table.add_row(*what, when, str(each.pogingen), each.toelichting)
        show(table)
    typer.echo(f"{len(found.held)} niet ontvangen.", err=True)
    if found.held:
        raise typer.Exit(FINDINGS)


@app.command()
def drop(
    traceer_id: Annotated[UUID, typer.Argument(metavar="TRACEERID", help="Zie 'gateway channels incoming'.")],
) -> None:
    """Laat een bericht van VECOZO los dat nooit meer ontvangen wordt: wat ervan bewaard is wordt gewist."""
    from gateway.exchange.chain.vecozo.held import let_go

    found = with_gateway(lambda gateway: let_go(gateway, traceer_id))
    typer.echo(f"{traceer_id}: losgelaten ({found.probleem}).", err=True)
