"""A base backup of the running server is whole, and is never put over another database."""

from pathlib import Path

import pytest

from gateway.store.embedded import EmbeddedPostgres
from gateway.store.embedded.backup import CLUSTER, check_base_backup, put_back, take_base_backup
from gateway.store.embedded.errors import EmbeddedPostgresError
from tests.store.embedded.conftest import FAST
from tests.support.store.embedded import ask, tell


def test_what_was_committed_before_is_in_it(base: Path, data: Path) -> None:
    with EmbeddedPostgres(data, settings=FAST) as server:
        tell(server.dsn, "create table t as select 42 as n")
        take_base_backup(server, base / "backup")
        tell(server.dsn, "update t set n = 43")
    put_back(base / "backup", base / "other")
    with EmbeddedPostgres(base / "other", settings=FAST) as server:
        assert ask(server.dsn, "select n from t") == 42
    with pytest.raises(EmbeddedPostgresError, match="nooit over een andere heen"):
        put_back(base / "backup", base / "other")
    (base / "backup" / CLUSTER / "PG_VERSION").unlink()
    with pytest.raises(EmbeddedPostgresError, match="geen hele database"):
        check_base_backup(base / "backup")
