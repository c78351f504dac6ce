"""Many rows into the tables at once: keys and indexes are made afterwards, and hold for every row."""

import json
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from itertools import islice
from typing import Any

import asyncpg

from gateway.store.db.vault import Vault
from tests.bench.books import Books
from tests.bench.rows import Table, per_client, per_message

_ROWS_IN_MEMORY = 20_000
"""Clients or messages that are in memory at a time."""

_KEYS = """
select conrelid::regclass::text as tabel, conname as naam, pg_get_constraintdef(oid) as tekst from pg_constraint
where contype in ('p', 'u', 'f') and (conrelid = any($1::text[]::regclass[]) or confrelid = any($1::text[]::regclass[]))
order by contype = 'f'
"""
_INDEXES = """
select i.indexrelid::regclass::text as naam, pg_get_indexdef(i.indexrelid) as tekst from pg_index i
where i.indrelid = any($1::text[]::regclass[]) and not exists (
    select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u'))
"""


async def fill(dsn: str, vault: Vault, books: Books) -> int:
    """Write the books into the database, and return how many messages that is; every key and check holds."""
    connection = await asyncpg.connect(dsn)
    try:
        await vault.set_codecs(connection)
        await connection.set_type_codec("jsonb", encoder=_jsonb, decoder=bytes, schema="pg_catalog", format="binary")
        clients, messages = per_client(books, vault), per_message(books)
        async with without_keys(connection, [each.name for each in (*clients, *messages)]):
            await _pour(connection, range(books.clients), clients)
            await _pour(connection, books.story(), messages)
        found: int = await connection.fetchval("select count(*) from berichten")
        last = books.numbers(books.clients).stop
        await connection.execute(f"select setval('toewijzing_nummers', {last}), setval('identificaties', {2 * last})")
        await connection.execute("vacuum analyze")
    finally:
        await connection.close()
    return found


def _jsonb(value: object) -> bytes:
    return b"\x01" + json.dumps(value).encode()


async def _pour(connection: "asyncpg.Connection[asyncpg.Record]", what: Iterable[Any], tables: Sequence[Table]) -> None:
    for part in _parts(iter(what)):
        for each in tables:
            await connection.copy_records_to_table(each.name, columns=each.columns.split(), records=each.rows(part))


def _parts(what: Iterator[Any]) -> Iterator[list[Any]]:
    while part := list(islice(what, _ROWS_IN_MEMORY)):
        yield part


@asynccontextmanager
async def without_keys(connection: "asyncpg.Connection[asyncpg.Record]", tables: Sequence[str]) -> AsyncIterator[None]:
    """Drop the keys and indexes of these tables for the block, and make them again after it; no trigger works in it.

    PostgreSQL then checks every row, and raises for one that breaks a key. What a trigger would write is written with
    the rows.
    """
    keys = await connection.fetch(_KEYS, tables)
    indexes = await connection.fetch(_INDEXES, tables)
    for each in reversed(keys):
        await connection.execute(f'alter table {each["tabel"]} drop constraint "{each["naam"]}"')
    for each in indexes:
        await connection.execute(f"drop index {each['naam']}")
    for each in tables:
        await connection.execute(f"alter table {each} disable trigger user")
    yield
    for each in tables:
        await connection.execute(f"alter table {each} enable trigger user")
    await connection.execute("set maintenance_work_mem = '512MB'; set work_mem = '256MB'")
    for each in keys:
        await connection.execute(f'alter table {each["tabel"]} add constraint "{each["naam"]}" {each["tekst"]}')
    for each in indexes:
        await connection.execute(each["tekst"])
    await connection.execute("reset maintenance_work_mem; reset work_mem")
