"""`gateway db move`: from the embedded database to a PostgreSQL server of one's own."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import parse_qs, urlsplit

import typer

from gateway.cli.session.progress import watching
from gateway.cli.session.reason import read_secret
from gateway.cli.session.trouble import FINDINGS, Trouble, fail, load_settings

if TYPE_CHECKING:
    from gateway.settings import Settings
    from gateway.store.embedded import EmbeddedPostgres

_BUSY = (
    "Een andere gateway of opdracht gebruikt de database in {}. Er is niets verhuisd. Stop alle 'serve', 'worker' en "
    "andere opdrachten, en probeer het opnieuw."
)


def move(
    url: Annotated[
        str | None,
        typer.Argument(metavar="URL", help="Adres van een lege database op de eigen server, zonder wachtwoord erin."),
    ] = None,
    url_bestand: Annotated[
        Path | None,
        typer.Option("--url-bestand", help="Bestand met dat adres. Zonder adres, of met -, wordt het gevraagd."),
    ] = None,
) -> None:
    """Verhuist de eigen database naar een PostgreSQL 15 of nieuwer van uzelf, en kijkt daar alles na.

    De gateway staat stil. De oude map blijft zoals zij was; de sleutelring gaat niet mee en blijft nodig.
    """
    from gateway.store.embedded import EmbeddedPostgres, default_data_folder

    settings = load_settings()
    target = _target(url, url_bestand)
    if settings.database_url is not None:
        raise Trouble(
            "'gateway db move' verhuist de eigen database, en GATEWAY_DATABASE_URL wijst een andere aan. Haal die "
            "instelling weg; is er al verhuisd, dan is er niets te doen."
        )
    data = settings.data_dir or default_data_folder()
    if not (data / "pgdata").is_dir():
        raise Trouble(f"In {data} is geen database om te verhuizen. Wijs haar aan met GATEWAY_DATA_DIR.")
    with EmbeddedPostgres(data, system_user=settings.postgres_user) as server:
        moved = server.folder.moved
        if moved.exists() and moved.read_text().strip() != _shown(target):
            server.folder.refuse_moved()
        if server.has_others():
            raise Trouble(_BUSY.format(data))
        asyncio.run(_move(settings, server, target))


def _target(url: str | None, file: Path | None) -> str:
    if url is None:
        url = read_secret(file, "Adres van de database (postgresql://…)").strip()
    elif urlsplit(url).password or "password" in parse_qs(urlsplit(url).query):
        raise Trouble(
            "Een wachtwoord op de opdrachtregel is te lezen voor iedereen op deze machine. Laat het adres weg en typ "
            "het als erom wordt gevraagd, of geef het met --url-bestand BESTAND."
        )
    if urlsplit(url).scheme not in ("postgresql", "postgres"):
        raise Trouble("Het adres begint niet met postgresql://. Er is niets gewijzigd.")
    return url


async def _move(settings: "Settings", server: "EmbeddedPostgres", target: str) -> None:
    from gateway.cli.session.user import COMMAND_LINE, user
    from gateway.exchange.kernel.advance import Advance
    from gateway.store.custody import move as moving
    from gateway.store.db import migrations
    from gateway.store.parties.operator_log import Actor

    await migrations.require_newest(server.dsn)
    async with moving.frozen(server.dsn) as source:
        await moving.check_room(target)
        await migrations.upgrade(target)
        counts: dict[str, int] = {}
        total = await moving.count_rows(source)
        with watching("kopiëren en vergelijken", "rijen", lambda: Advance(sum(list(counts.values())), total)):
            await moving.copy_all(source, target, counts)
        typer.echo(f"{sum(counts.values())} rijen in {len(counts)} tabellen gekopieerd en vergeleken.", err=True)
        there = settings.model_copy(update={"database_url": target, "key_file": _ring(settings)})
        seals = await _verify(there)
        remarks = await migrations.list_differences(target)
        note = server.folder.moved
        note.write_text(f"{_shown(target)}\n")  # first: a gateway that starts from now on finds it
        try:
            if server.has_others():
                raise Trouble(_BUSY.format(server.folder.path))
            await moving.take_over(source, target, Actor(COMMAND_LINE, user()))
        except BaseException:
            note.unlink()
            raise
    for each in remarks:
        typer.echo(f"Let op: {each}", err=True)
    _tell_what_next(settings, server, target, seals)


def _ring(settings: "Settings") -> Path:
    from gateway.opening import key_file

    return key_file(settings)


def _shown(url: str) -> str:
    """Return the address without who logs in by which password."""
    parts = urlsplit(url)
    return f"{parts.netloc.rpartition('@')[2] or parse_qs(parts.query).get('host', ['deze machine'])[0]}{parts.path}"


async def _verify(settings: "Settings") -> str:
    """Return what was verified at the new place. Ends the command when it isn't as it was sealed."""
    from gateway.exchange.custody.seal import VerifiedCount, verify_ledger
    from gateway.opening import open_gateway

    counted = VerifiedCount()
    with watching("zegels nakijken", "rijen", counted.advance):
        async with open_gateway(settings, even_a_copy=True) as gateway:
            found = [f"{each.gemeente}: {each.text}" async for each in verify_ledger(gateway, counted)]
    for each in found:
        typer.echo(each)
    if found:
        fail(
            "De zegels kloppen niet. Er is niet verhuisd: deze gateway gaat verder waar zij was. Kijk met 'gateway "
            "ledger verify' of zij hier wel kloppen.",
            FINDINGS,
        )
    return f"{counted.seals} zegels over {counted.rows} rijen kloppen"


def _tell_what_next(settings: "Settings", server: "EmbeddedPostgres", target: str, seals: str) -> None:
    ring = "in GATEWAY_KEYS" if settings.keys is not None else f"in {_ring(settings)}"
    typer.echo(
        f"Verhuisd naar {_shown(target)}; {seals}. Zet nu GATEWAY_DATABASE_URL op dat adres, op elke machine, en start "
        f"'serve' en 'worker'. De sleutelring blijft {ring}, en blijft nodig. De oude gegevens staan nog in "
        f"{server.folder.path} zoals zij waren; van daar start geen gateway meer.",
        err=True,
    )
