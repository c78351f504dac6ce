"""Each key of a TOML file has the line that it is written on."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gateway.standard.toml.lines import find_lines, line_of
from tests.support.policy.files import SOURCE


def test_a_table_written_in_another_way_has_its_lines_too() -> None:
    text = '# kop\na.b = 1\nc = { d = [1,\n 2], "e f" = """\nx = 9\n""" }\n[[g]]\nh = 1\n[[g]]\nh = 2\n[g.i]\nj = 3\n'
    lines_by_path = find_lines(text)
    assert lines_by_path[("a", "b")] == 2
    assert lines_by_path[("c", "d", 1)] == lines_by_path[("c", "e f")] == 3
    assert lines_by_path[("g", 0, "h")] == 8
    assert lines_by_path[("g", 1)] == 9
    assert lines_by_path[("g", 1, "h")] == 10
    assert lines_by_path[("g", 1, "i", "j")] == 12
    assert ("x",) not in lines_by_path


@pytest.mark.parametrize("file", sorted(SOURCE.parent.glob("*.toml")), ids=lambda each: each.stem)
def test_every_key_of_our_own_files_has_the_line_that_it_stands_on(file: Path) -> None:
    text = file.read_text("utf-8")
    lines, lines_by_path = text.split("\n"), find_lines(text)
    paths = list(_paths(tomllib.loads(text)))
    assert len(paths) > 300
    for key_path in paths:
        *_, key = (each for each in key_path if isinstance(each, str))
        assert key in lines[lines_by_path[key_path] - 1], key_path


def _paths(value: Any, key_path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of each key, and of each table in a list."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield (*key_path, key)
            yield from _paths(below, (*key_path, key))
    elif isinstance(value, list):
        for position, below in enumerate(value):
            yield from _paths(below, (*key_path, position))


def test_a_missing_key_has_the_line_of_the_table_above_it() -> None:
    lines_by_path = find_lines("a = 1\n[b]\nc = 2\n")
    assert line_of(lines_by_path, ("b", "c")) == 3
    assert line_of(lines_by_path, ("b", "d", 0)) == 2
    assert line_of(lines_by_path, ("e",)) == 1
