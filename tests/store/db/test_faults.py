"""Each error that tells of the database, and not of a mistake of ours, has a Dutch line without personal data."""

import asyncpg

from gateway.store.db import faults

CLASSES = {
    getattr(each, "sqlstate", None): each
    for each in vars(asyncpg.exceptions).values()
    if isinstance(each, type) and issubclass(each, asyncpg.PostgresError)
}
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
