"""JSON that stays on one line for every reader."""

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.standard.files.json_lines import json_line

EVERY_CHARACTER = "".join(map(chr, range(sys.maxunicode + 1)))
ENDS = [line[-1] for line in EVERY_CHARACTER.splitlines(keepends=True)[:-1]]


@pytest.mark.parametrize("end", ENDS, ids=ascii)
def test_whatever_ends_a_line_for_python_is_escaped(end: str) -> None:
    value = {f"sleutel{end}": [f"é{end}1"]}
    line = json_line(value)
    assert line.splitlines() == [line]
    assert json.loads(line) == value


@given(st.dictionaries(st.text(), st.text() | st.lists(st.text())))
def test_any_text_comes_back_from_one_line(value: dict[str, object]) -> None:
    line = json_line(value)
    assert len(line.splitlines()) == 1
    assert json.loads(line) == value


def test_letters_stay_readable_and_what_is_not_json_is_told_by_default() -> None:
    assert json_line({"naam": "Zoë", "wat": {1}.__class__}, default=lambda kind: kind.__name__) == (
        '{"naam": "Zoë", "wat": "set"}'
    )
