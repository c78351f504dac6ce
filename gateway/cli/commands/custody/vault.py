"""`gateway vault`: the keys that encrypt personal data."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from gateway.cli.commands.custody.escrow import export_ring, import_ring
from gateway.cli.session.progress import watching
from gateway.cli.session.trouble import Trouble, load_settings
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from gateway.settings import Settings
    from gateway.store.custody.rewrap import Progress

_MAX_SHOWN: Final = 20

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
    """Versleutelt alles opnieuw: met de nieuwste sleutel, en gebonden aan tabel, kolom en rij.

    De gateway mag intussen in gebruik zijn. Het gaat in stukken: na een onderbreking begint u opnieuw, en wordt
    overgeslagen wat al klaar is. Als alles klaar is laat de sleutelring niets ongebondens meer toe (regel 'gebonden').
    """
    settings = load_settings()
    left = asyncio.run(_rewrap(settings))
    _allow_only_bound(settings)
    if left:
        raise Trouble(
            f"{_counted(len(left), 'waarde is', 'waarden zijn')} niet te openen, of onversleuteld in het grootboek "
            "gezet. Zij staan er nog, en worden niet getoond of verstuurd; zet ze terug uit een back-up: "
            + "; ".join(left[:_MAX_SHOWN])
            + ("; …" if len(left) > _MAX_SHOWN else ""),
        )


@app.command("replace-search-key")
def replace_search_key() -> None:
    """Vervangt de zoeksleutel van een ring die is gelekt, en hasht er elk BSN opnieuw mee. Alle gateways staan stil.

    Met de login van de eigenaar van de database. Na een onderbreking geeft u de opdracht opnieuw, en gaat zij verder;
    tot zij klaar is start geen gateway. Zet daarna het bestand met de sleutelring op elke machine.
    """
    from gateway.opening import key_file

    settings = load_settings()
    if settings.keys is not None:
        raise Trouble(
            "De ring staat in GATEWAY_KEYS en niet in een bestand. Er is niets gewijzigd. Zet haar voor deze opdracht "
            "in een bestand dat alleen u leest (GATEWAY_KEY_FILE), en haal GATEWAY_KEYS weg; neem de nieuwe ring "
            "daarna daarin over."
        )
    file = key_file(settings)
    last = asyncio.run(_replace_search_key(settings, file))
    typer.echo(
        f"{file}: de zoeksleutel is vervangen; {last.seen} cliënten bekeken, {last.done} in deze ronde opnieuw "
        "gehasht. Zet het bestand op elke machine, start de gateways, en maak een nieuwe 'gateway vault export' en "
        "back-up.",
        err=True,
    )
    if last.left:
        left = list(map(str, last.left))
        raise Trouble(
            f"{_counted(len(left), 'hash hoort', 'hashes horen')} niet bij het BSN ernaast, en is gelaten zoals zij "
            f"was: zo'n cliënt is niet te vinden. Zet de rij terug uit een back-up: {'; '.join(left[:_MAX_SHOWN])}"
            + ("; …" if len(left) > _MAX_SHOWN else "")
        )


async def _replace_search_key(settings: "Settings", file: Path) -> "Progress":
    """Replace the search key, tell how far it is, and return the last progress."""
    from gateway.cli.session.user import COMMAND_LINE, user
    from gateway.exchange.kernel.advance import Advance
    from gateway.opening import database_url
    from gateway.store.custody.rehash import BSN_HASH
    from gateway.store.custody.rewrap import Progress
    from gateway.store.custody.search_key import count_clients
    from gateway.store.custody.search_key import replace_search_key as replace
    from gateway.store.parties.operator_log import Actor

    last, advance = Progress(BSN_HASH), Advance()
    with watching("BSN's opnieuw hashen", "cliënten", lambda: advance):
        async with database_url(settings) as dsn:
            advance.total = await count_clients(dsn)
            async for last in replace(dsn, file, Actor(COMMAND_LINE, user())):
                advance.done = last.seen
    return last


async def _rewrap(settings: "Settings") -> list[str]:
    """Rewrap all, tell how far it is, and return the places of what had to stay as it is."""
    from gateway.exchange.kernel.advance import Advance
    from gateway.opening import open_gateway
    from gateway.store.custody.rehash import rehash
    from gateway.store.custody.rewrap import count_values
    from gateway.store.custody.rewrap import rewrap as rewrap_all

    left: list[str] = []
    advance = Advance()
    with watching("opnieuw versleutelen", "waarden", lambda: advance):
        async with open_gateway(settings) as gateway:
            assert gateway.vault is not None
            advance.total = await count_values(gateway.db)
            before = 0
            both = rewrap_all(gateway.db, gateway.vault), rehash(gateway.db, gateway.vault)
            async for each in (progress for part in both async for progress in part):
                advance.done = min(before + each.seen, advance.total)
                if each.finished:
                    before += each.seen
                    what = f"{each.column.table}.{each.column.name}"
                    typer.echo(f"{what}: {each.seen} bekeken, {each.done} opnieuw versleuteld", err=True)
                    left += map(str, each.left)
    return left


def _allow_only_bound(settings: "Settings") -> None:
    from gateway.opening import key_file
    from gateway.store.custody.key_ring import load, save
    from gateway.store.keys.ring import read_ring

    keys, file = settings.keys, key_file(settings)
    ring = load(file) if keys is None else read_ring(keys.get_secret_value())
    if ring.bound_since is not None:
        return
    strict = ring.allowing_only_bound(datetime.now(UTC).date())
    line = strict.text().splitlines()[-1]
    if keys is not None:
        typer.echo(f"Voeg aan de ring in GATEWAY_KEYS deze regel toe, en herstart de gateway: {line}", err=True)
        return
    save(strict, file, exist_ok=True)
    typer.echo(
        f"{file}: regel '{line}' toegevoegd. Zet het bestand op elke machine, en maak een nieuwe 'gateway vault "
        "export': met een ring zonder die regel zou een oude waarde weer worden aangenomen.",
        err=True,
    )


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
