"""A hunt for personal data in what a test leaves behind; a conftest.py imports both names for its folder.

Whatever is printed or logged while a test runs, by the gateway in this process or in another, is searched for BSNs,
names and XML: a test that passed fails on it all the same. So is the database of the test, as by somebody who has a
copy of it and no keys.
"""

from collections.abc import AsyncIterator, Generator

import pytest

from tests.support.api.leaks import found_in, judged_by_what_it_said


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that printed or logged personal data."""
    return (yield from judged_by_what_it_said())


@pytest.fixture
async def dsn(dsn: str) -> AsyncIterator[str]:
    """Give the database of this test; fail when personal data is in it unencrypted afterwards."""
    yield dsn
    assert await found_in(dsn) == []
