"""No folder is a heap: a flat one of many modules wants a theme."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAX_MODULES_PER_FOLDER = 16
INDEXES = {"gateway/rules/codes", "gateway/policy/checks/decisions", "gateway/policy/checks/dates"}
"""Folders in which one looks a code up: a file a code."""
FOLDERS = sorted(path for path in [ROOT / "gateway", *(ROOT / "gateway").rglob("*")] if any(path.glob("*.py")))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_folder_holds_no_more_modules_than_one_can_look_over(folder: Path) -> None:
    modules = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
    if str(folder.relative_to(ROOT)) not in INDEXES:
        assert len(modules) <= MAX_MODULES_PER_FOLDER, sorted(modules)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_folder_says_what_it_is_for(folder: Path) -> None:
    assert (folder / "__init__.py").read_text(encoding="utf-8").startswith('"""')
