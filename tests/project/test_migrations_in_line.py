"""The migrations stand in one line, each with the number of its file: two branches that land may break that."""

import re
from pathlib import Path

VERSIONS = sorted((Path(__file__).parents[2] / "migrations/versions").glob("*.py"))


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
