"""Coverage counts lines while tests run, and not while pytest collects, prepares and reports: that takes twice as long
when it is traced.

tests/conftest.py imports the hooks. Tests that run the same lines again and again aren't counted at all. pytest-cov by
itself would count on: in a worker of pytest-xdist it starts two coverages, and when it stops one the other goes on.
"""

import pkgutil
from collections.abc import Generator
from importlib import import_module
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import is_hypothesis_test

import gateway

UNCOUNTED = [Path(__file__).parents[1] / name for name in ("bench", "chaos", "conformance", "e2e", "project")]
"""The folders of tests that run the same lines again and again."""


def _coverage(config: pytest.Config) -> Coverage | None:
    plugin = config.pluginmanager.getplugin("_cov")
    controller = None if plugin is None else plugin.cov_controller
    return None if controller is None else controller.cov


def _stop(config: pytest.Config) -> None:
    counting = _coverage(config)
    if counting is not None:
        counting.stop()


def _load_gateway() -> None:
    for each in pkgutil.walk_packages(gateway.__path__, "gateway."):
        if not each.name.endswith("__main__"):
            import_module(each.name)


@pytest.hookimpl(wrapper=True)
def pytest_sessionstart(session: pytest.Session) -> Generator[None, None, None]:
    """Stop counting until a test runs, when the first process has counted the lines that run as modules are loaded."""
    if _coverage(session.config) is not None and not hasattr(session.config, "workerinput"):
        _load_gateway()
    _stop(session.config)
    yield
    _stop(session.config)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests that look at hundreds of examples run without counting lines, three times as fast: the others count.

    A test with many cases of its own says so itself: `@pytest.mark.no_cover`.
    """
    # By file: to take a path apart for each of thousands of items is seven percent of the collection.
    uncounted = {path for path in {item.path for item in items} if any(map(path.is_relative_to, UNCOUNTED))}
    for item in items:
        if item.path in uncounted or is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("no_cover")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Count the lines of this test, unless it says not to."""
    counting = _coverage(item.config)
    if counting is not None and item.get_closest_marker("no_cover") is None:
        counting.start()
    try:
        yield
    finally:
        # Also of one that isn't counted: pytest-cov starts it again after those.
        _stop(item.config)
