"""Coverage counts the lines of the pure rooms while their own tests run, and nothing else: to be traced takes a test
half as long again.

`make coverage` counts in all tests but those that run the same lines again and again. tests/conftest.py imports the
hooks. pytest-cov by itself would count on: in a worker of pytest-xdist it starts two coverages, and when it stops one
the other goes on.
"""

import os
import pkgutil
from collections.abc import Generator
from importlib import import_module
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import is_hypothesis_test

import gateway

PURE = ("messages", "policy", "rules", "standard")
REPEATING = ("bench", "chaos", "conformance", "e2e", "project")
"""The folders of tests that run the same lines again and again."""
COUNT_ALL = "COUNT_ALL" in os.environ
"""`make coverage` runs these tests."""
TESTS = Path(__file__).parents[1]


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
        if not each.name.endswith("__main__") and (COUNT_ALL or each.name.split(".")[1] in PURE):
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
    """Let tests run without counting lines that need not be counted, or that look at hundreds of examples.

    A test with many cases of its own says so itself: `@pytest.mark.no_cover`.
    """
    # By file: to take a path apart for each of thousands of items is seven percent of the collection.
    counted = {path for path in {item.path for item in items} if _is_counted(path)}
    for item in items:
        if item.path not in counted or is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("no_cover")


def _is_counted(path: Path) -> bool:
    folder = path.relative_to(TESTS).parts[0] if path.is_relative_to(TESTS) else ""
    return folder not in REPEATING if COUNT_ALL else folder in PURE


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
