"""A database is brought to the schema of this code, or left alone with a clear word."""

import asyncio
import json
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Final
from uuid import UUID

import asyncpg
import pytest
from alembic.script import ScriptDirectory

from gateway.app import create_app
from gateway.exchange.custody.seal import VerifiedCount, seal_ledger, verify_ledger
from gateway.exchange.kernel.gateway import Gateway
from gateway.settings import Settings
from gateway.standard.noted import NotedHash
from gateway.standard.resources import bundled
from gateway.store.care import toewijzingen
from gateway.store.custody.key_ring import adopt
from gateway.store.custody.rewrap import rewrap
from gateway.store.db import migrations
from gateway.store.db.database import Connection, Database, DatabaseUnavailable, connect
from gateway.store.db.migrations import SchemaError
from gateway.store.db.places import MESSAGE_FINDINGS
from gateway.store.ledger import berichten
from gateway.store.signals import signalen
from gateway.store.signals.signalen import SignalFilter
from gateway.store.tables import metadata
from tests.support.api.leaks import NAME, found_in
from tests.support.messages.messages import BSN, schemas
from tests.support.store.key_ring import LENIENT, open_vault_of
from tests.support.store.postgres import Template, create_database, drop_database, execute

RELEASES: Final = Path(__file__).parents[2] / "support" / "store" / "releases"
"""Of each release the rows of a database in which it played its demo, and the ring of keys that goes with them."""
REVISIONS: Final = {"0.1.0": "0024"}
NOTED: Final = {"0.1.0": "a1dba779f2bcf52e57004b71e3446eeabbf5907478199c455328c6167950cbb1"}
"""By release the newest seal, as its own `ledger verify` printed it."""
WITH_FINDINGS = ("berichten", "beoordelingen")
TARGETS = """
    select c.relname || '.' || a.attname as kolom, a.attstattarget from pg_attribute a
    join pg_class c on c.oid = a.attrelid where a.atttypid = 'geheim'::regtype and c.relkind = 'r'
"""
COPIED = f"select kolom from ({TARGETS}) t where kolom in (select tablename || '.' || attname from pg_stats)"


@pytest.fixture
async def empty(template: Template) -> AsyncIterator[str]:
    """A database without tables."""
    dsn = await create_database(template.admin_dsn)
    yield dsn
    await drop_database(template.admin_dsn, dsn)


async def everything(dsn: str) -> list[asyncpg.Record]:
    """Return all there is in a database by name, and the revision it says it has."""
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetch(
            """
            select 'column', table_name || '.' || column_name || ' ' || data_type
                from information_schema.columns where table_schema = 'public'
            union all select 'index', indexdef from pg_indexes where schemaname = 'public'
            union all select 'constraint', conname || pg_get_constraintdef(oid) from pg_constraint
                where connamespace = 'public'::regnamespace
            union all select 'trigger', pg_get_triggerdef(oid) from pg_trigger
            union all select 'sequence', sequencename || ' ' || max_value from pg_sequences where schemaname = 'public'
            order by 1, 2
            """
        )
    finally:
        await connection.close()


def test_the_revisions_read_from_the_headers_are_those_of_alembic() -> None:
    scripts = ScriptDirectory(str(bundled("migrations")))
    assert migrations.revisions() == tuple(each.revision for each in scripts.walk_revisions())[::-1]
    assert migrations.expected_revision() == scripts.get_current_head()


async def test_upgrading_twice_changes_nothing_the_second_time(empty: str) -> None:
    await migrations.upgrade(empty)
    first = await everything(empty)
    await migrations.upgrade(empty)
    assert await everything(empty) == first
    await migrations.check_current(empty)


async def test_several_processes_may_upgrade_at_once(empty: str) -> None:
    await asyncio.gather(*(migrations.upgrade(empty) for _ in range(5)))
    await migrations.check_current(empty)
    assert await migrations.list_differences(empty) == []


async def test_the_migrations_and_the_tables_of_the_code_agree(dsn: str) -> None:
    assert await migrations.list_differences(dsn) == []
    await execute(dsn, "alter table clienten drop column gewijzigd_op")
    assert "gewijzigd_op" in " ".join(await migrations.list_differences(dsn))


