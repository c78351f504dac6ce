"""A connection has our settings whatever those of the URL, and the rights of the application when asked for."""

import asyncio
import socket
from urllib.parse import parse_qs, urlsplit, urlunsplit

import pytest

from gateway.store.db.fault_table import DatabaseUnavailable
from gateway.store.db.session import APPLICATION, SETTINGS, connect, end, make_ready, reads_only


async def test_our_settings_hold_whatever_the_address_says(shared_dsn: str) -> None:
    connection = await connect(f"{shared_dsn}&statement_timeout=5&timezone=Asia/Tokyo", role=True)
    found = {name: await connection.fetchval("select current_setting($1, true)", name) for name in SETTINGS}
    assert {name: value for name, value in found.items() if value is not None}.items() <= SETTINGS.items()
    session = await make_ready(connection, role=True)
    assert (session.works_as, session.direct) == (APPLICATION, True)
    assert not reads_only(connection)
    await connection.close()


async def test_without_the_role_a_connection_works_as_its_login(shared_dsn: str) -> None:
    connection = await connect(shared_dsn)
    session = await make_ready(connection, role=False)
    assert session.works_as == session.login != APPLICATION
    await connection.close()


async def test_a_session_is_ended_on_the_server_too(shared_dsn: str) -> None:
    connection, other = await connect(shared_dsn), await connect(shared_dsn)
    pid = connection.get_server_pid()
    with pytest.raises(Exception, match="terminat"):
        await end(connection)
    assert await other.fetchval("select count(*) from pg_stat_activity where pid = $1", pid) == 0
    connection.terminate()
    await other.close()


async def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(DatabaseUnavailable):
        await connect("postgresql://x@127.0.0.1:1/x", seconds=1)


async def test_we_look_whether_the_machine_of_the_server_is_there(shared_dsn: str) -> None:
    parts = urlsplit(shared_dsn)
    folder, port = (parse_qs(parts.query)[name][0] for name in ("host", "port"))

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, here = await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.{port}")
        await asyncio.gather(_copy(reader, here), _copy(there, writer))

    async with await asyncio.start_server(relay, "127.0.0.1", 0) as server:
        host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        login = parts.netloc.rpartition("@")[0]
        connection = await connect(urlunsplit(parts._replace(netloc=f"{login}@{host}", query="")))
        end = connection._transport.get_extra_info("socket")  # type: ignore[attr-defined]
        assert end.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
        assert end.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 30
        await connection.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
    writer.close()
