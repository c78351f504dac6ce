"""Folders of schema files to spoil in tests."""

import shutil
from pathlib import Path

from gateway.standard.resources import bundled


def copied(tmp_path: Path) -> Path:
    """Return a copy of the bundled schemas."""
    return Path(shutil.copytree(bundled("xsd") / "iwmo-3.2", tmp_path / "release"))
