"""A folder of a region for policy files."""

from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("beleid") / "ergens"
    folder.mkdir()
    return folder
