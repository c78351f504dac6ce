"""Of an error it is told where it was, and not what it says."""

import io
import logging

import asyncpg
import structlog

from gateway.store.db.database import Database
from tests.cli.session.logs.stream import lines
from tests.support.api.leaks import NAME


def test_of_an_error_it_is_told_where_it_was_and_not_what_it_says(stream: io.StringIO) -> None:
    group = ExceptionGroup(NAME, [KeyError(NAME)])
    try:
        try:
            int(NAME)
        except ValueError as error:
            raise RuntimeError(NAME) from error
    except RuntimeError as error:
        structlog.get_logger("hier").exception("mis")
        logging.getLogger("asyncio").error(
            "Task exception was never retrieved\nfuture: %r", error, exc_info=(type(error), error, error.__traceback__)
        )
    structlog.get_logger("hier").error("mis", exc_info=group)
    assert NAME not in stream.getvalue()
    ours, theirs, both = lines(stream)
    for each in (ours, theirs):
        assert each["exception"].index("builtins.ValueError") < each["exception"].index("builtins.RuntimeError")
        assert "test_traced.py" in each["exception"]
    assert theirs["event"] == "Task exception was never retrieved"
    assert "builtins.KeyError" in both["exception"]


async def test_an_error_of_the_database_tells_its_state(db: Database, stream: io.StringIO) -> None:
    try:
        async with db.transaction() as tx:
            await tx.execute("insert into workers (id, machine) values (null, $1)", NAME)
    except asyncpg.PostgresError:
        structlog.get_logger("hier").exception("mis")
    assert NAME not in stream.getvalue()
    [line] = lines(stream)
    assert "NotNullViolationError (sqlstate 23502, table_name workers, column_name id)" in line["exception"]
