"""One of several servers is connected to, however the others fail to answer."""

import asyncio
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from gateway.store.db.database import Database, DatabaseUnavailable
from gateway.store.db.servers.choice import Servers


def beside(dsn: str, folder: Path) -> str:
    """Return the address of this server, with one before it whose socket is in this folder."""
    query = parse_qs(urlsplit(dsn).query)
    [host], [port] = query["host"], query["port"]
    return dsn.partition("?")[0] + f"?host={folder},{host}&port={port},{port}"


async def test_one_that_is_not_there_holds_up_nobody(shared_dsn: str, tmp_path: Path) -> None:
    servers = Servers(beside(shared_dsn, tmp_path))
    connection = await servers.open()
    assert servers.address_of(connection).startswith(parse_qs(urlsplit(shared_dsn).query)["host"][0])
    assert servers.keep_to(connection) == 0
    await connection.close()


async def test_one_that_says_nothing_is_left_behind(shared_dsn: str, tmp_path: Path) -> None:
    came = asyncio.Event()

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came.set()
        await reader.read()  # until it is closed
        writer.transport.abort()

    port = parse_qs(urlsplit(shared_dsn).query)["port"][0]
    async with await asyncio.start_unix_server(say_nothing, tmp_path / f".s.PGSQL.{port}"):
        servers = Servers(beside(shared_dsn, tmp_path))
        for turn in range(2):  # the second time the right one is asked first
            connection = await servers.open()
            assert await connection.fetchval("select 1") == 1
            await connection.close()
            assert came.is_set() == (turn == 0)
            came.clear()


async def test_without_any_the_error_tells_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        await Servers(f"postgresql://x@/g?host={tmp_path},{tmp_path}").open()
    with pytest.raises(DatabaseUnavailable, match="geen adres"):
        await Database.connect("postgresql://x@/g?host=a,b,c&port=1,2")
