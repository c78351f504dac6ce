"""What the trials counted, told at the end."""

import pytest

from tests.chaos.size import FIGURES


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for each in FIGURES:
        terminalreporter.write_line(each)
