"""A command line that can't be read is told of in one Dutch sentence, and every command explains itself in Dutch."""

import re
from importlib.metadata import version

import pytest

from gateway.cli.session.wrong import OLD_NAMES
from tests.cli.running import invoke
from tests.cli.tree import ENGLISH, GROUPS, LEAVES


def test_the_tree_is_the_whole_command_line() -> None:
    assert len(LEAVES) > 45
    assert ("validate",) in LEAVES
    assert ("accounts", "end-mandate") in LEAVES


@pytest.mark.parametrize("words", [*LEAVES, *GROUPS], ids=" ".join)
def test_b18_every_help_is_in_dutch(words: tuple[str, ...]) -> None:
    result = invoke(*words, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Gebruik: gateway {' '.join(words)}".strip())
    assert "Toont deze uitleg." in result.stdout
    assert not ENGLISH.search(result.stdout), result.stdout
    assert not OLD_NAMES & set(re.findall(r"--[a-z-]+", result.stdout))


def test_every_option_has_a_dutch_name_and_keeps_its_old_one() -> None:
    names = {name: param.opts for command in LEAVES.values() for param in command.params for name in param.opts}
    assert names.keys() >= OLD_NAMES
    assert all(names[old][0] not in OLD_NAMES for old in OLD_NAMES)


def test_a_help_shows_what_an_option_with_an_old_name_takes() -> None:
    assert "--op DATUM " in invoke("policy", "show", "--help").stdout
    assert "--uitvoer BESTAND " in invoke("build", "--help").stdout
    assert "--adres TEKST " in invoke("serve", "--help").stdout


def test_an_old_name_works_as_the_new_one_does() -> None:
    assert (
        invoke("policy", "checks", "--on", "2022-01-01").stdout
        == invoke("policy", "checks", "--op", "2022-01-01").stdout
    )


def test_the_version_is_that_of_the_package() -> None:
    assert invoke("--version").stdout == f"gateway {version('iwmo-gateway')}\n"
