"""How care that was stopped began again."""

import pytest

from gateway.rules.parts.restarted import care_key, latest_starts, restart_after
from gateway.rules.reported import start_of, stop_of
from tests.support.messages.messages import start_product, stop_product


def test_care_is_an_assignment_whatever_its_begin_and_without_a_number_a_product():
    first, again = start_of(start_product()), start_of(start_product(begindatum="2024-03-01"))
    assert care_key(first) == care_key(again) == care_key(stop_of(stop_product()))
    assert care_key(first) != care_key(start_of(start_product(toewijzing_nummer=None)))


@pytest.mark.parametrize("order", [1, -1])
def test_the_latest_start_is_told_whatever_the_order(order):
    begin = ["2024-01-01", "2024-03-01", "2024-02-01"][::order]
    starts = [start_of(start_product(begindatum=each)) for each in begin]
    (latest,) = latest_starts(starts).values()
    assert str(latest.begindatum) == "2024-03-01"


def test_a_restart_is_a_later_start_of_the_same_care():
    latest = latest_starts([start_of(start_product(begindatum="2024-03-01"))])
    found = restart_after(stop_of(stop_product(begindatum="2024-02-01", einddatum="2024-02-10")), latest)
    assert found is not None
    assert str(found.begindatum) == "2024-03-01"
    for same in ({"begindatum": "2024-03-01", "einddatum": "2024-03-09"}, {"toewijzing_nummer": "2"}):
        assert restart_after(stop_of(stop_product(**same)), latest) is None
