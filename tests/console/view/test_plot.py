"""Bars stand on the base, one on the other, in proportion, and within the picture."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gateway.console.view.plot import Part, draw

FIRST = datetime(2026, 3, 29, 0, tzinfo=UTC)
NUMBERS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=48)


@given(NUMBERS)
def test_bars_are_in_proportion_and_within_the_picture(numbers: list[tuple[int, int]]) -> None:
    hours = [FIRST + timedelta(hours=each) for each in range(len(numbers))]
    below, above = ([each[at] for each in numbers] for at in (0, 1))
    plot = draw(hours, (Part("goed", "goed", below), Part("fout", "fout", above)))
    if not any(map(sum, numbers)):
        assert plot is None
        return
    assert plot is not None
    assert plot.most == max(map(sum, numbers))
    assert len(plot.blocks) == sum(1 for pair in numbers for each in pair if each)
    for each in plot.blocks:
        assert plot.left <= each.x < each.x + each.width <= plot.width
        assert plot.top - 0.01 <= each.y <= plot.base
    heights = sum(each.height for each in plot.blocks)
    expected = sum(map(sum, numbers)) / plot.most * (plot.base - plot.top)
    assert abs(heights - expected) <= 0.01 * len(plot.blocks)


def test_hours_are_told_by_the_clock_here() -> None:
    hours = [FIRST + timedelta(hours=each) for each in range(8)]
    plot = draw(hours, [Part("goed", "goed", range(8))])
    assert plot is not None
    # The clock goes from 02:00 to 03:00 that night.
    assert [text for _, text in plot.ticks] == ["01:00", "08:00"]
    assert plot.blocks[0].text == "03:00: 1 goed"
