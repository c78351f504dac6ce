"""Report the figures of the trials at the end of the run."""

import pytest

from tests.chaos.size import FIGURES


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for each in FIGURES:
        terminalreporter.write_line(each)
