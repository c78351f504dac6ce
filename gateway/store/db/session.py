"""Connections made ready, so that no setting of the server, the database, the login or the URL can do harm."""

import asyncio
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import asyncpg

from gateway.store.db.fault_table import NO_CONNECTION, DatabaseUnavailable
from gateway.store.db.faults import as_unavailable
from gateway.store.db.servers.choice import NoServerWrites, Servers

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    AnyConnection = asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]

APPLICATION: Final = "gateway_app"
"""The role that the application takes on; its rights are in `gateway.store.db.rights`."""
_POOLED: Final = "iwmo-gateway"
_SINGLE: Final = "iwmo-command"
"""Names of our sessions, in pg_stat_activity: those of a pool, by which a gateway, a worker or a command does its work,
and those that are made to look at the database or to migrate it."""
OLDEST_SERVER: Final = 15
"""The first PostgreSQL with NULLS NOT DISTINCT."""
_NOT_YET: Final = (asyncpg.CannotConnectNowError, asyncpg.ConnectionDoesNotExistError, NoServerWrites)
"""What a server says that is starting, recovering from a crash or on its way down; or several, while one takes over."""

SETTINGS: Final = {
    # After the wait for an advisory lock, a transaction has to see what the previous holder wrote.
    "default_transaction_isolation": "read committed",
    "default_transaction_deferrable": "off",
    # What a statement means, and which rows it sees: with row_security off one that would see less than all fails.
    "search_path": "public, pg_temp",
    "standard_conforming_strings": "on",
    "transform_null_equals": "off",
    "row_security": "off",
    "gin_fuzzy_search_limit": "0",
    # How values are written as text, also by `to_jsonb` and in what is sealed.
    "client_encoding": "UTF8",
    "TimeZone": "UTC",
    "DateStyle": "ISO, MDY",
    "IntervalStyle": "postgres",
    "bytea_output": "hex",
    "extra_float_digits": "1",
    # We have limits of our own; these would cut short what has to be whole.
    "statement_timeout": "0",
    "lock_timeout": "0",
    "transaction_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "idle_session_timeout": "0",
    "exit_on_error": "off",
}
"""Settings of all our sessions, whatever those of the server. Not default_transaction_read_only: an operator or hosting
provider who sets that, as when a disk is nearly full, has a reason to keep us from writing."""

_SERVER_KEEPS_ALIVE: Final = {
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
"""Settings by which the server notices within a minute or so that the machine of a session is gone, and ends it. Over a
socket of the machine itself they mean nothing, and read as 0."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on waiting in the sessions of a pool: what a gateway that is stopped holds, it doesn't hold for ever."""

    lock_s: float = 10.0
    """Seconds that a statement waits for a lock."""
    idle_transaction_s: float = 60.0
    """Seconds between two statements of a transaction, after which the server undoes it and ends the session."""
    connection_s: float = 10.0
    """Seconds to wait for a connection of the pool."""

    def settings(self) -> dict[str, str]:
        """Return the settings of a session that keep it to these bounds."""
        return {
            "lock_timeout": f"{self.lock_s * 1000:.0f}",
            "idle_in_transaction_session_timeout": f"{self.idle_transaction_s * 1000:.0f}",
        }


_SET: Final = """
select set_config(name, value, false) from (values {}) as ours (name, value)
where current_setting(name, true) is not null;
select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off';
select set_config('session_replication_role', 'origin', false)
where current_setting('session_replication_role') = 'replica'
    and has_parameter_privilege(session_user, 'session_replication_role', 'set')
"""
_KEEP_ALIVE: Final = (("TCP_KEEPIDLE", 30), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 3), ("TCP_USER_TIMEOUT", 60_000))
"""Options of our end of a connection, as far as the system has them: it is closed when the server's machine is gone."""
_NO_LIMIT: Final = "set statement_timeout = 0"
_MAX_TIMEOUTS: Final = 100
"""Times that this one statement, which takes the server some microseconds, may be cut short by the limit it lifts."""
_TAKE_ROLE: Final = f"""
select set_config('role', '{APPLICATION}', false)
where pg_has_role(session_user, to_regrole('{APPLICATION}')::oid,
    case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end)
"""
_FACTS: Final = """
select pg_backend_pid() as pid, current_user::text as works_as, quote_ident(session_user) as login,
    current_setting('session_replication_role') = 'replica' as without_triggers
"""

_WORKING: Final = """
    select concat_ws(' ', usename, host(client_addr), format('(pid %s)', pid))
    from pg_stat_activity
    where datname = current_database() and usename is not null and pid <> pg_backend_pid()
        and application_name in ('', $1)
    order by pid
"""
"""A gateway from before sessions had names gives none. Each login sees the names of all, not their addresses."""


@dataclass(frozen=True, slots=True)
class Session:
    """Facts about a connection that was made ready."""

    works_as: str
    login: str
    direct: bool
    """False behind a pooler, which makes up the number of the process of the server that it tells at the start."""


