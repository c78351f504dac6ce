"""Every list over HTTP is one on the command line, with the same filters; every list has a JSON form."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.cli.tree import LEAVES
from tests.support.api.document import document

COMMANDS = {
    "/v1/berichten": "messages list",
    "/v1/declaraties": "claims list",
    "/v1/declaraties/totalen": "claims totals",
    "/v1/prestaties": "claims lines",
    "/v1/leveringen": "deliveries list",
    "/v1/onbeantwoord": "channels open",
    "/v1/organisaties": "accounts list",
    "/v1/overrules": "assignments overrides",
    "/v1/signalen": "signals list",
    "/v1/verzoeken": "requests list",
    "/v1/toewijzingen": "assignments list",
    "/v1/inzages": "reads list",
    "/v1/attenderingen": "alerts sent",
    "/v1/indicatoren/{indicator}/gevallen": "indicators cases",
}
"""By path of a list the command that shows it."""
NOT_ON_THE_COMMAND_LINE: Mapping[str, str] = {
    "/v1/postvak": "what waits for one receiver, which collects it there; 'deliveries list' shows it to the operator",
}
PAGING: Mapping[str, str] = {
    "na": "a command reads on by itself",
    "aantal": "of a list that a command shows whole",
    "formaat": "of files; a command has --json, --csv and --xlsx",
}
OTHERWISE: Mapping[tuple[str, str], str] = {
    ("messages list", "clientId"): "of one client, for its municipality alone",
    ("claims lines", "clientId"): "of one client, for its municipality alone",
}
"""Filters that a command has not, and why."""


def lists() -> Mapping[str, list[str]]:
    """Return by path of a list its filters."""
    paths: Mapping[str, Any] = document()["paths"]
    queries = {
        path: [each["name"] for each in of["get"].get("parameters", ()) if each["in"] == "query"]
        for path, of in paths.items()
        if "get" in of
    }
    return {path: names for path, names in queries.items() if "aantal" in names}


LISTS = lists()


def test_every_list_has_its_command() -> None:
    assert LISTS.keys() == COMMANDS.keys() | NOT_ON_THE_COMMAND_LINE.keys()
    assert not COMMANDS.keys() & NOT_ON_THE_COMMAND_LINE.keys()


@pytest.mark.parametrize("path", sorted(LISTS.keys() & COMMANDS.keys()))
def test_a_command_has_the_filters_of_the_list_over_http(path: str) -> None:
    name = COMMANDS[path]
    options = {f"--{each.lstrip('-')}" for param in LEAVES[tuple(name.split())].params for each in param.opts}
    asked = {each for each in LISTS[path] if each not in PAGING and (name, each) not in OTHERWISE}
    lacking = {each for each in asked if not _options(each) & options}
    assert lacking == set()


def _options(name: str) -> set[str]:
    """Return how an option for this query may be called: also without telling what kind of id or number it is."""
    hyphened = "".join(f"-{each.lower()}" if each.isupper() else each for each in name)
    return {f"--{each}" for each in (hyphened, hyphened.removesuffix("-id").removesuffix("-nummer"))}


SHOWN_OTHERWISE: Mapping[str, str] = {
    "channels schemas": "one verdict, with the files behind it",
    "rules": "cards of rules; --markdown",
    "policy checks": "cards of checks; --markdown",
}


@pytest.mark.parametrize("words", LEAVES, ids=" ".join)
def test_every_list_has_a_json_form(words: tuple[str, ...]) -> None:
    options = {option for param in LEAVES[words].params for option in param.opts}
    shows_rows = words[-1] == "list" or words[-1].endswith("s")
    if shows_rows and " ".join(words) not in SHOWN_OTHERWISE:
        assert "--json" in options
