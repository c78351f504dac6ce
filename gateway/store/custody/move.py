"""All that a database holds, copied to an empty one of the same migration on another server, and compared there.

By COPY, table by table, in one transaction on each side: of the source one snapshot, which nobody can add to until the
end; on the target all of it or nothing. As text, which every version of PostgreSQL reads alike; the form of binary
values is promised by none. The tables, functions, roles and rights come from the migrations of the target itself.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

import asyncpg

from gateway.store.custody.origin import DIFFERS, NOTE
from gateway.store.db.session import connect
from gateway.store.parties.operator_log import Actor

if TYPE_CHECKING:
    _Plain = asyncpg.Connection[asyncpg.Record]

LEFT_OUT: Final = frozenset({"workers"})
"""Tables that say which processes work on a database now."""
_PIECES: Final = 8
"""Pieces of a table that wait between the servers; each is at most 64 kB, or a row."""
_SEQUENCES: Final = """
    select sequencename as name, coalesce(last_value, start_value) as value, last_value is not null as used
    from pg_sequences where schemaname = 'public' order by sequencename
"""
_ORIGINS: Final = "select h::text as row from herkomst h order by id"


class MoveRefused(Exception):
    """The database can't be moved; the text says why, and what to do. Nothing that counts was changed."""


def _tables() -> Mapping[str, Sequence[str]]:
    """Return the columns of each table to copy, by its name; one that others refer to comes before them."""
    from gateway.store.tables import metadata  # it takes SQLAlchemy

    return {each.name: each.columns.keys() for each in metadata.sorted_tables if each.name not in LEFT_OUT}


@asynccontextmanager
async def frozen(dsn: str) -> AsyncIterator["_Plain"]:
    """Lend a connection that sees one snapshot, to which nobody can add anything until the block ends.

    Raises MoveRefused when the database is no original: it was copied and not restored since, or never used.
    """
    connection = await connect(dsn)
    try:
        stands = await connection.fetchrow(DIFFERS)
        assert stands is not None
        if not stands["noted"]:
            raise MoveRefused("In deze database is nog niets vastgelegd: er valt niets te verhuizen.")
        if stands["known"] and _is_elsewhere(stands):
            raise MoveRefused(
                "Deze database is zelf een kopie of teruggezette back-up. Er is niets gewijzigd. Voer eerst "
                "'gateway db restored' uit (docs/backup.md)."
            )
        async with connection.transaction(isolation="repeatable_read"):
            names = ", ".join(f'"{name}"' for name in (*_tables(), *sorted(LEFT_OUT)))
            await connection.execute(f"lock table {names} in share mode")
            yield connection
    finally:
        await connection.close()


def _is_elsewhere(stands: asyncpg.Record) -> bool:
    return any(stands[column] for column in ("other_server", "other_timeline", "other_database", "other_place"))


async def check_room(dsn: str) -> None:
    """Raise MoveRefused when something else than a gateway has tables in the database."""
    connection = await connect(dsn)
    try:
        other = await connection.fetchval(
            "select relname from pg_class where relnamespace = 'public'::regnamespace"
            " and relkind in ('r', 'p', 'v', 'm') and to_regclass('public.alembic_version') is null limit 1"
        )
    finally:
        await connection.close()
    if other is not None:
        raise MoveRefused(
            f"De database waar het heen moet is niet leeg: er is een tabel {other}. Er is niets gewijzigd. Maak een "
            "nieuwe (create database NAAM encoding 'UTF8' template template0) en noem die."
        )


async def count_rows(source: "_Plain") -> int:
    """Return how many rows there are to copy."""
    tables = " union all ".join(f'select count(*) as number from "{each}"' for each in _tables())
    found: int = await source.fetchval(f"select sum(number)::bigint from ({tables}) t")
    return found


