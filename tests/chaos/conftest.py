"""Report the figures of the trials at the end of the run."""

import pytest

from tests.chaos.size import FIGURES

CLUSTER = "test_cluster.py"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--cluster", action="store_true", help="the trial on a Patroni cluster of three, and no other")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the trial on a cluster, which installs what it needs, for who asks for that one."""
    wanted = config.getoption("--cluster", default=False)
    items[:] = [each for each in items if not wanted or each.path.name == CLUSTER]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for each in FIGURES:
        terminalreporter.write_line(each)
