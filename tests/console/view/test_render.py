"""What a page shows is escaped, and an address keeps the filters that were given."""

import pytest
from jinja2 import UndefinedError

from gateway.console.view.render import page_for_anybody, problem_page, with_query

SCRIPT = "<script>alert(1)</script>"


def test_nothing_on_a_page_is_taken_for_html() -> None:
    html = problem_page(None, "/console", {"title": SCRIPT, "detail": f'"{SCRIPT}', "bevindingen": []}).decode()
    assert SCRIPT not in html
    assert "&lt;script&gt;" in html


def test_a_name_that_is_missing_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        page_for_anybody("inloggen.html")


def test_filters_go_along() -> None:
    given = {"soort": "WMO305", "tot": "", "naam": "a&b"}
    assert with_query("/x", given) == "/x?soort=WMO305&naam=a%26b"
    assert with_query("/x", given, soort=None, na="abc") == "/x?naam=a%26b&na=abc"
    assert with_query("/x", {}) == "/x"
