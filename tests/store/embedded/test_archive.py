"""The archive of the log: settings written to the cluster, and no server that goes on with the archive of another.

`tests/cli/commands/custody/test_backup.py` goes back to a moment by it.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.store.embedded import EmbeddedPostgres
from gateway.store.embedded.account import choose_account
from gateway.store.embedded.archive import change_settings, keep_log, leave_log
from gateway.store.embedded.backup import put_back, take_base_backup
from gateway.store.embedded.errors import EmbeddedPostgresError
from tests.store.embedded.conftest import FAST
from tests.support.store.embedded import ask, tell, wait_until
from tests.support.store.postgres import temporary_folder

_VALUES = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp"), blacklist_characters="\x85"))


@given(
    names=st.lists(st.sampled_from(["archive_mode", "restore_command", "shared_buffers"]), unique=True), value=_VALUES
)
def test_a_setting_is_written_once_and_taken_away_again(names: list[str], value: str) -> None:
    with temporary_folder() as pgdata:
        account = choose_account(None, pgdata / "none")
        file = pgdata / "postgresql.auto.conf"
        file.write_text("# kept\nwork_mem = '4MB'\n", "utf-8")
        for _ in range(2):
            change_settings(pgdata, dict.fromkeys(names, value), account)
        quoted = value.replace("'", "''")
        assert file.read_text("utf-8") == "# kept\nwork_mem = '4MB'\n" + "".join(f"{n} = '{quoted}'\n" for n in names)
        change_settings(pgdata, dict.fromkeys(names), account)
        assert file.read_text("utf-8") == "# kept\nwork_mem = '4MB'\n"


def test_the_log_is_kept_and_a_server_put_back_keeps_none(base: Path, data: Path) -> None:
    with EmbeddedPostgres(data, settings=FAST) as server:
        tell(server.dsn, "create table t as select 1 as n")
    keep_log(data, base / "archive")
    with pytest.raises(EmbeddedPostgresError, match="niet leeg"):
        keep_log(data, base)
    with EmbeddedPostgres(data, settings=FAST) as server:
        tell(server.superuser_dsn, "select pg_switch_wal()")
        wait_until(lambda: ask(server.superuser_dsn, "select archived_count > 0 from pg_stat_archiver"))
        take_base_backup(server, base / "backup")
    kept = {each.name: each.read_bytes() for each in (base / "archive").iterdir()}
    assert len([name for name in kept if name.endswith(".gz")]) == len(kept) >= 2, "also what was left at the stop"
    put_back(base / "backup", base / "other")
    with EmbeddedPostgres(base / "other", settings=FAST) as server:
        assert ask(server.dsn, "select current_setting('archive_mode')") == "off"
        tell(server.superuser_dsn, "select pg_switch_wal()")
    assert {each.name: each.read_bytes() for each in (base / "archive").iterdir()} == kept
    leave_log(data)
    with EmbeddedPostgres(data, settings=FAST) as server:
        assert ask(server.dsn, "select current_setting('archive_mode')") == "off"
