"""`gateway backup`: a backup of the embedded database with its key ring, and putting one back."""

import asyncio
import json
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from gateway.cli.session.exact import moment
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
    done = datetime.now(UTC)
    taken = time.monotonic() - started
    counted = _try_in_temporary_folder(folder, settings, ring)
    _write(
        folder / _ABOUT,
        json.dumps(
            {"begonnen": begun.isoformat(), "klaar": done.isoformat(), "rijen": counted.rows, "zegels": counted.seals}
        ),
    )
    typer.echo(
        f"Back-up in {folder}, gemaakt in {taken:.1f} s. Ter proef teruggezet en nagekeken: {counted.seals} zegels "
        f"over {counted.rows} rijen kloppen. Bewaar haar op een andere machine, en de wachtzin weer elders.",
        err=True,
    )


@app.command()
def archive(
    folder: Annotated[Path | None, typer.Argument(metavar="[MAP]", help="Nieuwe map, op een andere schijf.")] = None,
    uit: Annotated[bool, typer.Option("--uit", help="Houdt het logboek niet meer bij.")] = False,
) -> None:
    """Laat de eigen database haar logboek bewaren in een map, om te kunnen herstellen tot een moment.

    Vanaf haar volgende start, en ten hoogste een minuut achter. Maak daarna een back-up: die is het begin ervan.
    """
    from gateway.store.embedded import default_data_folder
    from gateway.store.embedded.archive import keep_log, leave_log

    settings = _embedded_settings()
    data = settings.data_dir or default_data_folder()
    if (folder is None) is not uit:
        raise Trouble("Noem een map, of --uit; niet beide. Er is niets gewijzigd.")
    if not (data / "pgdata").is_dir():
        raise Trouble(f"In {data} is geen database. Wijs haar aan met GATEWAY_DATA_DIR.")
    if folder is None:
        leave_log(data, system_user=settings.postgres_user)
    else:
        keep_log(data, folder, system_user=settings.postgres_user)
    typer.echo(
        "Dit geldt zodra de database opnieuw start: stop 'serve' en 'worker', en start ze weer."
        + (
            "" if uit else " Maak daarna een back-up met 'gateway backup create': zonder haar is het archief nutteloos."
        ),
        err=True,
    )


@app.command()
def restore(
    folder: Folder,
    wachtzin_bestand: Passphrase = None,
    tot: Annotated[
        datetime | None,
        typer.Option(parser=moment, metavar="MOMENT", help="Herstelt tot dit moment, in plaats van tot het eind."),
    ] = None,
    archief: Annotated[
        Path | None, typer.Option(help="Map van 'gateway backup archive', met het logboek van na de back-up.")
    ] = None,
) -> None:
    """Zet een back-up terug in een lege GATEWAY_DATA_DIR, met haar sleutelring, en kijkt de zegels na.

    Met --archief ook wat na de back-up kwam, tot het eind of tot een moment. Daarna moet 'gateway db restored' nog: het
    origineel kan nummers hebben uitgegeven die de back-up niet kent.
    """
    from gateway.opening import key_file
    from gateway.store.custody.key_ring import load, save
    from gateway.store.custody.wrapped_ring import unwrap_ring
    from gateway.store.db.vault import read_ring
    from gateway.store.embedded import default_data_folder
    from gateway.store.embedded.archive import put_back_until
    from gateway.store.embedded.backup import put_back

    settings = _embedded_settings()
    if tot is not None and archief is None:
        raise Trouble("Bij --tot hoort --archief, de map met het logboek. Er is niets gewijzigd.")
    try:
        about = json.loads((folder / _ABOUT).read_text())
        wrapped = (folder / _RING).read_text()
    except (FileNotFoundError, NotADirectoryError):
        raise Trouble(
            f"{folder} bevat geen hele back-up: {_ABOUT} of {_RING} ontbreekt. Er is niets gewijzigd."
        ) from None
    if tot is not None and tot < (whole_at := datetime.fromisoformat(about.get("klaar", about["begonnen"]))):
        raise Trouble(
            f"Deze back-up is van {whole_at.isoformat(timespec='seconds')}, en bevat dus ook wat na {tot.isoformat()} "
            "kwam. Er is niets teruggezet. Kies een oudere back-up of een later moment."
        )
    ring = unwrap_ring(wrapped, read_secret(wachtzin_bestand, "Wachtzin"))
    file = key_file(settings)
    if file.exists() and load(file).text() != read_ring(ring).text():
        raise Trouble(
            f"{file} is een andere sleutelring dan die van de back-up. Er is niets gewijzigd. Wijs met "
            "GATEWAY_KEY_FILE een ander bestand aan, of zet dit eerst weg."
        )
    started = time.monotonic()
    data = settings.data_dir or default_data_folder()
    if archief is None:
        put_back(folder, data, system_user=settings.postgres_user)
    else:
        put_back_until(folder, archief, tot, data, system_user=settings.postgres_user)
    if not file.exists() and settings.keys is None:
        save(read_ring(ring), file, exist_ok=False)
    counted = _verified(settings)
    if archief is not None:
        end = tot.isoformat() if tot else "het eind van het archief"
        typer.echo(
            f"Bijgewerkt tot {end}; de nieuwste rij is van {_newest(settings)}. Wat daarna is vastgelegd "
            "ontbreekt: vraag 'gateway ledger verify --zegel HASH' naar de zegels die elders zijn genoteerd, en "
            "vergelijk met wat gemeenten en aanbieders hebben.",
            err=True,
        )
    typer.echo(
        f"De back-up van {about['begonnen'][:16]} UTC staat terug, in {time.monotonic() - started:.1f} s: "
        f"{counted.seals} zegels over {counted.rows} rijen kloppen. Stop het origineel als dat nog draait, en voer dan "
        "'gateway db restored' uit; eerder geeft deze database niets uit.",
        err=True,
    )


def _newest(settings: "Settings") -> str:
    """Return the moment of the newest row of the ledger, in UTC."""
    from gateway.opening import open_gateway
    from gateway.store.custody import retention, seals

    async def run() -> datetime | None:
        async with open_gateway(settings, even_a_copy=True) as gateway, gateway.db.reading() as tx:
            return (await retention.read_signs(tx, await seals.list_tenants(tx), gateway.now())).newest

    newest = asyncio.run(run())
    return "nooit" if newest is None else newest.isoformat(timespec="seconds")


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
