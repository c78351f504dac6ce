"""A database is copied whole to another and compared; what fails halfway leaves the other empty."""

import asyncio

import asyncpg
import pytest

from gateway.store.custody.move import MoveRefused, check_room, copy_all, frozen, take_over
from gateway.store.custody.origin import DatabaseCopied, check_origin
from gateway.store.db.database import Database, connect
from gateway.store.parties.operator_log import Actor
from tests.support.api.parties import enrol
from tests.support.store.filling import assigned_clients
from tests.support.store.key_ring import vault
from tests.support.store.ledger import book
from tests.support.store.postgres import Template, a_clone, execute

ANNE = Actor("opdrachtregel", "gebruiker anne op balie")
ODD = ["\\N", "\t", "é\n\\.\n", '{"a", NULL}', "\\x00", ""]


@pytest.fixture
async def source(dsn: str) -> str:
    """The address of a database with parties, care, messages, and text that a format might take for its own."""
    db = await Database.connect(dsn, vault=vault())
    try:
        await check_origin(db)
        await enrol(db)
        await assigned_clients(db, 5)
        for _ in range(3):
            await book(db, inhoud="".join(ODD).encode())
        async with db.transaction() as tx:
            await tx.executemany(
                "insert into organisaties (code, soort, naam) values ($1, 'aanbieder', $2)",
                [(f"0999{number:04}", f"naam {text}") for number, text in enumerate(ODD)],
            )
            await tx.execute("insert into workers (id, machine) values (gen_random_uuid(), 'balie')")
    finally:
        await db.close()
    return dsn


async def _rows(dsn: str) -> dict[str, list[str]]:
    connection = await connect(dsn)
    try:
        tables = await connection.fetch("select tablename as name from pg_tables where schemaname = 'public'")
        return {
            each["name"]: sorted(
                row["text"] for row in await connection.fetch(f'select t::text as text from "{each["name"]}" t')
            )
            for each in tables
        }
    finally:
        await connection.close()


async def _open(dsn: str) -> None:
    db = await Database.connect(dsn, vault=vault())
    try:
        await check_origin(db)
    finally:
        await db.close()


async def test_all_rows_and_numbers_go_along_but_for_who_works_on_it(source: str, template: Template) -> None:
    async with a_clone(template) as target, frozen(source) as frozen_source:
        await check_room(target)
        counts = await copy_all(frozen_source, target)
        before, after = await _rows(source), await _rows(target)
        assert after.pop("workers") == []
        assert len(before.pop("workers")) == 1
        assert after == before
        assert sum(counts.values()) == sum(map(len, after.values())) - 1  # alembic_version was there
        with pytest.raises(DatabaseCopied):
            await _open(target)
        await take_over(frozen_source, target, ANNE)
        await _open(target)
        with pytest.raises(MoveRefused, match="gaat nooit over een andere heen"):
            await copy_all(frozen_source, target)
        numbers = "select sequencename, last_value from pg_sequences where sequencename <> 'herkomst_id_seq' order by 1"
        there = await connect(target)
        assert await there.fetch(numbers) == await frozen_source.fetch(numbers)
        await there.close()


async def test_nobody_adds_anything_meanwhile(source: str) -> None:
    async with frozen(source):
        with pytest.raises(asyncpg.LockNotAvailableError):
            await execute(source, "set lock_timeout = 50; update organisaties set naam = 'Anders'")
    await execute(source, "set lock_timeout = 50; update organisaties set naam = 'Anders'")


async def test_a_failure_on_either_side_leaves_nothing_and_a_next_try_is_whole(source: str, template: Template) -> None:
    async with a_clone(template) as target:
        empty = await _rows(target)
        await execute(target, "alter table leveringen add constraint vol check (id < 2)")
        async with frozen(source) as frozen_source:
            with pytest.raises(asyncpg.CheckViolationError):
                await copy_all(frozen_source, target)
        assert await _rows(target) == empty
        await execute(target, "alter table leveringen drop constraint vol")

        await execute(source, "alter table leveringen rename column kanaal to weg")
        async with frozen(source) as frozen_source:
            with pytest.raises(asyncpg.UndefinedColumnError):
                await asyncio.wait_for(copy_all(frozen_source, target), 60)
        assert await _rows(target) == empty
        await execute(source, "alter table leveringen rename column weg to kanaal")

        for _ in range(2):  # the second one replaces what the first left, which issued nothing
            async with frozen(source) as frozen_source:
                await copy_all(frozen_source, target)
        assert (await _rows(target))["leveringen"] == (await _rows(source))["leveringen"]


async def test_a_value_that_arrives_as_another_is_found(source: str, template: Template) -> None:
    async with a_clone(template) as target:
        await execute(
            target,
            "create function anders() returns trigger language plpgsql as $$ begin new.naam := upper(new.naam);"
            " return new; end $$; create trigger anders before insert on organisaties for each row"
            " execute function anders()",
        )
        async with frozen(source) as frozen_source:
            with pytest.raises(MoveRefused, match="Tabel organisaties is niet gelijk"):
                await copy_all(frozen_source, target)
        assert (await _rows(target))["organisaties"] == []


async def test_only_an_original_in_use_can_be_moved(source: str) -> None:
    await execute(source, "update herkomst set systeem = '1'")
    with pytest.raises(MoveRefused, match="db restored"):
        async with frozen(source):
            pass
    await execute(source, "delete from herkomst")
    with pytest.raises(MoveRefused, match="niets vastgelegd"):
        async with frozen(source):
            pass
