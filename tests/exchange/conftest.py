"""Whatever a test of this folder prints, logs or leaves in its database is searched for BSNs, as in tests/e2e."""

from collections.abc import AsyncIterator, Generator

import pytest

from tests.support.api.leaks import found_in, judged_by_what_it_said


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """The outcome of a test: it failed when it gave somebody away."""
    return (yield from judged_by_what_it_said())


@pytest.fixture
async def dsn(dsn: str) -> AsyncIterator[str]:
    """The database of this test, in which nobody may be found who is not kept encrypted, whatever the test did."""
    yield dsn
    assert await found_in(dsn) == []
