"""`gateway db`: upgrade the database, move it, and compare the migrations with the tables in the code."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gateway.cli.commands.custody.move import move
from gateway.cli.session.progress import watching
from gateway.cli.session.trouble import FINDINGS, fail, load_settings
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from gateway.settings import Settings
    from gateway.store.custody.origin import Restored

app = Commands(
    name="db",
    help="Werkt de database bij, controleert haar, en verhuist haar.",
    short_help="werk de database bij, controleer haar, of verhuis haar",
)
app.command()(move)


@app.command()
def upgrade() -> None:
    """Brengt de database op de laatste migratie; de gegevens blijven."""
    from gateway.exchange.kernel.advance import Advance
    from gateway.store.db import migrations
    from gateway.store.embedded import default_data_folder

    settings = load_settings()
    with watching("database bijwerken", "migraties", Advance):
        if settings.database_url is not None:
            asyncio.run(migrations.upgrade(settings.database_url))
        else:
            with _embedded(settings, settings.data_dir or default_data_folder()) as dsn:
                asyncio.run(migrations.upgrade(dsn))
    typer.echo(f"De database staat op migratie {migrations.expected_revision()}.", err=True)


@app.command()
def check() -> None:
    """Houdt de migraties tegen de tabellen in de code.

    Zonder GATEWAY_DATABASE_URL in een wegwerpdatabase; een ingestelde database wordt alleen bekeken.
    """
    from gateway.store.db import migrations, server

    settings = load_settings()
    if settings.database_url is not None:
        asyncio.run(migrations.check_current(settings.database_url))
        remarks = asyncio.run(server.look_at_server(settings.database_url))
        found = asyncio.run(migrations.list_differences(settings.database_url))
    else:
        with tempfile.TemporaryDirectory(prefix="gateway-") as folder, _embedded(settings, Path(folder)) as dsn:
            asyncio.run(migrations.upgrade(dsn))
            remarks = asyncio.run(server.look_at_server(dsn))
            found = asyncio.run(migrations.list_differences(dsn))
    for each in (*(f"Let op: {each}" for each in remarks), *found):
        typer.echo(each, err=True)
    if found:
        typer.echo(f"gateway: migraties en tabellen verschillen op {len(found)} punten.", err=True)
        raise typer.Exit(FINDINGS)
    typer.echo(f"Migratie {migrations.expected_revision()} en de tabellen in de code zijn gelijk.", err=True)


@app.command()
def restored() -> None:
    """Neemt een kopie of teruggezette back-up in gebruik: verzet alle nummers, en controleert de zegels.

    Voorbij wat het origineel kan hebben uitgegeven. Wat onderweg was wordt opnieuw verstuurd, met dezelfde bytes.
    """
    from gateway.cli.session.user import COMMAND_LINE, user
    from gateway.opening import database_url
    from gateway.store.custody.origin import NUMBERS, mark_restored
    from gateway.store.parties.operator_log import Actor

    settings = load_settings()

    async def run() -> "tuple[Restored, list[str]]":
        async with database_url(settings) as dsn:
            done = await mark_restored(dsn, Actor(COMMAND_LINE, user()))
            return done, await _deviations(settings)

    done, deviations = asyncio.run(run())
    for name in NUMBERS:
        last, after = done.series[name]
        typer.echo(f"{name}: hier uitgegeven tot en met {last}, gaat verder na {after}")
    if done.waiting:
        typer.echo(
            f"{done.waiting} berichten wachten op bezorging, waarvan {done.under_way} onderweg waren. De worker "
            "verstuurt ze met dezelfde bytes en Identificatie, ook als het origineel dat al deed. Is dit een proef "
            "naast het origineel, start dan geen worker die de ontvangers kan bereiken.",
            err=True,
        )
    for each in deviations:
        typer.echo(each)
    if deviations:
        fail("De zegels kloppen niet: zie 'gateway ledger verify'. De nummers zijn wel verzet.", FINDINGS)
    typer.echo(
        "De zegels kloppen. Vergelijk het laatste met een dat elders is genoteerd: gateway ledger verify", err=True
    )


async def _deviations(settings: "Settings") -> list[str]:
    from gateway.exchange.custody.seal import VerifiedCount, verify_ledger
    from gateway.opening import open_gateway

    counted = VerifiedCount()
    with watching("zegels nakijken", "rijen", counted.advance):
        async with open_gateway(settings) as gateway:
            return [f"{each.gemeente}: {each.text}" async for each in verify_ledger(gateway, counted)]


@contextmanager
def _embedded(settings: "Settings", folder: Path) -> Iterator[str]:
    """Yield the address of the embedded database in this folder, which runs until the block ends; don't migrate it."""
    from gateway.store.db.rights import make_role
    from gateway.store.embedded import EmbeddedPostgres
    from gateway.store.embedded.cluster import OWNER

    with EmbeddedPostgres(folder, system_user=settings.postgres_user) as server:
        server.folder.refuse_moved()
        asyncio.run(make_role(server.superuser_dsn, OWNER))
        yield server.dsn
