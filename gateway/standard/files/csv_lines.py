"""CSV of which every record is one line, as spreadsheets save a plain list."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_SEPARATORS: Final = ",;\t"
_OPEN: Final = "een aanhalingsteken dat hier begint, wordt niet gesloten"
_MESSY: Final = "de aanhalingstekens kloppen hier niet"
_LONG: Final = "de regel is te lang"


@dataclass(frozen=True, slots=True)
class Row:
    """A line that isn't empty."""

    line: int
    """In the file, from 1."""
    cells: list[str] = field(default_factory=list)
    fault: str = ""
    """What is wrong with the line itself (Dutch); then it has no cells."""


def rows(text: str) -> tuple[str, Iterator[Row]]:
    """Return the separator, taken from the first line, and the rows, each read by itself.

    A quote that is never closed is a fault of its own line alone. A first line like "sep=;", which tells Excel the
    separator, is no row.
    """
    lines = [(number, line.rstrip("\n")) for number, line in enumerate(_lines(text), 1)]
    if lines and lines[0][1].lower().startswith("sep=") and len(lines[0][1]) == len("sep=;"):
        separator = lines.pop(0)[1][-1]
    else:
        first = lines[0][1] if lines else ""
        separator = max(_SEPARATORS, key=first.count)
    return separator, (_row(number, line, separator) for number, line in lines if line.strip())


def line_at(before: str) -> int:
    """Return the number of the line, from 1, on which the text goes on after `before`."""
    return sum(line.endswith("\n") for line in _lines(before)) + 1


def _lines(text: str) -> Iterator[str]:
    """Yield the lines, whatever system ended them; other line ends of Unicode count as ordinary characters."""
    yield from io.StringIO(text, newline=None)


def _row(number: int, line: str, separator: str) -> Row:
    if len(line) > csv.field_size_limit():
        return Row(number, fault=_LONG)
    try:
        (cells,) = csv.reader([line], delimiter=separator, strict=True)
    except csv.Error as error:
        return Row(number, fault=_OPEN if "end of data" in str(error) else _MESSY)
    return Row(number, cells)