async def test_the_predicates_of_partial_indexes_agree_too(dsn: str) -> None:
    """Alembic doesn't compare them."""
    found = {row[1] for row in await everything(dsn) if row[0] == "index"}

    def plain(text: str) -> str:
        return re.sub(r"::text|[()\s]", "", text).lower()

    for table in metadata.tables.values():
        for index in table.indexes:
            where = index.dialect_options["postgresql"]["where"]
            [definition] = [each for each in found if f" {index.name} " in each]
            assert plain(definition.partition(" WHERE ")[2]) == plain("" if where is None else str(where))


async def test_a_database_of_a_newer_gateway_is_refused_and_left_alone(dsn: str) -> None:
    await execute(dsn, "update alembic_version set version_num = '9f9f'")
    await execute(dsn, "alter table clienten add column iets_nieuws text")
    before = await everything(dsn)
    for attempt in (migrations.upgrade, migrations.check_current):
        with pytest.raises(SchemaError) as refused:
            await attempt(dsn)
        assert "9f9f" in str(refused.value)
        assert "nieuwere gateway" in str(refused.value)
        assert "Er is niets gewijzigd" in str(refused.value)
        assert "Installeer die versie weer" in str(refused.value)
    assert await everything(dsn) == before

    app = create_app(Settings(database_url=dsn))
    with pytest.raises(SchemaError, match="nieuwere gateway"):
        async with app.router.lifespan_context(app):
            pass


async def test_a_database_that_was_never_upgraded_is_not_used_and_the_command_is_named(empty: str) -> None:
    with pytest.raises(SchemaError, match="gateway db upgrade"):
        await migrations.check_current(empty)
    assert await everything(empty) == []


async def test_names_and_remarks_from_before_they_were_encrypted_are_still_read(empty: str) -> None:
    await migrations.upgrade(empty, "0015")
    await execute(
        empty,
        """
        insert into organisaties (code, soort, naam) values ('01234567', 'aanbieder', 'Zorg');
        insert into clienten (gemeente, id, bsn, gegevens)
            values ('0983', gen_random_uuid(), row(0, '999900006')::geheim, row(0, '{}')::geheim);
        insert into toewijzingen (gemeente, nummer, client_id, aanbieder)
            select '0983', 1, id, '01234567' from clienten;
        insert into toewijzing_versies
            (gemeente, nummer, versie, toewijzingsdatum, toewijzingstijd, ingangsdatum, commentaar, overrule)
            values ('0983', 1, 1, '2024-01-01', '12:00', '2024-01-01', 'let op', '{"consulent": "Jé", "reden": "x"}'),
            ('0983', 1, 2, '2024-01-01', '12:00', '2024-01-01', null, null);
        insert into signalen
            (gemeente, id, code, sleutel, aanbieder, uiterlijk, tekst, bron, status, ontstaan_op, afgehandeld_op,
                afgehandeld_door)
            values ('0983', gen_random_uuid(), 'NL-805', 'x', '01234567', '2024-01-01', 'x', 'x', 'afgehandeld', now(),
                now(), 'Jé')
        """,
    )
    await migrations.upgrade(empty)
    db = await Database.connect(empty, vault=LENIENT)
    async with db.reading() as tx:
        found = await toewijzingen.find(tx, "0983", 1)
        [signal] = await signalen.fetch_page(tx, "0983", SignalFilter(), None, 9)
    await db.close()
    assert found is not None
    assert [(each.terms.commentaar, each.overrule) for each in found.versions] == [
        ("let op", {"consulent": "Jé", "reden": "x"}),
        (None, None),
    ]
    assert signal.afgehandeld_door == "Jé"