def servers_of(dsn: str) -> Servers:
    """Return the servers of this address. Raises DatabaseUnavailable unless it is one."""
    try:
        return Servers(dsn)
    except ValueError as error:
        raise as_unavailable(error) from error


async def connect(
    where: str | Servers, *, seconds: float = 10, role: bool = False, statement_s: float | None = None
) -> "asyncpg.Connection[asyncpg.Record]":
    """Return a connection outside any pool, made ready; with `role` it has the rights of the application if it can.

    A server that recovers or restarts is waited for, and of several one that can be written to. `statement_s`: seconds
    to wait for the answer to a statement. Raises DatabaseUnavailable.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            servers = where if isinstance(where, Servers) else servers_of(where)
            connection = await servers.open(timeout=seconds, command_timeout=statement_s)
            await _ready_or_closed(connection, role=role)
        except _NOT_YET as error:
            if time.monotonic() > until:
                raise as_unavailable(error) from error
            await asyncio.sleep(0.1)
        except NO_CONNECTION as error:
            raise as_unavailable(error) from error
        else:
            return connection


async def _ready_or_closed(connection: "asyncpg.Connection[asyncpg.Record]", *, role: bool) -> None:
    try:
        await make_ready(connection, role=role)
    except BaseException:
        connection.terminate()
        raise


async def make_ready(connection: "AnyConnection", *, role: bool, limits: Limits | None = None) -> Session:
    """Give the connection its settings and, with `role`, the rights of the application where the login may have them.

    Without `limits` no wait is bounded. By statements and not by parameters of the start-up, which a pooler refuses or
    drops. Raises DatabaseUnavailable on a server that is too old or has its triggers off.
    """
    major = connection.get_server_version().major
    if major < OLDEST_SERVER:
        raise DatabaseUnavailable(
            f"De database draait op PostgreSQL {major}; de gateway heeft {OLDEST_SERVER} of nieuwer nodig. "
            "Werk de server bij, of wijs met GATEWAY_DATABASE_URL een andere aan."
        )
    _keep_alive(connection)
    own = {"application_name": _SINGLE} if limits is None else {"application_name": _POOLED, **limits.settings()}
    values = {**SETTINGS, **_SERVER_KEEPS_ALIVE, **own}
    settings = _SET.format(", ".join(f"('{name}', '{value}')" for name, value in values.items()))
    if role:
        settings = f"{settings}; {_TAKE_ROLE}"
    try:
        await connection.execute(settings)
    except asyncpg.QueryCanceledError:
        # The server, the login or the URL has a statement_timeout that is over before these are done.
        await _lift_limit(connection)
        await connection.execute(settings)
    facts = await connection.fetchrow(_FACTS)
    assert facts is not None
    if facts["without_triggers"]:
        raise DatabaseUnavailable(
            "In de database staan voor deze login alle triggers uit (session_replication_role = replica), en die "
            f"bewaken het grootboek. Laat een beheerder dat terugzetten: alter role {facts['login']} reset "
            "session_replication_role (of alter database, of in postgresql.conf)."
        )
    return Session(facts["works_as"], facts["login"], facts["pid"] == connection.get_server_pid())


def _keep_alive(connection: "AnyConnection") -> None:
    """Have the system look whether the server's machine is there, also while nothing is asked of it."""
    # The library has no other way to its socket, and no option for this.
    transport = getattr(connection, "_transport", None)
    end = None if transport is None else transport.get_extra_info("socket")
    if end is None or end.family not in (socket.AF_INET, socket.AF_INET6):
        return
    end.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _KEEP_ALIVE:
        if hasattr(socket, name):
            end.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


async def _lift_limit(connection: "AnyConnection") -> None:
    """Set statement_timeout to none. Raises QueryCanceledError when the limit never leaves time for that alone."""
    for _ in range(_MAX_TIMEOUTS - 1):
        with suppress(asyncpg.QueryCanceledError):
            await connection.execute(_NO_LIMIT)
            return
    await connection.execute(_NO_LIMIT)


def reads_only(connection: "AnyConnection") -> bool:
    """Return True when the server reported that this session can't write. Behind a pooler the report may be old."""
    told = connection.get_settings()
    return "on" in (getattr(told, "default_transaction_read_only", "off"), getattr(told, "in_hot_standby", "off"))


async def end(connection: "AnyConnection") -> None:
    """End the session on the server too, which a pooler would hand to the next. Raises what the connection raises."""
    await connection.execute("rollback; set role none; select pg_terminate_backend(pg_backend_pid())")


async def list_working(connection: "AnyConnection") -> list[str]:
    """Return the sessions by which other gateways, workers and commands do their work in this database.

    One that was idle for five minutes has none. Of each the login, the address and the process of the server.
    """
    return [row[0] for row in await connection.fetch(_WORKING, _POOLED)]
