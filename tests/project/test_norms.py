"""The mapping to norms names each column of the read record once, and shows what it claims by tests that exist."""

import re

import pytest

from gateway.store.tables.custody import inzages
from tests.project.refresh_docs import ROOT

TEXT = (ROOT / "docs" / "norms.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))


def rows(section: str) -> list[list[str]]:
    """Return the cells of the table in this section, without its head."""
    lines = [line for line in SECTIONS[section].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in lines[2:]]


def test_each_column_of_the_read_record_stands_in_one_row() -> None:
    told = [name for _, columns, _ in rows("NEN 7513: who looked") for name in re.findall(r"`(\w+)`", columns)]
    assert sorted(told) == sorted(inzages.columns.keys())


@pytest.mark.parametrize("section", ["BIO2 and NEN 7510", "NEN 7512: trust between parties that exchange data"])
def test_who_claims_that_the_gateway_helps_names_the_test_or_leaves_it_to_the_reader(section: str) -> None:
    for theme, helps, shown, left in rows(section):
        tests = re.findall(r"`(tests/[\w./]+)`", shown)
        assert all((ROOT / test).exists() for test in tests), theme
        assert left, theme
        if helps.startswith("not covered") and ":" not in helps:
            assert not tests, theme


def test_the_page_on_security_and_the_policy_lead_to_it() -> None:
    assert "(norms.md)" in (ROOT / "docs" / "security.md").read_text("utf-8")
    assert "(docs/norms.md)" in (ROOT / "SECURITY.md").read_text("utf-8")
