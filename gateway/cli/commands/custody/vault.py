"""`gateway vault`: the keys that encrypt personal data."""

import asyncio

import typer

from gateway.cli.commands.custody.escrow import export_ring, import_ring
from gateway.cli.session.trouble import Trouble, load_settings
from gateway.cli.session.usage import Commands

app = Commands(
    name="vault",
    help="Beheert de sleutels waarmee persoonsgegevens zijn versleuteld.",
    short_help="beheer de sleutels van versleutelde gegevens",
)
app.command("export")(export_ring)
app.command("import")(import_ring)


@app.command()
def rotate() -> None:
    """Voegt een sleutel toe, die versleutelt zodra de gateway opnieuw start; de oude blijven om te lezen.

    Draaien er meer machines op één database, zet het bestand dan eerst op alle andere, en herstart ze daarna.
    """
    from gateway.opening import key_file
    from gateway.store.custody.key_ring import load, save

    settings = load_settings()
    if settings.keys is not None:
        raise Trouble("De ring staat in GATEWAY_KEYS en niet in een bestand. Voeg de sleutel daar zelf toe.")
    file = key_file(settings)
    ring = load(file).with_new_key()
    save(ring, file, exist_ok=True)
    typer.echo(
        f"{file}: sleutel {ring.newest} toegevoegd. Zet het bestand op elke machine, en herstart de gateway. "
        "Bewaar er een kopie van op een andere plaats dan die van de database: gateway vault export.",
        err=True,
    )


@app.command()
def rewrap() -> None:
    """Versleutelt de gegevens van alle cliënten met de nieuwste sleutel; berichten blijven zoals ze zijn geschreven."""
    from gateway.opening import open_gateway
    from gateway.store.custody.key_ring import rewrap as rewrap_all

    async def run() -> int:
        async with open_gateway(load_settings()) as gateway:
            return await rewrap_all(gateway.db)

    typer.echo(f"{asyncio.run(run())} cliënten opnieuw versleuteld", err=True)
