"""Every test has an environment without settings of a gateway, and leaves logging as it found it."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from tests.cli.judged_files import FAULTY, GOED
from tests.support.store import key_ring


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a test sets itself counts."""
    for name in list(os.environ):
        if name.startswith("GATEWAY_") and name != key_ring.NAME and not name.startswith("GATEWAY_TEST_"):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """A command that runs in this process sets up logging for all of it."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A file with a good message."""
    path = tmp_path / "goed.xml"
    path.write_bytes(GOED)
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A file with a message that a rule refuses."""
    path = tmp_path / "fout.xml"
    path.write_bytes(FAULTY)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with twenty good messages."""
    for number in range(20):
        (tmp_path / f"{number:02d}.xml").write_bytes(GOED)
    return tmp_path
