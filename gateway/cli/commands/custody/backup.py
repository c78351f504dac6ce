"""`gateway backup`: a backup of the embedded database with its key ring, and putting one back."""

import asyncio
import json
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from gateway.cli.session.reason import read_secret
from gateway.cli.session.trouble import FINDINGS, Trouble, fail, load_settings
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from gateway.exchange.custody.seal import VerifiedCount
    from gateway.settings import Settings

_RING: Final = "sleutelring.json"
_ABOUT: Final = "backup.json"
"""Written last: a folder without it holds no whole backup."""

app = Commands(
    name="backup",
    help="Maakt een back-up van de eigen database met haar sleutelring, en zet er een terug.",
    short_help="maak een back-up van de eigen database, of zet er een terug",
)

Folder = Annotated[Path, typer.Argument(metavar="MAP", help="Map van de back-up.")]
Passphrase = Annotated[
    Path | None,
    typer.Option(
        "--wachtzin-bestand", help="Bestand met de wachtzin van de sleutelring. Zonder, of met -, wordt zij gevraagd."
    ),
]


@app.command()
def create(folder: Folder, wachtzin_bestand: Passphrase = None) -> None:
    """Maakt een back-up in een nieuwe map terwijl de gateway draait, en zet haar ter proef terug in een tijdelijke map.

    De sleutelring gaat mee, versleuteld met de wachtzin. Bewaar die elders: zonder haar is de back-up niet te lezen.
    """
    from gateway.opening import key_file
    from gateway.store.custody.key_ring import load
    from gateway.store.custody.wrapped_ring import wrap_ring
    from gateway.store.embedded import EmbeddedPostgres, default_data_folder
    from gateway.store.embedded.backup import take_base_backup

    settings = _embedded_settings()
    data = settings.data_dir or default_data_folder()
    if not (data / "pgdata").is_dir():
        raise Trouble(f"In {data} is geen database om een back-up van te maken. Wijs haar aan met GATEWAY_DATA_DIR.")
    if folder.exists() and any(folder.iterdir()):
        raise Trouble(f"{folder} is niet leeg. Er is niets gewijzigd. Noem een nieuwe map.")
    ring = settings.keys.get_secret_value() if settings.keys is not None else load(key_file(settings)).text()
    wrapped = wrap_ring(ring, read_secret(wachtzin_bestand, "Wachtzin", confirm=True))
    started = time.monotonic()
    begun = datetime.now(UTC)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with EmbeddedPostgres(data, system_user=settings.postgres_user) as server:
        take_base_backup(server, folder)
    _write(folder / _RING, wrapped)
    taken = time.monotonic() - started
    counted = _try_in_temporary_folder(folder, settings, ring)
    _write(folder / _ABOUT, json.dumps({"begonnen": begun.isoformat(), "rijen": counted.rows, "zegels": counted.seals}))
    typer.echo(
        f"Back-up in {folder}, gemaakt in {taken:.1f} s. Ter proef teruggezet en nagekeken: {counted.seals} zegels "
        f"over {counted.rows} rijen kloppen. Bewaar haar op een andere machine, en de wachtzin weer elders.",
        err=True,
    )


@app.command()
def restore(folder: Folder, wachtzin_bestand: Passphrase = None) -> None:
    """Zet een back-up terug in een lege GATEWAY_DATA_DIR, met haar sleutelring, en kijkt de zegels na.

    Daarna moet 'gateway db restored' nog: het origineel kan nummers hebben uitgegeven die de back-up niet kent.
    """
    from gateway.opening import key_file
    from gateway.store.custody.key_ring import load, save
    from gateway.store.custody.wrapped_ring import unwrap_ring
    from gateway.store.db.vault import read_ring
    from gateway.store.embedded import default_data_folder
    from gateway.store.embedded.backup import put_back

    settings = _embedded_settings()
    try:
        about = json.loads((folder / _ABOUT).read_text())
        wrapped = (folder / _RING).read_text()
    except (FileNotFoundError, NotADirectoryError):
        raise Trouble(
            f"{folder} bevat geen hele back-up: {_ABOUT} of {_RING} ontbreekt. Er is niets gewijzigd."
        ) from None
    ring = unwrap_ring(wrapped, read_secret(wachtzin_bestand, "Wachtzin"))
    file = key_file(settings)
    if file.exists() and load(file).text() != read_ring(ring).text():
        raise Trouble(
            f"{file} is een andere sleutelring dan die van de back-up. Er is niets gewijzigd. Wijs met "
            "GATEWAY_KEY_FILE een ander bestand aan, of zet dit eerst weg."
        )
    started = time.monotonic()
    put_back(folder, settings.data_dir or default_data_folder(), system_user=settings.postgres_user)
    if not file.exists() and settings.keys is None:
        save(read_ring(ring), file, exist_ok=False)
    counted = _verified(settings)
    typer.echo(
        f"De back-up van {about['begonnen'][:16]} UTC staat terug, in {time.monotonic() - started:.1f} s: "
        f"{counted.seals} zegels over {counted.rows} rijen kloppen. Stop het origineel als dat nog draait, en voer dan "
        "'gateway db restored' uit; eerder geeft deze database niets uit.",
        err=True,
    )


def _embedded_settings() -> "Settings":
    settings = load_settings()
    if settings.database_url is not None:
        raise Trouble(
            "'gateway backup' is voor de eigen database, en GATEWAY_DATABASE_URL wijst een andere aan. Gebruik "
            "daarvoor pgBackRest of wat de leverancier van die server heeft; zie docs/backup.md."
        )
    return settings


def _write(file: Path, text: str) -> None:
    file.touch(mode=0o600)
    file.write_text(text)


def _try_in_temporary_folder(folder: Path, settings: "Settings", ring: str) -> "VerifiedCount":
    from pydantic import SecretStr

    from gateway.store.embedded.backup import put_back

    with tempfile.TemporaryDirectory(prefix="gateway-") as data:
        put_back(folder, Path(data), system_user=settings.postgres_user)
        trial = settings.model_copy(update={"data_dir": Path(data), "keys": SecretStr(ring)})
        return _verified(trial)


def _verified(settings: "Settings") -> "VerifiedCount":
    """Return how much of the ledger was verified. Ends the command when it isn't as it was sealed."""
    from gateway.exchange.custody.seal import VerifiedCount, verify_ledger
    from gateway.opening import open_gateway

    counted = VerifiedCount()

    async def run() -> list[str]:
        async with open_gateway(settings, even_a_copy=True) as gateway:
            return [f"{each.gemeente}: {each.text}" async for each in verify_ledger(gateway, counted)]

    found = asyncio.run(run())
    for each in found:
        typer.echo(each)
    if found:
        fail("De zegels van de back-up kloppen niet: gebruik een oudere, en zoek uit wat er is gewijzigd.", FINDINGS)
    return counted