async def copy_all(source: "_Plain", target_dsn: str, counts: dict[str, int] | None = None) -> Mapping[str, int]:
    """Copy all rows and numbers to the target, which has the tables already; return how many rows, by table.

    `counts` is what is returned, and grows along. What an earlier attempt left there is replaced. Each table is
    compared after the copy: the number of rows, and a sum over all that is in them. Raises MoveRefused when the target
    holds anything else, or differs afterwards.
    """
    target = await connect(target_dsn)
    try:
        async with target.transaction(isolation="read_committed"):
            await _make_room(source, target)
            counts = {} if counts is None else counts
            for table, columns in _tables().items():
                await _copy(source, target, table, columns)
                counts[table] = await _compare(source, target, table, columns)
            for row in await source.fetch(_SEQUENCES):
                await target.execute(
                    "select setval($1::text::regclass, $2, $3)", f"public.{row['name']}", row["value"], row["used"]
                )
        await target.execute("analyze")
    finally:
        await target.close()
    return counts


async def _make_room(source: "_Plain", target: "_Plain") -> None:
    """Empty the tables of the target, when all in them is of an earlier attempt to move this same source.

    Such a copy issued nothing: it stands elsewhere than it noted, so that no gateway starts on it.
    """
    tables = [*_tables(), *LEFT_OUT]
    try:
        await target.execute(f"lock table {', '.join(tables)} in access exclusive mode")
    except asyncpg.InsufficientPrivilegeError:
        raise MoveRefused(
            "Deze login is niet de eigenaar van de tabellen in de database waar het heen moet. Er is niets gewijzigd. "
            "Gebruik de login van de eigenaar, zoals bij 'gateway db upgrade'."
        ) from None
    full = [each for each in tables if await target.fetchval(f"select exists (select from {each})")]
    if not full:
        return
    stands = await target.fetchrow(DIFFERS)
    assert stands is not None
    same = await target.fetch(_ORIGINS) == await source.fetch(_ORIGINS)
    if not (same and stands["noted"] and stands["known"] and _is_elsewhere(stands)):
        raise MoveRefused(
            f"De database waar het heen moet is niet leeg: in {full[0]} staan gegevens. Er is niets gewijzigd. Noem "
            "een lege database; een gateway gaat nooit over een andere heen."
        )
    for each in tables:
        await target.execute(f"alter table {each} disable trigger user")
    await target.execute(f"truncate {', '.join(tables)}")
    for each in tables:
        await target.execute(f"alter table {each} enable trigger user")


async def _copy(source: "_Plain", target: "_Plain", table: str, columns: Sequence[str]) -> None:
    pieces: asyncio.Queue[bytes] = asyncio.Queue(_PIECES)
    names = ", ".join(f'"{each}"' for each in columns)

    async def read() -> None:
        await source.copy_from_query(f'select {names} from "{table}"', output=pieces.put, format="text")
        await pieces.put(b"")

    async def written() -> AsyncIterator[bytes]:
        while piece := await pieces.get():
            yield piece

    async def write() -> None:
        await target.copy_to_table(table, source=written(), columns=columns, format="text")

    try:
        async with asyncio.TaskGroup() as both:  # when one side fails, the other would wait for ever
            both.create_task(read())
            both.create_task(write())
    except ExceptionGroup as group:
        raise group.exceptions[0] from None


async def _compare(source: "_Plain", target: "_Plain", table: str, columns: Sequence[str]) -> int:
    """Return how many rows both have. Raises MoveRefused when those of the target aren't the same."""
    names = ", ".join(f'"{each}"' for each in columns)
    # The sum doesn't depend on the order, and the text of a value is the same in every version.
    statement = (
        "select count(*) as count, sum(('x' || left(md5(row(" + names + ")::text), 15))::bit(60)::bigint) as sum"
        f' from "{table}"'
    )
    ours, theirs = await source.fetchrow(statement), await target.fetchrow(statement)
    assert ours is not None
    if ours != theirs:
        raise MoveRefused(
            f"Tabel {table} is niet gelijk overgekomen: {ours['count']} rijen hier, {theirs and theirs['count']} daar. "
            "Er is niets gewijzigd. Probeer het opnieuw; blijft het zo, neem dan contact op met de makers van de "
            "gateway."
        )
    count: int = ours["count"]
    return count


async def take_over(source: "_Plain", target_dsn: str, actor: Actor) -> None:
    """Note in the target that it is the database now, and no copy: from then on a gateway starts on it."""
    system = await source.fetchval("select systeem from herkomst order by id desc limit 1")
    target = await connect(target_dsn)
    try:
        async with target.transaction(isolation="read_committed"):
            await target.execute(NOTE, "verhuisd", str(actor), json.dumps({"van": system}))
    finally:
        await target.close()
