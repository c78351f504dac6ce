"""The stops that one delivery of care had before another."""

from itertools import permutations

import pytest

from gateway.rules.parts.stopped import stops_in_turn
from tests.rules.case_files import FINAL, TEMPORARY, case
from tests.support.messages.messages import stop_product, wmo307


@pytest.mark.parametrize("products", [*permutations([TEMPORARY, FINAL])])
def test_stops_of_one_message_follow_each_other_by_end_date(products):
    (first, _, nothing), (second, _, before) = stops_in_turn(wmo307(stop_producten=products), case())
    assert (first, second) == (TEMPORARY, FINAL)
    assert (nothing.temporary, nothing.final, nothing.last) == (None, None, None)
    assert before.temporary is before.last
    assert before.final is None


def test_a_removed_stop_counts_no_longer():
    removal = stop_product(reden_beeindiging="20", einddatum="2024-02-10", status_aanlevering="3")
    ((_, _, before),) = stops_in_turn(wmo307(stop_producten=(FINAL, removal)), case(TEMPORARY))
    assert before.last is None


def test_another_delivery_of_care_has_stops_of_its_own():
    other = stop_product(toewijzing_nummer="2", einddatum="2024-02-25")
    ((_, stop, before),) = stops_in_turn(wmo307(stop_producten=(other,)), case(FINAL))
    assert stop.toewijzing_nummer == 2
    assert before.last is None