async def test_b01_days_that_were_kept_as_infinite_are_mended(empty: str) -> None:
    await migrations.upgrade(empty, "0024")
    await execute(
        empty,
        """
        insert into organisaties (code, soort, naam) values ('0983', 'gemeente', 'Venlo');
        insert into contracten (gemeente, aanbieder, segment, vanaf, tot)
            values ('0983', '01234567', '1A1', '-infinity', 'infinity'), ('0983', '01234567', '1A2', '2024-01-01', null)
        """,
    )
    await migrations.upgrade(empty)
    connection = await asyncpg.connect(empty)
    try:
        kept = await connection.fetch("select vanaf::text, tot::text from contracten order by segment")
    finally:
        await connection.close()
    assert [tuple(each) for each in kept] == [("0001-01-01", "9999-12-31"), ("2024-01-01", None)]


async def test_findings_from_before_they_were_encrypted_are_read_and_sealed_as_they_were(empty: str) -> None:
    await migrations.upgrade(empty, "0020")
    await execute(
        empty,
        """
        insert into berichten (gemeente, id, richting, soort, release, verzender, ontvanger, identificatie, inhoud,
                sha256, oordeel, bevindingen)
            values ('0983', '00000000-0000-7000-8000-000000000001', 'in', 'WMO305', '3.2', 'x', 'y', 'z',
                row(0, 'x')::geheim, '', 'geparkeerd', '[{"code": "TR002", "text": "één"}]');
        insert into beoordelingen (gemeente, id, bericht_id, oordeel, bevindingen, door, op)
            select gemeente, gen_random_uuid(), id, 'goedgekeurd', '[]', 'x', now() from berichten;
        """,
    )

    async def hashes(bytes_of: str) -> list[bytes]:
        connection = await asyncpg.connect(empty)
        try:
            return [await connection.fetchval(f"select sha256({bytes_of}) from {each}") for each in WITH_FINDINGS]
        finally:
            await connection.close()

    before = await hashes("convert_to(bevindingen::text, 'UTF8')")
    await migrations.upgrade(empty)
    assert await hashes("(bevindingen).inhoud") == before
    db = await Database.connect(empty, vault=LENIENT)
    async with db.reading() as tx:
        found = await berichten.find(tx, UUID("00000000-0000-7000-8000-000000000001"))
        kept = await tx.fetchval("select bevindingen from berichten")
        told = kept.open(MESSAGE_FINDINGS.at("0983", UUID("00000000-0000-7000-8000-000000000001")))
    await db.close()
    assert found is not None
    assert found.bevindingen == []
    assert json.loads(told) == [{"code": "TR002", "text": "één"}]


async def test_no_statistics_hold_copies_of_what_is_encrypted(empty: str) -> None:
    await migrations.upgrade(empty, "0023")
    await execute(
        empty,
        """
        insert into clienten (gemeente, id, bsn, bsn_zoek, gegevens)
        select '0983', gen_random_uuid(), row(1, sha256(n::text::bytea))::geheim, sha256(n::text::bytea),
            row(1, sha256(n::text::bytea))::geheim
        from generate_series(1, 300) n
        """,
    )

    async def copied() -> list[str]:
        connection = await asyncpg.connect(empty)
        try:
            await connection.execute("analyze")
            found = await connection.fetch(COPIED)
        finally:
            await connection.close()
        return [each["kolom"] for each in found]

    assert {"clienten.bsn", "clienten.gegevens"} <= set(await copied())
    await migrations.upgrade(empty)
    assert await copied() == []
    connection = await asyncpg.connect(empty)
    try:
        targets = await connection.fetch(TARGETS)
        assert await connection.fetchval("select count(*) from wisbaar") == 0
    finally:
        await connection.close()
    assert len(targets) > 10
    assert {each["attstattarget"] for each in targets} == {0}


async def test_an_upgrade_that_fails_half_way_leaves_nothing(empty: str) -> None:
    await execute(empty, "create table toewijzing_verzendingen (of_someone_else int)")
    before = await everything(empty)
    with pytest.raises(Exception, match="toewijzing_verzendingen"):
        await migrations.upgrade(empty)
    assert await everything(empty) == before


async def test_a_server_that_is_not_there_is_said_so_without_the_password(empty: str) -> None:
    for dsn in ("postgresql://gateway:geheim@127.0.0.1:1/gateway", "postgresql://gateway:geheim@/x?host=/nonexistent"):
        with pytest.raises(DatabaseUnavailable) as refused:
            await migrations.check_current(dsn)
        assert "GATEWAY_DATABASE_URL" in str(refused.value)
        assert "geheim" not in str(refused.value)


