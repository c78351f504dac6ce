"""The gateway opened on its database, without loading what only the server or a migration needs."""

import asyncio
import subprocess
import sys
from typing import Any

import asyncpg
import pytest
from structlog.testing import capture_logs

from gateway.opening import database_url, key_file, open_gateway
from gateway.settings import Settings
from gateway.store.db import migrations
from gateway.store.db.database import DatabaseUnavailable
from gateway.store.db.vault import VaultError
from gateway.store.keys.ring import new_ring
from tests.support.store.key_ring import LENIENT, vault
from tests.support.store.postgres import execute, temporary_folder

_OPENS = """
import asyncio, sys
from gateway.opening import database_url
from gateway.settings import Settings
from gateway.store.db.migrations import upgrade
asyncio.run(upgrade(sys.argv[1]))
print(*({"alembic", "fastapi", "sqlalchemy", "uvicorn"} & set(sys.modules)))
"""


def test_a_command_on_a_database_that_is_up_to_date_loads_no_web_server_and_no_migrations(dsn: str) -> None:
    done = subprocess.run([sys.executable, "-c", _OPENS, dsn], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n", "")


async def test_a_database_of_the_settings_is_opened_as_it_is(dsn: str) -> None:
    with temporary_folder() as folder:
        settings = Settings(database_url=dsn, key_file=folder / "ring")
        (folder / "ring").write_text(vault().ring.text())
        (folder / "ring").chmod(0o600)
        async with open_gateway(settings) as gateway, gateway.db.reading() as tx:
            assert await tx.fetchval("select version_num from alembic_version") == migrations.expected_revision()
        async with database_url(settings) as found:
            assert found == dsn


async def test_a_gateway_opens_by_one_connection(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[asyncpg.Connection] = []
    connect = asyncpg.connect

    async def counted(*args: Any, **options: Any) -> asyncpg.Connection:
        made.append(await connect(*args, **options))
        return made[-1]

    monkeypatch.setattr(asyncpg, "connect", counted)
    async with open_gateway(Settings(database_url=dsn)) as gateway:
        async with gateway.db.reading() as tx:
            assert await tx.fetchval("show application_name") == "iwmo-gateway"
        assert len(made) == 1
        other = Settings(database_url=dsn, keys=new_ring().text())
        with pytest.raises(VaultError):
            async with open_gateway(other):
                pass
    assert all(each.is_closed() for each in made)


async def test_a_ring_that_takes_unbound_values_is_warned_of(dsn: str) -> None:
    for ring, warnings in ((LENIENT.ring, 1), (vault().ring, 0)):
        with capture_logs() as said:
            async with open_gateway(Settings(database_url=dsn, keys=ring.text())):
                pass
        assert [each["event"] for each in said].count("vault.unbound_taken") == warnings


def test_the_key_ring_stands_in_the_data_folder_unless_the_settings_say_where() -> None:
    with temporary_folder() as folder:
        assert key_file(Settings(data_dir=folder)) == folder / "sleutelring"
        assert key_file(Settings(data_dir=folder, key_file=folder / "ring")) == folder / "ring"


async def test_the_bounds_on_waiting_are_those_of_the_settings(dsn: str) -> None:
    settings = Settings(database_url=dsn, keys=vault().ring.text(), lock_seconds=3, idle_transaction_seconds=7)
    async with open_gateway(settings) as gateway, gateway.db.reading() as tx:
        assert await tx.fetchval("show lock_timeout") == "3s"
        assert await tx.fetchval("show idle_in_transaction_session_timeout") == "7s"


async def test_an_open_gateway_writes_no_more_when_alembic_version_is_altered(dsn: str) -> None:
    async with open_gateway(Settings(database_url=dsn, keys=vault().ring.text())) as gateway:
        await execute(dsn, "update alembic_version set version_num = '9999'")
        await asyncio.sleep(1.1)
        with pytest.raises(DatabaseUnavailable, match="9999"):
            async with gateway.db.transaction():
                pass
