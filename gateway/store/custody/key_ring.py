"""The key ring: its file or setting, and the check that it belongs to the database."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from gateway.standard.os_reasons import reason
from gateway.store.db.database import Database
from gateway.store.db.places import CLIENT_BSN, CLIENT_DETAILS, PROVIDER_REFERENCE, Findable, Secret
from gateway.store.db.vault import Vault, VaultError
from gateway.store.keys.ring import KeyRing, new_ring, read_ring

if TYPE_CHECKING:
    import asyncpg

    from gateway.store.db.database import Connection

_MODE: Final = 0o600
_BATCH: Final = 1000
_EMPTY_TODAY: Final = """
    select current_date as today, not exists (select from berichten) and not exists (select from clienten)
        and not exists (select from signalen) and not exists (select from push_geheimen)
        and not exists (select from personen) as empty
"""
"""Whatever else is encrypted belongs to a row of one of these tables."""


async def open_vault(connection: "asyncpg.Connection[asyncpg.Record]", file: Path, text: str | None = None) -> Vault:
    """Return the vault with the key ring in this text, or else in this file.

    The first gateway on a database that knows no keys makes the file. `connection`: to the database, with the rights of
    the application. Raises VaultError, also when the ring lacks a key that the database was written with.
    """
    # After the wait for the lock, see what its previous holder wrote.
    async with connection.transaction(isolation="read_committed"):
        await connection.execute("select pg_advisory_xact_lock(hashtextextended('sleutelring', 0))")
        known = await load_fingerprints(connection)
        ring, reload = _ring(file, text, None if known else await _first_ring(connection))
        compare(known, ring, file)
        if ring.next_search_key is not None:
            raise VaultError(
                "De zoeksleutel wordt vervangen, en dat is nog niet klaar. Wacht tot de opdracht eindigt; is zij "
                "onderbroken, geef dan opnieuw 'gateway vault replace-search-key', en zet daarna het bestand met "
                "de sleutelring op elke machine."
            )
        new = [(name, fingerprint) for name, fingerprint in ring.fingerprints().items() if name not in known]
        if new:
            await connection.executemany("insert into sleutelring (naam, vingerafdruk) values ($1, $2)", new)
    return Vault(ring, reload)


async def load_fingerprints(tx: "Connection | asyncpg.Connection[asyncpg.Record]") -> dict[str, bytes]:
    """Return by name the fingerprint of each key that the database was written with."""
    return {row["naam"]: row["vingerafdruk"] for row in await tx.fetch("select naam, vingerafdruk from sleutelring")}


async def _first_ring(connection: "asyncpg.Connection[asyncpg.Record]") -> KeyRing:
    """Return a fresh ring. On a database without content it takes only bound values from the start."""
    row = await connection.fetchrow(_EMPTY_TODAY)
    assert row is not None
    return new_ring().allowing_only_bound(row["today"]) if row["empty"] else new_ring()


def _ring(file: Path, text: str | None, first: KeyRing | None) -> tuple[KeyRing, Callable[[], KeyRing] | None]:
    """Return the ring and how to reload it; without text and file it is `first`, which is saved."""
    if text is not None:
        return read_ring(text), None
    if first is not None and not file.exists():
        save(first, file, exist_ok=False)
    return load(file), lambda: load(file)


def load(file: Path) -> KeyRing:
    """Return the ring in this file. Raises VaultError."""
    try:
        return read_ring(file.read_text("ascii"))
    except FileNotFoundError:
        raise VaultError(
            f"De gegevens zijn versleuteld, en {file} met de sleutels is er niet. Zet het bestand terug, of wijs het "
            "aan met GATEWAY_KEY_FILE."
        ) from None
    except OSError as error:
        raise VaultError(f"De sleutelring in {file} is niet te lezen ({reason(error)}).") from None
    except UnicodeDecodeError:
        raise VaultError(f"{file} is geen sleutelring: er staat iets anders in dan ASCII.") from None
    except VaultError as error:
        raise VaultError(f"{file}: {error}") from None


def save(ring: KeyRing, file: Path, *, exist_ok: bool) -> None:
    """Write the ring to this file, which only its owner can read. Raises VaultError.

    The file is replaced whole: after a crash it holds the new ring or still the old one.
    """
    new = file.with_name(f"{file.name}.new")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(ring.text())
            stream.flush()
            os.fsync(stream.fileno())
        if exist_ok:
            new.replace(file)
        else:
            os.link(new, file)
            new.unlink()
    except OSError as error:
        raise VaultError(f"De sleutelring kan niet in {file} worden gezet ({reason(error)}).") from None


def compare(known: dict[str, bytes], ring: KeyRing, file: Path) -> None:
    """Raise VaultError when the ring lacks a key that the database was written with, or has another of that name."""
    wrong = ring.missing_keys(known)
    if wrong:
        raise VaultError(
            f"De sleutelring hoort niet bij deze database: {', '.join(f'sleutel {name}' for name in wrong)} ontbreekt "
            f"of is een andere. Gebruik de ring waarmee de database het laatst is gebruikt (nu: {file}); na 'gateway "
            "vault replace-search-key' is dat die van de machine waarop dat is gedaan."
        )


async def adopt(db: Database, vault: Vault) -> int:
    """Encrypt the clients from before there was a vault, and return how many there were.

    Encrypts the references of providers from before those were encrypted too. With a ring that takes only bound values
    there are none: what is unencrypted then, somebody put there.
    """
    if vault.ring.bound_since is not None:
        return 0
    await _wrap_references(db)
    return await _wrap_clients(db)


async def _wrap_references(db: Database) -> None:
    last = ("", 0, 0)
    while True:
        async with db.transaction() as tx:
            rows = await tx.fetch(
                f"select gemeente, nummer, versie, referentie_aanbieder from toewijzing_versies"
                f" where (referentie_aanbieder).sleutel = 0 and (gemeente, nummer, versie) > ($1, $2, $3)"
                f" order by gemeente, nummer, versie limit {_BATCH}",
                *last,
            )
            # The application may not change a version; this function only encrypts what is there.
            await tx.executemany(
                "select sluit_referentie($1, $2, $3, $4)", [(*row[:3], _reference(row)) for row in rows]
            )
        if len(rows) < _BATCH:
            return
        last = (rows[-1]["gemeente"], rows[-1]["nummer"], rows[-1]["versie"])


def _reference(row: "asyncpg.Record") -> Secret:
    place = PROVIDER_REFERENCE.at(*row[:3])
    return Secret(place, row["referentie_aanbieder"].open(place))


async def _wrap_clients(db: Database) -> int:
    done = 0
    last = ("", UUID(int=0))
    while True:
        async with db.transaction() as tx:
            rows = await tx.fetch(
                "select gemeente, id, bsn, gegevens from clienten"
                " where bsn_zoek is null and (bsn).sleutel = 0 and (gemeente, id) > ($1, $2)"
                f" order by gemeente, id limit {_BATCH} for update skip locked",
                *last,
            )
            await tx.executemany(
                "update clienten set bsn = $3, gegevens = $4, bsn_zoek = ($5::zoekbaar).hash"
                " where gemeente = $1 and id = $2",
                [_client(row) for row in rows],
            )
        done += len(rows)
        if len(rows) < _BATCH:
            return done
        last = (rows[-1]["gemeente"], rows[-1]["id"])


def _client(row: "asyncpg.Record") -> tuple[Any, ...]:
    key = row["gemeente"], row["id"]
    bsn, details = CLIENT_BSN.at(*key), CLIENT_DETAILS.at(*key)
    plain = row["bsn"].open(bsn)
    sought = Findable("bsn", row["gemeente"], plain.decode())
    return *key, Secret(bsn, plain), Secret(details, row["gegevens"].open(details)), sought