def test_the_files_are_a_single_line_of_revisions() -> None:
    names = sorted(each.name for each in (bundled("migrations") / "versions").glob("*.py"))
    assert names[0].startswith("0001_")
    assert migrations.expected_revision() == names[-1].partition("_")[0]


async def test_b07_what_held_a_bsn_before_is_encrypted_masked_or_found_all_the_same(empty: str) -> None:
    await migrations.upgrade(empty, "0024")
    await execute(
        empty,
        f"""
        insert into organisaties (code, soort, naam) values ('01234567', 'aanbieder', 'Zorg'),
            ('0983', 'gemeente', 'Venlo');
        insert into clienten (gemeente, id, bsn, gegevens)
            values ('0983', gen_random_uuid(), row(0, '{BSN}')::geheim, row(0, '{{}}')::geheim);
        insert into toewijzingen (gemeente, nummer, client_id, aanbieder)
            select '0983', 1, id, '01234567' from clienten;
        insert into toewijzing_versies
            (gemeente, nummer, versie, toewijzingsdatum, toewijzingstijd, ingangsdatum, referentie_aanbieder)
            values ('0983', 1, 1, '2024-01-01', '12:00', '2024-01-01', '{BSN}'),
            ('0983', 1, 2, '2024-01-01', '12:00', '2024-01-01', null);
        insert into weigeringen (organisatie, id, sha256, omvang, probleem) values
            ('01234567', gen_random_uuid(), '', 1, '{{"soort": "zip-ongeldig", "melding":
                "De zip kan niet worden aangenomen: ''{NAME} {BSN}.xml'' is beschadigd."}}'),
            ('01234567', gen_random_uuid(), '', 1, '{{"soort": "x", "melding": "Identificatie {BSN}001"}}'),
            ('01234567', gen_random_uuid(), '', 1, '{{"soort": "x", "melding": "Identificatie S1"}}');
        insert into signalen (gemeente, id, code, sleutel, aanbieder, uiterlijk, tekst, bron, ontstaan_op)
            values ('0983', gen_random_uuid(), 'NL-807', 'x', '01234567', '2024-01-01', 'WMO305 {BSN}001 wacht', 'x',
                now())
        """,
    )
    await migrations.upgrade(empty)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await execute(empty, "update weigeringen set omvang = 2")
    db = await Database.connect(empty, vault=LENIENT)
    assert await adopt(db, LENIENT) == 1
    async with db.reading() as tx:
        found = await toewijzingen.find(tx, "0983", 1)
        told = {row[0] for row in await tx.fetch("select probleem ->> 'melding' from weigeringen")}
    await db.close()
    assert found is not None
    assert [each.terms.referentie_aanbieder for each in found.versions] == [BSN, None]
    assert told == {
        "De zip kan niet worden aangenomen: een bestand is beschadigd.",
        "Identificatie *********001",
        "Identificatie S1",
    }
    assert await found_in(empty) == []


@pytest.mark.parametrize(
    ("revision", "note", "may"),
    [
        ("HEAD", None, True),
        ("9999", None, False),
        ("9999", "9999 HEAD", True),
        ("9999", "9999 0034", True),
        ("9999", "9999 9998", False),
        ("9999", "9998 HEAD", False),
        ("0034", "HEAD 0034", False),
        (None, "9999 HEAD", False),
    ],
)
def test_this_code_writes_at_its_own_migration_or_where_a_newer_one_says_it_may(
    revision: str | None, note: str | None, may: bool
) -> None:
    head = migrations.expected_revision()
    seen = None if revision is None else revision.replace("HEAD", head)
    assert migrations.may_write(seen, None if note is None else note.replace("HEAD", head)) is may


def test_the_oldest_writer_is_before_a_row_of_migrations_that_only_expand() -> None:
    known = migrations.revisions()
    folder = bundled("migrations") / "versions"
    after = known[known.index(migrations.oldest_writer()) + 1 :]
    assert all("\nexpand_only = True\n" in next(folder.glob(f"{each}_*.py")).read_text() for each in after)


