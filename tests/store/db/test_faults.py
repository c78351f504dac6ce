"""Each error that tells of the database, and not of a mistake of ours, has a Dutch line without personal data."""

import socket

import asyncpg
import pytest
from sqlalchemy.exc import DBAPIError

from gateway.store.db import fault_table, faults

CLASSES = {
    getattr(each, "sqlstate", None): each
    for each in vars(asyncpg.exceptions).values()
    if isinstance(each, type) and issubclass(each, asyncpg.PostgresError)
}
PASSWORD = "geheim-wachtwoord"
OF_ITS_KEEPER = ("08", "26", "28", "3D", "3F", "40", "53", "57", "58", "XX")
"""Classes of SQLSTATE that tell of the database or who keeps it, and not of a statement of ours."""


def test_b05_every_class_that_is_not_a_mistake_of_ours_has_a_sentence() -> None:
    for state, kind in CLASSES.items():
        if state is not None and state.startswith(OF_ITS_KEEPER) and state not in ("40000", "40002", "40003", "57000"):
            said = faults.explain(kind("woorden van de server\nDETAIL: 999900006"))
            assert said is not None, kind
            assert "\n" not in said
            assert "999900006" not in said


def test_b05_what_is_a_mistake_of_ours_stays_one() -> None:
    for mistake in (asyncpg.UniqueViolationError("x"), asyncpg.PostgresSyntaxError("x"), asyncpg.DataError("x")):
        assert faults.explain(mistake) is None
    assert faults.explain(OSError("een bestand")) is None
    assert faults.explain(ValueError("x")) is None


def test_an_error_of_connecting_does_not_repeat_the_password() -> None:
    said = str(faults.as_unavailable(ValueError("invalid port: 'geheim'")))
    assert "GATEWAY_DATABASE_URL" in said
    assert "geheim" not in said
    assert "pool_mode" in str(faults.shared_by_pooler())


@pytest.mark.parametrize(
    ("error", "transient", "unavailable", "told"),
    [
        (asyncpg.ReadOnlySQLTransactionError("x"), True, True, "alleen worden gelezen"),
        (asyncpg.DiskFullError("x"), True, True, "schijf van de database is vol"),
        (asyncpg.DeadlockDetectedError("x"), True, False, "zat een andere in de weg"),
        (asyncpg.QueryCanceledError("x"), True, False, "statement_timeout"),
        (asyncpg.InsufficientPrivilegeError("x"), False, False, "grant gateway_app to LOGIN"),
        (asyncpg.UndefinedTableError("x"), False, False, "gateway db upgrade"),
        (asyncpg.DuplicatePreparedStatementError("x"), True, True, "pool_mode = session"),
    ],
)
def test_an_error_is_explained_and_passes_or_does_not(
    error: Exception, transient: bool, unavailable: bool, told: str
) -> None:
    assert isinstance(error, fault_table.TRANSIENT) is transient
    assert isinstance(error, fault_table.UNAVAILABLE) is unavailable
    assert told in (faults.explain(error) or "")


def test_an_error_of_sqlalchemy_is_taken_for_the_one_inside() -> None:
    inside = asyncpg.DiskFullError("x")
    assert faults.explain(DBAPIError("select 1", None, inside)) == faults.explain(inside)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError(f"invalid DSN: postgresql://x:{PASSWORD}@"), "geen adres van een PostgreSQL-database"),
        (socket.gaierror(-2, "Name or service not known"), "niet te vinden"),
        (ConnectionRefusedError(111, "Connection refused"), "antwoordt niet"),
        (asyncpg.InvalidPasswordError("x"), "Controleer login en wachtwoord"),
    ],
)
def test_an_error_of_connecting_says_what_to_do_and_no_password(error: Exception, told: str) -> None:
    text = str(faults.as_unavailable(error))
    assert told in text
    assert PASSWORD not in text


def test_what_is_unavailable_already_stays_as_it_is() -> None:
    error = faults.shared_by_pooler()
    assert faults.as_unavailable(error) is error
    assert faults.explain(error) == str(error)
