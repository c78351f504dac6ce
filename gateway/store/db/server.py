"""A look at a server before the gateway works on it: settings that would break a promise, and poolers in between."""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import asyncpg

from gateway.store.db.fault_table import DatabaseUnavailable
from gateway.store.db.faults import shared_by_pooler
from gateway.store.db.session import connect

if TYPE_CHECKING:
    from gateway.store.db.session import AnyConnection

    _Plain = asyncpg.Connection[asyncpg.Record]

_ROUNDS: Final = 3
"""Times that two connections are asked on which process of the server they are."""
_NOT_OF_A_SESSION: Final = (
    asyncpg.InvalidSQLStatementNameError,
    asyncpg.DuplicatePreparedStatementError,
)
_DANGERS: Final = (
    (
        "fsync",
        "off",
        (
            "bij een storing kan de database stukgaan, en raken berichten kwijt waarvan de ontvangst al is bevestigd. "
            "Zet fsync aan"
        ),
    ),
    (
        "full_page_writes",
        "off",
        (
            "bij stroomuitval kan de database stukgaan. Zet full_page_writes aan, tenzij het bestandssysteem zelf hele "
            "pagina's schrijft"
        ),
    ),
    ("zero_damaged_pages", "on", "beschadigde pagina's raken ongemerkt leeg. Zet zero_damaged_pages uit"),
    (
        "ignore_checksum_failure",
        "on",
        "beschadigde pagina's worden gelezen alsof zij goed zijn. Zet ignore_checksum_failure uit",
    ),
)
"""Settings that only the server's operator can change: the name, the dangerous value, and why it is dangerous."""
_OURS: Final = (
    "default_transaction_isolation",
    "default_transaction_deferrable",
    "standard_conforming_strings",
    "synchronous_commit",
    "session_replication_role",
    "statement_timeout",
    "lock_timeout",
    "transaction_timeout",
    "idle_in_transaction_session_timeout",
    "idle_session_timeout",
)
"""Settings that the gateway overrules in its sessions; its operator may wonder why the server's value has no effect."""
_BOUNDED: Final = ("lock_timeout", "idle_in_transaction_session_timeout")
"""Of those, waits that the gateway bounds itself: that a server has no limit, its default, is no remark."""
_NO_LIMIT: Final = "0"

_IN_AUGUST: Final = "13 augustus 2026"
NEWEST_KNOWN: Final[Mapping[int, tuple[int, str]]] = {
    18: (6, _IN_AUGUST),
    17: (11, _IN_AUGUST),
    16: (15, _IN_AUGUST),
    15: (20, "13 november 2026"),
}
"""By major version of PostgreSQL the newest minor one that this gateway knows of, and the day since when it is there.

The first three by postgresql.org, the last by Debian. New ones come each quarter, which a later release knows of.
"""


async def inspect(connection: "_Plain", dsn: str) -> None:
    """Raise DatabaseUnavailable when the gateway can't keep its promises on this database by this way to it."""
    if await _shared(connection, dsn):
        raise shared_by_pooler()
    encoding = await connection.fetchval("select current_setting('server_encoding')")
    if encoding != "UTF8":
        raise DatabaseUnavailable(
            f"De database heeft codering {encoding}, en daarin past niet elke naam; nodig is UTF8. Maak een nieuwe "
            "(create database NAAM encoding 'UTF8' template template0) en wijs die aan met GATEWAY_DATABASE_URL."
        )


async def require_rights(connection: "_Plain") -> None:
    """Raise DatabaseUnavailable when the login has neither the rights of the application nor those of the owner."""
    row = await connection.fetchrow(
        "select quote_ident(session_user) as login, has_table_privilege('alembic_version', 'select') as may"
    )
    assert row is not None
    if not row["may"]:
        raise DatabaseUnavailable(
            f"Login {row['login']} mag niets in de database: zij is geen lid van de rol gateway_app. Geef als eigenaar "
            f"van de database: grant gateway_app to {row['login']}. Bestaat die rol niet, of helpt het niet, "
            "voer dan eerst 'gateway db upgrade' uit met de login van de eigenaar."
        )


async def list_remarks(connection: "AnyConnection") -> list[str]:
    """Return a Dutch line for every setting of the server that is dangerous, or that the gateway doesn't follow.

    And one when the server lacks fixes that its line has.
    """
    found = await connection.fetch(
        "select name, setting, reset_val from pg_settings where name = any($1)",
        [*(name for name, _, _ in _DANGERS), *_OURS],
    )
    values = {row["name"]: row for row in found}
    lines = [
        f"Instelling {name} van de server staat op {danger}: {why}."
        for name, danger, why in _DANGERS
        if name in values and values[name]["setting"] == danger
    ]
    lines += [
        f"Instelling {name} van de server of de login is '{row['reset_val']}'; de gateway werkt met '{row['setting']}'."
        for name in _OURS
        if (row := values.get(name)) is not None
        and row["setting"] != row["reset_val"]
        and not (name in _BOUNDED and row["reset_val"] == _NO_LIMIT)
    ]
    old = behind(await connection.fetchval("select current_setting('server_version_num')::int"))
    return lines if old is None else [*lines, old]


def behind(version: int) -> str | None:
    """Return a Dutch line when a newer server of the same line is known than this one: 180004; else None."""
    major, minor = divmod(version, 10_000)
    newest, since = NEWEST_KNOWN.get(major, (0, ""))
    if minor >= newest:
        return None
    return (
        f"De server is PostgreSQL {major}.{minor}, en in die lijn is er sinds {since} al {major}.{newest}, met "
        "oplossingen voor kwetsbaarheden; misschien inmiddels een nieuwere. Werk een eigen server bij; voor de "
        "ingebouwde zie SECURITY.md: zij luistert op geen netwerk, en wie haar in het echt gebruikt wijst beter een "
        "eigen server aan met GATEWAY_DATABASE_URL."
    )


async def look_at_server(dsn: str) -> list[str]:
    """Return the remarks on the server at this address. Raises DatabaseUnavailable."""
    connection = await connect(dsn)
    try:
        return await list_remarks(connection)
    finally:
        await connection.close()


async def _shared(connection: "_Plain", dsn: str) -> bool:
    """Return True when a pooler gives the server's process to other connections between two statements.

    A pooler makes up the number of the process that it reports at the start; a true number shows that there is none.
    """
    try:
        pid = await _pid(connection)
        if pid == connection.get_server_pid():
            return False
        other = await connect(dsn)
        try:
            for _ in range(_ROUNDS):
                theirs, ours = await _pid(other), await _pid(connection)
                if theirs == ours or ours != pid:
                    return True
        finally:
            other.terminate()
    except _NOT_OF_A_SESSION:
        return True
    except asyncpg.ConnectionDoesNotExistError as error:
        # By the statement: "transaction blocks not allowed in statement pooling mode", and the connection is gone.
        if isinstance(error.__cause__, asyncpg.ProtocolViolationError):
            return True
        raise
    except TimeoutError:
        raise DatabaseUnavailable(
            "De pooler voor de database geeft geen tweede verbinding. Geef de gateway er ten minste evenveel als "
            "GATEWAY_POOL_SIZE en twee (default_pool_size in pgbouncer.ini)."
        ) from None
    return False


async def _pid(connection: "_Plain") -> int:
    """Return the number of the server's process that answers now; in a transaction, which no pooler splits."""
    async with asyncio.timeout(10):
        async with connection.transaction(isolation="read_committed"):
            pid: int = await connection.fetchval("select pg_backend_pid()")
    return pid