async def test_an_upgrade_notes_the_oldest_code_that_may_write(db: Database) -> None:
    async with db.reading() as tx:
        note = f"{migrations.expected_revision()} {migrations.oldest_writer()}"
        assert await migrations.read_revision(tx) == (migrations.expected_revision(), note)


async def test_nothing_is_written_once_alembic_version_was_altered(dsn: str) -> None:
    watch = migrations.SchemaWatch()
    db = await Database.connect(dsn, vault=LENIENT, watch=watch)
    add = "insert into workers (id, machine) values (gen_random_uuid(), 'm')"
    try:
        async with db.transaction() as tx:
            await tx.execute(add)
        for change in ("update alembic_version set version_num = '9999'", "delete from alembic_version"):
            await execute(dsn, change)
            watch._sure_until = 0.0  # a second later
            for begin in (db.transaction, db.serial_transaction):
                with pytest.raises(DatabaseUnavailable, match="staat nu op migratie"):
                    await _add(begin(), add)
        await execute(dsn, "insert into alembic_version values ('9999')")
        await execute(dsn, f"comment on table alembic_version is '9999 {migrations.expected_revision()}'")
        await _add(db.transaction(), add)
        await migrations.check_current(dsn)
        async with db.reading() as tx:
            assert await tx.fetchval("select count(*) from workers") == 2
    finally:
        await db.close()


async def _add(begun: AbstractAsyncContextManager[Connection], statement: str) -> None:
    async with begun as tx:
        await tx.execute(statement)


@pytest.mark.parametrize("release", sorted(REVISIONS))
async def test_the_ledger_of_an_earlier_release_fits_its_seals(empty: str, release: str, tmp_path: Path) -> None:
    """After the upgrade, after all was encrypted anew, and with new rows; and what is changed in it is found."""
    await migrations.upgrade(empty, REVISIONS[release])
    await execute(empty, (RELEASES / f"{release}.sql").read_text("utf-8"))
    await migrations.upgrade(empty)
    ring = (RELEASES / f"{release}.sleutelring").read_text("utf-8")
    vault = await open_vault_of(empty, tmp_path / "sleutelring", ring)
    db = await Database.connect(empty, vault=vault)
    gateway = Gateway(db, schemas(), vault=vault)
    noted = NotedHash(bytes.fromhex(NOTED[release]), "0983")

    async def deviations() -> tuple[list[str], int]:
        counted = VerifiedCount()
        return [each.text async for each in verify_ledger(gateway, counted, [noted])], counted.rows

    try:
        assert await deviations() == ([], 57)
        async for _ in rewrap(db, vault):
            pass
        await execute(
            empty,
            "insert into gebeurtenissen (gemeente, bericht_id, soort)"
            " select gemeente, id, 'gezien' from berichten limit 1",
        )
        assert await seal_ledger(gateway) == 1
        assert await deviations() == ([], 58)
        await execute(empty, "alter table berichten disable trigger user; update berichten set ontvanger = '87654321'")
        assert len((await deviations())[0]) == 24
    finally:
        await db.close()


async def test_what_older_code_can_not_live_with_is_refused_while_it_works(empty: str) -> None:
    await migrations.upgrade(empty, "0062")
    db = await Database.connect(empty, vault=LENIENT)
    login = f"u_{secrets.token_hex(4)}"
    await execute(empty, f"create role {login} login; grant gateway_app to {login}")
    theirs = empty.replace("gateway@", f"{login}@")
    try:
        async with db.reading():
            await migrations.upgrade(empty, "0064")  # these only add
            with pytest.raises(SchemaError, match=r"Na migratie 0065.* werken nog .*gateway \(pid .*niets gewijzigd"):
                await migrations.upgrade(empty)
        await db.close()
        # A gateway from before sessions had names, by another login.
        unnamed = await asyncpg.connect(theirs)
        with pytest.raises(SchemaError, match=f"werken nog .*{login}"):
            await migrations.upgrade(empty)
        await unnamed.close()
        looking = await connect(empty)
        await migrations.upgrade(empty)
        await looking.close()
    finally:
        await execute(empty, f"drop role {login}")
