"""`gateway backup restore`: a backup put back in an empty data folder, perhaps with what came after it."""

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from gateway.cli.session.exact import moment
from gateway.cli.session.progress import growing, watching
from gateway.cli.session.reason import read_secret
from gateway.cli.session.trouble import FINDINGS, Trouble, fail, load_settings

if TYPE_CHECKING:
    from gateway.exchange.custody.seal import VerifiedCount
    from gateway.settings import Settings

RING: Final = "sleutelring.json"
ABOUT: Final = "backup.json"
"""Written last: a folder without it holds no whole backup."""

Folder = Annotated[Path, typer.Argument(metavar="MAP", help="Map van de back-up.")]
Passphrase = Annotated[
    Path | None,
    typer.Option(
        "--wachtzin-bestand", help="Bestand met de wachtzin van de sleutelring. Zonder, of met -, wordt zij gevraagd."
    ),
]


@dataclass(frozen=True, slots=True)
class _Backup:
    """What lies in the folder of a backup, beside the files of the server."""

    about: Mapping[str, str]
    wrapped: str
    """The key ring, under its passphrase."""

    @property
    def whole_at(self) -> datetime:
        """The moment from which on it can be brought to any moment."""
        return datetime.fromisoformat(self.about.get("klaar", self.about["begonnen"]))


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
    settings = embedded_settings()
    if tot is not None and archief is None:
        raise Trouble("Bij --tot hoort --archief, de map met het logboek. Er is niets gewijzigd.")
    backup = _found_in(folder)
    if tot is not None and tot < backup.whole_at:
        raise Trouble(
            f"Deze back-up is van {backup.whole_at.isoformat(timespec='seconds')}, en bevat dus ook wat na "
            f"{tot.isoformat()} kwam. Er is niets teruggezet. Kies een oudere back-up of een later moment."
        )
    ring = _opened(backup, wachtzin_bestand, settings)
    started = time.monotonic()
    _put_back(folder, archief, tot, settings)
    _save_ring(ring, settings)
    counted = verified(settings)
    if archief is not None:
        end = tot.isoformat() if tot else "het eind van het archief"
        typer.echo(
            f"Bijgewerkt tot {end}; de nieuwste rij is van {_newest(settings)}. Wat daarna is vastgelegd "
            "ontbreekt: vraag 'gateway ledger verify --zegel HASH' naar de zegels die elders zijn genoteerd, en "
            "vergelijk met wat gemeenten en aanbieders hebben.",
            err=True,
        )
    typer.echo(
        f"De back-up van {backup.about['begonnen'][:16]} UTC staat terug, in {time.monotonic() - started:.1f} s: "
        f"{counted.seals} zegels over {counted.rows} rijen kloppen. Stop het origineel als dat nog draait, en voer dan "
        "'gateway db restored' uit; eerder geeft deze database niets uit.",
        err=True,
    )


def _found_in(folder: Path) -> _Backup:
    """Return what lies in this folder. Raises Trouble when it holds no whole backup."""
    try:
        backup = _Backup(json.loads((folder / ABOUT).read_text()), (folder / RING).read_text())
        _ = backup.whole_at
    except (FileNotFoundError, NotADirectoryError):
        raise Trouble(
            f"{folder} bevat geen hele back-up: {ABOUT} of {RING} ontbreekt. Er is niets gewijzigd."
        ) from None
    except (ValueError, LookupError, AttributeError, TypeError):
        raise Trouble(
            f"{folder / ABOUT} is beschadigd: er staat iets anders in dan deze gateway schreef. Er is niets gewijzigd. "
            "Gebruik een andere back-up."
        ) from None
    return backup


def _opened(backup: _Backup, passphrase: Path | None, settings: "Settings") -> str:
    """Return the key ring of the backup. Raises Trouble when there is another one already, VaultError."""
    from gateway.opening import key_file
    from gateway.store.custody.key_ring import load
    from gateway.store.custody.wrapped_ring import unwrap_ring
    from gateway.store.keys.ring import read_ring

    ring = unwrap_ring(backup.wrapped, read_secret(passphrase, "Wachtzin"))
    file = key_file(settings)
    if file.exists() and load(file).text() != read_ring(ring).text():
        raise Trouble(
            f"{file} is een andere sleutelring dan die van de back-up. Er is niets gewijzigd. Wijs met "
            "GATEWAY_KEY_FILE een ander bestand aan, of zet dit eerst weg."
        )
    return ring


def _put_back(folder: Path, archive: Path | None, until: datetime | None, settings: "Settings") -> None:
    """Put the files of the server back, with what the archive adds. Raises EmbeddedPostgresError."""
    from gateway.store.embedded import default_data_folder
    from gateway.store.embedded.archive import put_back_until
    from gateway.store.embedded.backup import put_back

    data = settings.data_dir or default_data_folder()
    with watching("terugzetten", "MB", growing(data, folder)):
        if archive is None:
            put_back(folder, data, system_user=settings.postgres_user)
        else:
            put_back_until(folder, archive, until, data, system_user=settings.postgres_user)


def _save_ring(ring: str, settings: "Settings") -> None:
    """Write the key ring to its file, unless that is there or the ring is in the settings."""
    from gateway.opening import key_file
    from gateway.store.custody.key_ring import save
    from gateway.store.keys.ring import read_ring

    file = key_file(settings)
    if not file.exists() and settings.keys is None:
        save(read_ring(ring), file, exist_ok=False)


def _newest(settings: "Settings") -> str:
    """Return the moment of the newest row of the ledger, in UTC."""
    from gateway.opening import open_gateway
    from gateway.store.custody import retention, seals

    async def run() -> datetime | None:
        async with open_gateway(settings, even_a_copy=True) as gateway, gateway.db.reading() as tx:
            return (await retention.read_signs(tx, await seals.list_tenants(tx), gateway.now())).newest

    newest = asyncio.run(run())
    return "nooit" if newest is None else newest.isoformat(timespec="seconds")


def embedded_settings() -> "Settings":
    """Return the settings. Raises Trouble when they name another database than the embedded one."""
    settings = load_settings()
    if settings.database_url is not None:
        raise Trouble(
            "'gateway backup' is voor de eigen database, en GATEWAY_DATABASE_URL wijst een andere aan. Gebruik "
            "daarvoor pgBackRest of wat de leverancier van die server heeft; zie docs/backup.md."
        )
    return settings


def verified(settings: "Settings") -> "VerifiedCount":
    """Return how much of the ledger was verified. Ends the command when it isn't as it was sealed."""
    from gateway.exchange.custody.seal import VerifiedCount, verify_ledger
    from gateway.opening import open_gateway

    counted = VerifiedCount()

    async def run() -> list[str]:
        async with open_gateway(settings, even_a_copy=True) as gateway:
            return [f"{each.gemeente}: {each.text}" async for each in verify_ledger(gateway, counted)]

    with watching("zegels nakijken", "rijen", counted.advance):
        found = asyncio.run(run())
    for each in found:
        typer.echo(each)
    if found:
        fail("De zegels van de back-up kloppen niet: gebruik een oudere, en zoek uit wat er is gewijzigd.", FINDINGS)
    return counted
