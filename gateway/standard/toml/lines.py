"""The line of each key in a TOML file, which tomllib doesn't tell."""

import tomllib
from collections.abc import Mapping
from typing import Any

KeyPath = tuple[str | int, ...]
"""Keys from the top down; a number is a place in a list, from 0."""


def find_lines(text: str) -> Mapping[KeyPath, int]:
    """Return the line of each key in this valid TOML, from 1: where its statement begins. () is on line 1.

    A table is on the line of its header. A statement ends with the first line that makes it valid TOML, so tomllib
    itself finds the ends.
    """
    lines_by_path: dict[KeyPath, int] = {(): 1}
    lists: dict[KeyPath, int] = {}
    table: KeyPath = ()
    chunk, begin = "", 1
    for number, line in enumerate(text.split("\n"), 1):
        chunk, begin = (chunk + line + "\n", begin) if chunk else (line + "\n", number)
        try:
            content = tomllib.loads(chunk)
        except tomllib.TOMLDecodeError:
            continue
        if chunk.lstrip(" \t").startswith("["):
            table = _open_table(content, lists, lines_by_path, begin)
        else:
            _fill(lines_by_path, table, content, begin)
        chunk = ""
    return lines_by_path


def line_of(lines_by_path: Mapping[KeyPath, int], key_path: KeyPath) -> int:
    """Return the line of this key; of a missing key, the line of the nearest table above it."""
    while key_path not in lines_by_path:
        key_path = key_path[:-1]
    return lines_by_path[key_path]


def _open_table(
    content: Mapping[str, Any], lists: dict[KeyPath, int], lines_by_path: dict[KeyPath, int], line: int
) -> KeyPath:
    """Return the path of the table under this header, with its index when it is part of a list."""
    key_path: KeyPath = ()
    value: Any = content
    while value:
        if isinstance(value, list):
            lists[key_path] = lists.get(key_path, -1) + 1
            value = value[0]
        else:
            ((key, value),) = value.items()
            key_path = (*key_path, key)
            lines_by_path.setdefault(key_path, line)
        if key_path in lists and not isinstance(value, list):
            key_path = (*key_path, lists[key_path])
            lines_by_path.setdefault(key_path, line)
    return key_path


def _fill(lines_by_path: dict[KeyPath, int], key_path: KeyPath, value: Any, line: int) -> None:
    lines_by_path.setdefault(key_path, line)
    if isinstance(value, dict):
        for key, below in value.items():
            _fill(lines_by_path, (*key_path, key), below, line)
    elif isinstance(value, list):
        for position, below in enumerate(value):
            _fill(lines_by_path, (*key_path, position), below, line)
