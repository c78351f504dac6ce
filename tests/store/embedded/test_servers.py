"""The servers other tests run on: the embedded one, the machine's own, and one that is given."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from tests.support.store.embedded import ask
from tests.support.store.postgres import (
    Template,
    a_clone,
    a_server,
    database_of,
    embedded_server,
    execute,
    installed_programs,
    installed_server,
    migrated_template,
)


async def migrate(dsn: str) -> None:
    await execute(dsn, "create table kept as select 7 as value")


async def use(template: Template) -> str:
    async with a_clone(template) as first, a_clone(template) as second:
        await execute(first, "update kept set value = 8")
        connection = await asyncpg.connect(second)
        assert await connection.fetchval("select value from kept") == 7
        return second  # with a connection left open


@pytest.mark.parametrize("kind", ["embedded", "installed"])
def test_clones_of_a_migrated_template_are_separate_and_go(kind: str) -> None:
    programs = installed_programs()
    if kind == "installed" and programs is None:
        pytest.skip("no PostgreSQL >= 15 is installed on this machine")
    with embedded_server() if kind == "embedded" else installed_server(programs or Path()) as admin:
        with migrated_template(admin, migrate) as template:
            asyncio.run(use(template))
        assert ask(admin, "select count(*) from pg_database where datname like 'test_%'") == 0


def test_a_given_server_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with embedded_server() as given:
        monkeypatch.setenv("GATEWAY_TEST_DATABASE_URL", given)
        with a_server() as found:
            assert found == given
            assert database_of(found) == "gateway"
