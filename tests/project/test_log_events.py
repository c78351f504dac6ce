"""Log events are dotted names with English keys, and docs/operations.md lists each of them as it is."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from gateway.store.tables import metadata

ROOT = Path(__file__).resolve().parents[2]
LEVELS = {"debug", "info", "warning", "error", "critical"}
CALLS = {*LEVELS, "exception", "log"}
DOTTED = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)+")
ROW = re.compile(r"^\| `([^`]+)` \| ([a-z, ]+) \|([^|]*)\|", re.MULTILINE)
ENGLISH_TOO = {"code", "database", "host", "id", "login", "place", "port", "role", "status", "worker"}
"""Names of columns or words of the glossary that are English as well."""


class Event(NamedTuple):
    """A log call."""

    name: str
    levels: frozenset[str]
    keys: frozenset[str]
    where: str


@cache
def calls() -> list[tuple[str, ast.Call]]:
    """Return every call in gateway/, with its place."""
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno}", node)
        for path in sorted((ROOT / "gateway").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]


def log_calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of a method of a logger in gateway/, with its place."""
    for where, call in calls():
        if isinstance(call.func, ast.Attribute) and call.func.attr in CALLS:
            logger = ast.unparse(call.func.value)
            if re.fullmatch(r"(.*[._])?log(ger)?|(structlog\.|logging\.)?get_?[lL]ogger\(.*\)", logger):
                yield where, call


def event(where: str, call: ast.Call) -> Event:
    assert isinstance(call.func, ast.Attribute)
    method, arguments = call.func.attr, list(call.args)
    if method == "log":
        arguments = arguments[1:]
    assert len(arguments) == 1, f"{where}: give facts by name"
    name = arguments[0]
    assert isinstance(name, ast.Constant), f"{where}: write the name of the event out"
    assert isinstance(name.value, str), where
    assert DOTTED.fullmatch(name.value), f"{where}: {name.value!r} is no dotted name"
    keys = [each.arg for each in call.keywords]
    assert None not in keys, f"{where}: write the keys out"
    levels = {"info", "warning"} if method == "log" else {"error" if method == "exception" else method}
    return Event(name.value, frozenset(levels), frozenset(key for key in keys if key), where)


def bound_keys() -> Iterator[str]:
    """Yield every key that is added to the lines of a request from there on."""
    for _, call in calls():
        if ast.unparse(call.func).endswith("bind_contextvars"):
            yield from (each.arg or "**" for each in call.keywords)


def section() -> str:
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    return text.split("\n## Log events\n")[1].split("\n## ")[0]


def dutch() -> set[str]:
    """Return words that stand for something in Dutch: the columns of the database, and the glossary."""
    glossary = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split("\n## Glossary\n")[1]
    terms = re.findall(r"^\| ([^|]+) \|", glossary, re.MULTILINE)
    words = {word.lower() for term in terms for word in re.findall(r"\w+", term)}
    return words | {column.name for table in metadata.tables.values() for column in table.columns}


def test_the_list_of_log_events_is_what_the_code_logs():
    found = {(each.name, each.levels, each.keys) for each in (event(*call) for call in log_calls())}
    listed = {
        (name, frozenset(levels.split(", ")), frozenset(re.findall(r"`([^`]+)`", keys)))
        for name, levels, keys in ROW.findall(section())
    }
    assert found == listed


def test_the_list_is_in_order_and_tells_of_an_event_once():
    names = [name for name, _, _ in ROW.findall(section())]
    assert names == sorted(set(names))


def test_keys_are_english():
    keys = {key for call in log_calls() for key in event(*call).keys} | set(bound_keys())
    assert keys & (dutch() - ENGLISH_TOO) == set()
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", key) for key in keys)


def test_what_every_line_of_a_request_has_is_told():
    assert {key for key in bound_keys() if f"`{key}`" not in section()} == set()
