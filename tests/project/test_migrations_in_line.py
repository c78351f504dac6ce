"""The migrations stand in one line, each with the number of its file: two branches that land may break that."""

import re
from pathlib import Path

VERSIONS = sorted((Path(__file__).parents[2] / "migrations/versions").glob("*.py"))
FIRST_TO_SAY = "0035"
"""The migration since which code looks whether it may write beside a newer one."""


def test_each_migration_follows_the_one_before() -> None:
    before = None
    for path in VERSIONS:
        text = path.read_text(encoding="utf-8")
        [revision] = re.findall(r'^revision = "(\w+)"$', text, re.MULTILINE)
        [down] = re.findall(r"^down_revision = (\S+)$", text, re.MULTILINE)
        assert revision == path.name.partition("_")[0], path.name
        assert down == ("None" if before is None else f'"{before}"'), path.name
        before = revision
    assert before is not None


def test_each_migration_says_whether_older_code_can_live_with_it() -> None:
    for path in VERSIONS:
        text = path.read_text(encoding="utf-8")
        if path.name >= FIRST_TO_SAY:
            assert re.search("^expand_only = (True|False)$", text, re.MULTILINE), f"{path.name}: see CONTRIBUTING.md"
