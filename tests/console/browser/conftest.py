"""One Chromium and one gateway for all tests here. `make browser` runs them; elsewhere they are skipped."""

import os
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.console.browser.worlds import a_situation
from tests.support.console.chromium import Site, Window, a_chromium, a_window
from tests.support.store.postgres import Template


@pytest.fixture(scope="session")
def asked_for() -> None:
    """Skip unless somebody asked for a browser, which not every machine has."""
    if "BROWSER" not in os.environ:
        pytest.skip("`make browser` runs these, in Chromium")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def site(asked_for: None, template: Template) -> AsyncIterator[Site]:
    """The console on the situation of tests/e2e/routes.py, and people at it. Tests leave behind what they did."""
    async with a_chromium() as chromium, a_situation(template, chromium) as site:
        yield site


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def window(site: Site) -> AsyncIterator[Window]:
    """A window for all tests that do nothing special to theirs."""
    async with a_window(site) as window:
        yield window
