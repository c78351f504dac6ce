"""README, docs and the papers beside them keep up with what they describe."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from click import Context
from typer.core import TyperGroup
from typer.main import get_command

from gateway.cli.program import app
from gateway.settings import Settings
from tests.project.refresh_docs import INDICATORS, POLICY, ROOT, RULES, with_indicators, with_policy, with_rules

PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TEXT = "\n".join(path.read_text("utf-8") for path in PAPERS)
README_LINES = 160


def _leaves(command: Any, path: str = "") -> Iterator[tuple[str, set[str]]]:
    """Yield each command, such as "accounts add", and the options that it can't do without."""
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from _leaves(inner, f"{path} {name}".strip())
    else:
        yield path, {each.opts[0] for each in command.params if each.required and each.param_type_name == "option"}


REQUIRED = dict(_leaves(get_command(app)))


def _commands_of(row: str) -> Iterator[str]:
    """Yield the commands that a row of the table is about; `a b`, `c` is short for `a b`, `a c`."""
    group = ""
    for span in re.findall(r"`([^`]+)`", row.partition(" | ")[0]):
        words = span.removeprefix("gateway ").split()
        if span.startswith("gateway "):
            group = words[0]
        yield from (name for name in (" ".join(words[:2]), words[0], f"{group} {words[0]}") if name in REQUIRED)


def test_the_tables_of_rules_policy_and_indicators_are_those_the_code_makes():
    for path, with_table in ((RULES, with_rules), (POLICY, with_policy), (INDICATORS, with_indicators)):
        text = path.read_text("utf-8")
        assert with_table(text) == text, "run: make docs"


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_told(name):
    assert f"`GATEWAY_{name.upper()}`" in TEXT


def test_every_setting_that_is_told_exists():
    told = {name.lower() for name in re.findall(r"`GATEWAY_([A-Z_]+)`", TEXT)}
    assert told == set(Settings.model_fields)


def test_every_command_is_told():
    names = get_command(app).list_commands(Context(get_command(app)))
    assert [name for name in names if f"gateway {name}" not in TEXT] == []


def test_the_readme_stays_short():
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= README_LINES


@pytest.mark.parametrize("path", PAPERS, ids=[str(path.relative_to(ROOT)) for path in PAPERS])
def test_a_link_leads_somewhere(path):
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


def test_every_folder_it_names_exists():
    for path in re.findall(r"`((?:gateway|samples|tests|xsd)/[\w./-]*)`", TEXT):
        assert (ROOT / path).exists(), path


def test_the_threat_model_shows_what_each_can_not_by_tests_that_exist():
    text = (ROOT / "docs" / "security.md").read_text("utf-8").partition("## Against whom")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")][2:]
    assert len(rows) == 10
    for who, _, *rest in rows:
        tests = [each for cell in rest for each in re.findall(r"`(tests/[\w./]+)`", cell)]
        assert bool(tests) is bool(" ".join(rest).strip(" |")), f"{who}: what it can't do has a test"
        for each in tests:
            found = [ROOT / each] if (ROOT / each).is_file() else list((ROOT / each).rglob("test_*.py"))
            assert any(re.search(r"def test_\w+", path.read_text("utf-8")) for path in found), each


def test_s2_a_row_of_the_table_of_commands_tells_what_each_can_not_do_without():
    rows = [row for row in TEXT.splitlines() if row.startswith("| `gateway ")]
    told = {command for row in rows for command in _commands_of(row)}
    assert {"accounts key", "accounts grant", "accounts mandate", "retention hold", "contracts load"} <= told
    missing = [
        (command, option)
        for row in rows
        for command in _commands_of(row)
        for option in REQUIRED[command]
        if option not in row
    ]
    assert missing == []


def test_s2_a_command_that_is_told_with_options_is_told_with_those_it_needs():
    spans = [" ".join(span.split()).removeprefix("gateway ") for span in re.findall(r"`([^`]+)`", TEXT)]
    spans += [line.partition("gateway ")[2] for line in TEXT.splitlines() if ".venv/bin/gateway " in line]
    for span in spans:
        command = " ".join(span.split()[:2])
        if " --" in span and "… --" not in span:
            assert [option for option in REQUIRED.get(command, ()) if option not in span] == [], span
