"""Workers that lose no time on what goes wrong."""

import pytest

from tests.support.exchange.workers import make_impatient


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Attempts, pauses and rests take a fraction of a second."""
    make_impatient(monkeypatch)
