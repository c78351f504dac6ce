"""Replace the search key of a ring that leaked: hash each BSN anew by a fresh key, while no gateway works.

Each step is lasting before the next begins, and a run that was broken off goes on where it was: the ring keeps the key
that is to come until all is done, and the database its fingerprint, so that no gateway starts meanwhile. One that did
would know half of the clients, and make the others a second time.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gateway.store.custody.key_ring import compare, load, load_fingerprints, save
from gateway.store.custody.rehash import BSN_HASH, rehash
from gateway.store.custody.rewrap import Progress
from gateway.store.db.database import Database
from gateway.store.db.session import connect
from gateway.store.db.vault import Vault
from gateway.store.keys.ring import NAMES, NEXT_SEARCH, SEARCH, KeyRing
from gateway.store.parties.operator_log import Actor

if TYPE_CHECKING:
    import asyncpg

    _Plain = asyncpg.Connection[asyncpg.Record]

_GONE_WITHIN_S: Final = 5.0
"""Seconds in which our own sessions end."""
_PAUSE_S: Final = 0.1
_LOCK: Final = "select pg_advisory_xact_lock(hashtextextended('sleutelring', 0))"
_MAY: Final = "select has_table_privilege('sleutelring', 'update') and has_table_privilege('sleutelring', 'delete')"
_OTHERS: Final = """
    select string_agg(distinct concat_ws(' ', usename, nullif(application_name, ''), host(client_addr)), ', ')
    from pg_stat_activity where datname = current_database() and usename is not null and pid <> pg_backend_pid()
"""
_NOTE_IT: Final = """
    insert into inzages (gemeente, organisatie, ingang, actie, soort, clienten, doel, uitkomst, aanvraag)
    select distinct gemeente, $1, $2, 'gateway vault replace-search-key', 'sleutelring', '{}'::uuid[],
        'zoeksleutel vervangen', 'toegestaan', '' from clienten
"""

_FORGET_NAMES: Final = """
    update clienten set naam_zoek = null, partnernaam_zoek = null
    where naam_zoek is not null or partnernaam_zoek is not null
"""
_FILL_AGAIN: Final = """
    insert into aanvullingen (taak, gemeente, tot) values ('clientnamen', '', '00000000-0000-0000-0000-000000000000')
    on conflict (taak) do update set gemeente = excluded.gemeente, tot = excluded.tot, klaar_op = null
"""
"""The worker makes the hashes of names anew, which takes what `gateway.store.care.client_names` knows."""


class ReplacementRefused(Exception):
    """The search key can't be replaced now; the text says why, and what to do."""


async def count_clients(dsn: str) -> int:
    """Return how many clients there are to hash anew."""
    connection = await connect(dsn)
    try:
        found: int = await connection.fetchval("select count(*) from clienten")
    finally:
        await connection.close()
    return found


async def replace_search_key(dsn: str, file: Path, actor: Actor) -> AsyncIterator[Progress]:
    """Replace the search key in this file and each hash in the database, as its owner; yield after each lasting step.

    A hash that isn't that of the BSN beside it stays as it is, and is told in `left` of the last progress. Raises
    ReplacementRefused, or VaultError when the ring isn't that of the database.
    """
    ring = load(file)
    progress = Progress(BSN_HASH)
    if not await _is_done(dsn, ring):
        ring = ring.with_next_search_key()
        await _begin(dsn, ring, file)
        yield progress
        db = await Database.connect(dsn, size=1, vault=Vault(ring))
        try:
            async for progress in rehash(db, Vault(ring), Vault(ring.with_search_key_replaced())):
                yield progress
        finally:
            await db.close()
        await _finish(dsn, ring, actor)
        yield progress
    save(ring.with_search_key_replaced(), file, exist_ok=True)
    yield progress


async def _is_done(dsn: str, ring: KeyRing) -> bool:
    """Return True when the database has the key already that is to come in the ring."""
    connection = await connect(dsn)
    try:
        known = await load_fingerprints(connection)
    finally:
        await connection.close()
    return ring.next_search_key is not None and known.get(SEARCH) == ring.fingerprints()[NEXT_SEARCH]


async def _begin(dsn: str, ring: KeyRing, file: Path) -> None:
    """Keep the key that is to come in the file, and its fingerprint in the database: from here no gateway starts."""
    connection = await connect(dsn)
    try:
        async with connection.transaction(isolation="read_committed"):
            await connection.execute(_LOCK)
            compare(await load_fingerprints(connection), ring, file)
            if not await connection.fetchval(_MAY):
                raise ReplacementRefused(
                    "Deze login mag de zoeksleutel van de database niet vervangen. Er is niets gewijzigd. Gebruik in "
                    "GATEWAY_DATABASE_URL de login van de eigenaar, zoals bij 'gateway db upgrade'."
                )
            await _refuse_others(connection)
            save(ring, file, exist_ok=True)
            await connection.execute(
                "insert into sleutelring (naam, vingerafdruk) values ($1, $2) on conflict (naam) do nothing",
                NEXT_SEARCH,
                ring.fingerprints()[NEXT_SEARCH],
            )
    finally:
        await connection.close()


async def _finish(dsn: str, ring: KeyRing, actor: Actor) -> None:
    """Have the database know the new key as its search key, and keep on record who replaced it."""
    new = ring.with_search_key_replaced().fingerprints()
    connection = await connect(dsn)
    try:
        async with connection.transaction(isolation="read_committed"):
            await connection.execute(_LOCK)
            await _refuse_others(connection)
            await connection.execute("update sleutelring set vingerafdruk = $2 where naam = $1", SEARCH, new[SEARCH])
            await connection.execute(
                "insert into sleutelring (naam, vingerafdruk) values ($1, $2) on conflict (naam) do nothing",
                NAMES,
                new[NAMES],
            )
            await connection.execute("delete from sleutelring where naam = $1", NEXT_SEARCH)
            await connection.execute(_FORGET_NAMES)
            await connection.execute(_FILL_AGAIN)
            await connection.execute(_NOTE_IT, actor.organisatie, actor.ingang)
    finally:
        await connection.close()


async def _refuse_others(connection: "_Plain") -> None:
    """Raise ReplacementRefused while anybody else uses the database: a gateway would find no client any more."""
    others = await connection.fetchval(_OTHERS)
    until = time.monotonic() + _GONE_WITHIN_S
    while others is not None and time.monotonic() < until:
        await asyncio.sleep(_PAUSE_S)
        await connection.execute("select pg_stat_clear_snapshot()")
        others = await connection.fetchval(_OTHERS)
    if others is None:
        return
    raise ReplacementRefused(
        f"De database wordt ook door een ander gebruikt: {others}. De zoeksleutel is niet vervangen. Stop alle 'serve' "
        "en 'worker' op alle machines en andere sessies, en geef de opdracht opnieuw."
    )
