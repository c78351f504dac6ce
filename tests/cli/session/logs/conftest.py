"""The stream that the log of a test goes to."""

import io

import pytest

from gateway.cli.session.logs.logging import configure


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """The stream of the log."""
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    configure("info")
    return stream
