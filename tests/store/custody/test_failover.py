"""A standby that a server waited for may take over; a copy of it, or one beside a living original, may not."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.store.custody.origin import DatabaseCopied, check_origin
from gateway.store.db.database import Database
from gateway.store.db.migrations import upgrade
from gateway.store.db.rights import make_role
from gateway.store.delivery import workers
from gateway.store.embedded import EmbeddedPostgres
from gateway.store.ledger.berichten import new_id
from tests.support.store.embedded import ask, tell
from tests.support.store.key_ring import vault
from tests.support.store.postgres import temporary_folder
from tests.support.store.standby import a_server_on, a_standby, both, copy_cluster, owner_of, put_back_files

FAST = {"fsync": "off", "shared_buffers": "32MB", "autovacuum": "off"}


@pytest.fixture
def base() -> Iterator[Path]:
    with temporary_folder() as folder:
        yield folder


def opened(dsn: str, standby_of: str | None = None) -> None:
    """Open the database as a gateway does at its start, and give a sign of life."""

    async def run() -> None:
        db = await Database.connect(dsn, vault=vault())
        try:
            await check_origin(db, standby_of)
            async with db.transaction() as tx:
                await workers.give_sign_of_life(tx, new_id(), "machine")
        finally:
            await db.close()

    asyncio.run(run())


def test_a_standby_takes_over_and_a_copy_does_not(base: Path) -> None:
    for name in ("standby", "copy", "back"):
        (base / name).mkdir()
    with EmbeddedPostgres(base / "data", settings=FAST) as primary:
        asyncio.run(make_role(primary.superuser_dsn, "gateway"))
        asyncio.run(upgrade(primary.dsn))
        opened(primary.dsn, primary.dsn)
        assert ask(primary.dsn, "select gegevens ->> 'standby' from herkomst order by id desc limit 1") is None
        with a_standby(primary, base / "standby") as standby:
            theirs = owner_of(standby)
            opened(primary.dsn, primary.dsn)
            assert ask(primary.dsn, "select gegevens ->> 'standby' from herkomst order by id desc limit 1") == "*"
            time.sleep(1.1)  # the times of files are told in whole seconds
            opened(primary.dsn, primary.dsn)
            assert ask(primary.dsn, "select count(*) from herkomst") == 2

            files = put_back_files(copy_cluster(primary, base / "back"), base / "copy")
            with a_server_on(files, "restore_command=false") as copy:
                mine = owner_of(copy)
                while ask(copy, "select pg_is_in_recovery()"):  # it takes reads before its recovery ends
                    time.sleep(0.05)
                with pytest.raises(DatabaseCopied, match="nadat de laatste rij erin kwam"):
                    opened(mine, both(primary.dsn, mine))

            assert ask(standby, "select pg_promote()") is True
            with pytest.raises(DatabaseCopied, match="neemt ook nog schrijfopdrachten aan"):
                opened(theirs, both(primary.dsn, theirs))
            primary.stop()
            with pytest.raises(DatabaseCopied, match="nieuwe tijdlijn"):
                opened(theirs)
            tell(standby, "update herkomst set gegevens = '{}' where gegevens ? 'standby'")
            with pytest.raises(DatabaseCopied, match="niet is gebleken dat de server hiervóór wachtte"):
                opened(theirs, theirs)
            tell(standby, """update herkomst set gegevens = '{"standby": "*"}' where soort = 'standby'""")
            opened(theirs, both(primary_address(base), theirs))
            opened(theirs)
            row = "select soort || ' ' || (gegevens ->> 'van') from herkomst order by id desc limit 1"
            assert ask(theirs, row) == "overgenomen 00000001"


def primary_address(base: Path) -> str:
    """Return an address where nobody listens any more."""
    return f"postgresql://gateway@/gateway?host={base / 'data'}&port=5432"
