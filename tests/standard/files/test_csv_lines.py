"""CSV of which every record is one line."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.standard.files.csv_lines import line_at, rows

CELLS = st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])), min_size=2, max_size=5)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("announced", [True, False])
def test_the_separator_is_found_or_announced(separator: str, announced: bool) -> None:
    text = ("sep=" + separator + "\n") * announced + f"code{separator}naam\n\n1{separator}a\n"
    found, lines = rows(text)
    assert found == separator
    assert [(row.line - announced, row.cells) for row in lines] == [(1, ["code", "naam"]), (3, ["1", "a"])]


@given(st.lists(CELLS, max_size=5))
def test_what_a_spreadsheet_saves_is_read_back(records: list[list[str]]) -> None:
    file = io.StringIO()
    file.write("sep=;\n")
    csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL).writerows(records)
    _, found = rows(file.getvalue())
    assert [row.cells for row in found] == records


def test_a_quote_that_is_never_closed_is_a_fault_of_its_own_line() -> None:
    _, found = rows('a,b\n1,"open\n2,"x"y\n3,"fine"')
    first, second, third, fourth = found
    assert (first.fault, fourth.cells) == ("", ["3", "fine"])
    assert "wordt niet gesloten" in second.fault
    assert "kloppen hier niet" in third.fault


def test_a_line_of_more_than_the_reader_takes_is_a_fault() -> None:
    _, found = rows("a,b\n" + "x" * (csv.field_size_limit() + 1))
    assert [row.fault for row in found] == ["", "de regel is te lang"]


def test_a_line_is_counted_however_it_ends() -> None:
    assert line_at("") == 1
    assert line_at("a\r\nb\rc\nd\u2028e") == 4
