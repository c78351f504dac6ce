"""`gateway accounts`: who takes part, and their API keys."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from gateway.cli.trouble import load_settings

if TYPE_CHECKING:
    from gateway.exchange.context import Gateway

T = TypeVar("T")
Code = Annotated[
    str,
    typer.Argument(metavar="CODE", help="Gemeentecode, AGB-code of de naam van een beheerder."),
]

app = typer.Typer(
    name="accounts",
    help="Beheert wie meedoet: gemeenten, aanbieders en beheerders, met hun API-sleutels.",
    short_help="beheer wie meedoet, en hun API-sleutels",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def with_gateway(work: Callable[["Gateway"], Awaitable[T]]) -> T:
    """What the use case gives, on the database of the settings."""
    from gateway.app import open_gateway

    settings = load_settings()

    async def run() -> T:
        async with open_gateway(settings) as gateway:
            return await work(gateway)

    return asyncio.run(run())


def _hand_over(sleutel: str, code: str) -> None:
    """The key alone on stdout, so that a script can take it; what to do with it on stderr."""
    typer.echo(f"API-sleutel van {code}. Hij is alleen nu te lezen; bewaar hem als een wachtwoord:", err=True)
    typer.echo(sleutel)


@app.command()
def add(
    code: Code,
    soort: Annotated[Literal["gemeente", "aanbieder", "beheerder"], typer.Option(help="Wat voor organisatie.")],
    naam: Annotated[str, typer.Option(help="Naam voor mensen.")],
    afleveradres: Annotated[
        str | None, typer.Option(metavar="URL", help="Waar berichten heen gaan; zonder: het postvak.")
    ] = None,
    extern: Annotated[
        bool, typer.Option("--extern", help="Van een gemeente: zij gebruikt een andere gateway.")
    ] = False,
) -> None:
    """Schrijft een organisatie in en toont eenmalig haar eerste API-sleutel."""
    from gateway.exchange import accounts
    from gateway.store.organisaties import Organisatie

    organisatie = Organisatie(code, soort, naam, afleveradres, extern=extern)
    _hand_over(with_gateway(lambda gateway: accounts.add(gateway, organisatie)), code)


@app.command()
def change(
    code: Code,
    naam: Annotated[str | None, typer.Option(help="Nieuwe naam.")] = None,
    afleveradres: Annotated[str | None, typer.Option(metavar="URL", help="Nieuw adres voor berichten.")] = None,
    postvak: Annotated[bool, typer.Option("--postvak", help="Voortaan haalt zij haar berichten op.")] = False,
    productverschil: Annotated[
        Literal["afkeur", "signaal"] | None,
        typer.Option(help="Van een gemeente: wat een ander product dan toegewezen in een start of stop is (IV075)."),
    ] = None,
    extern: Annotated[
        bool | None,
        typer.Option("--extern/--eigen", help="Van een gemeente: zij gebruikt een andere gateway, of deze."),
    ] = None,
) -> None:
    """Wijzigt naam, afleveradres of instelling van een organisatie."""
    from gateway.exchange import accounts

    if postvak and afleveradres:
        raise typer.BadParameter("kies tussen --afleveradres en --postvak")
    adres = "" if postvak else afleveradres
    signaal = None if productverschil is None else productverschil == "signaal"
    nieuw = with_gateway(
        lambda gateway: accounts.change(
            gateway, code, naam=naam, afleveradres=adres, productverschil_is_signaal=signaal, extern=extern
        )
    )
    typer.echo(f"{nieuw.code}: {nieuw.naam}, berichten naar {nieuw.afleveradres or 'het postvak'}", err=True)


@app.command("list")
def everyone() -> None:
    """Toont wie meedoet."""
    from rich.table import Table
    from rich.text import Text

    from gateway.cli.page import show
    from gateway.exchange import accounts

    table = Table("code", "soort", "naam", "berichten naar", box=None)
    for each in with_gateway(accounts.every):
        table.add_row(
            each.code,
            f"{each.soort} (extern)" if each.extern else each.soort,
            Text(each.naam),
            Text(each.afleveradres or "postvak"),
        )
    show(table)


@app.command()
def key(
    code: Code,
    omschrijving: Annotated[str, typer.Option(help="Waarvoor de sleutel is, zoals 'testomgeving'.")],
) -> None:
    """Maakt nog een API-sleutel voor een organisatie en toont die eenmalig."""
    from gateway.exchange import accounts

    _hand_over(with_gateway(lambda gateway: accounts.new_key(gateway, code, omschrijving)), code)


@app.command()
def revoke(code: Code) -> None:
    """Trekt alle API-sleutels van een organisatie in; een draaiende server merkt dat binnen enkele seconden."""
    from gateway.exchange import accounts

    count = with_gateway(lambda gateway: accounts.revoke_keys(gateway, code))
    typer.echo(f"{code}: {count} API-sleutel{'s' if count != 1 else ''} ingetrokken", err=True)
