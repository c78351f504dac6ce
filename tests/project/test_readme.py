"""The README keeps up with what it describes."""

import re
from pathlib import Path

import pytest
from click import Context
from typer.main import get_command

from gateway.cli.program import app
from gateway.settings import Settings
from tests.project.refresh_readme import README, with_tables

TEXT = README.read_text("utf-8")


def test_the_tables_of_rules_and_of_policy_are_those_the_cards_make():
    assert with_tables(TEXT) == TEXT, "run: python tests/project/refresh_readme.py"


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_told(name):
    assert f"`GATEWAY_{name.upper()}`" in TEXT


def test_every_setting_that_is_told_exists():
    told = {name.lower() for name in re.findall(r"`GATEWAY_([A-Z_]+)`", TEXT)}
    assert told == set(Settings.model_fields)


def test_every_command_is_told():
    names = get_command(app).list_commands(Context(get_command(app)))
    assert [name for name in names if f"gateway {name}" not in TEXT] == []


def test_every_folder_it_names_exists():
    for path in re.findall(r"`((?:gateway|samples|tests|xsd)/[\w./-]*)`", TEXT):
        assert (Path(README).parent / path).exists(), path
