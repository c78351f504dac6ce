"""What every page tells beside its items."""

from gateway.api.shapes.lists.pages import PageShape
from gateway.exchange.kernel.pages import MAX_COUNTED, Page


def test_a_total_is_told_as_far_as_it_was_counted() -> None:
    assert PageShape.fields_of(Page([], "abc", MAX_COUNTED + 1)) == {
        "volgende": "abc",
        "totaal": MAX_COUNTED,
        "totaal_is_minimum": True,
    }
    assert PageShape.fields_of(Page([], None, MAX_COUNTED))["totaal_is_minimum"] is False
    assert PageShape.fields_of(Page([], None, None)) == {"volgende": None, "totaal": None, "totaal_is_minimum": False}
