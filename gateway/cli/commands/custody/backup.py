"""`gateway backup`: a backup of the embedded database with its key ring, and its archive."""

import json
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.commands.custody.restore import ABOUT, RING, Folder, Passphrase, embedded_settings, restore, verified
from gateway.cli.session.progress import growing, watching
from gateway.cli.session.reason import read_secret
from gateway.cli.session.trouble import Trouble
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from gateway.exchange.custody.seal import VerifiedCount
    from gateway.settings import Settings

app = Commands(
    name="backup",
    help="Maakt een back-up van de eigen database met haar sleutelring, en zet er een terug.",
    short_help="maak een back-up van de eigen database, of zet er een terug",
)

app.command()(restore)


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

    settings = embedded_settings()
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
    with (
        EmbeddedPostgres(data, system_user=settings.postgres_user) as server,
        watching("kopiëren", "MB", growing(folder, data / "pgdata")),
    ):
        take_base_backup(server, folder)
    _write(folder / RING, wrapped)
    done = datetime.now(UTC)
    taken = time.monotonic() - started
    counted = _try_in_temporary_folder(folder, settings, ring)
    _write(
        folder / ABOUT,
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

    settings = embedded_settings()
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


def _write(file: Path, text: str) -> None:
    file.touch(mode=0o600)
    file.write_text(text)


def _try_in_temporary_folder(folder: Path, settings: "Settings", ring: str) -> "VerifiedCount":
    from pydantic import SecretStr

    from gateway.store.embedded.backup import put_back

    with tempfile.TemporaryDirectory(prefix="gateway-") as data:
        with watching("ter proef terugzetten", "MB", growing(Path(data), folder)):
            put_back(folder, Path(data), system_user=settings.postgres_user)
        trial = settings.model_copy(update={"data_dir": Path(data), "keys": SecretStr(ring)})
        return verified(trial)
