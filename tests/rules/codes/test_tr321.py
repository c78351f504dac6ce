"""TR321: a Prestatie fits what is assigned for its period."""

import pytest

from tests.rules.claim_files import LINE, assigned, claimed
from tests.rules.judged import finds, the_only
from tests.support.messages.claims import credit, prestatie, wmo323


def minutes(volume):
    return wmo323(geleverd_volume=str(volume), bedrag=str(volume * 50))


def test_passes_k019_minutes_up_to_the_hours_of_each_week_that_the_period_touches():
    assert finds("TR321", minutes(5 * 3 * 60), claimed(assigned(size="3x04/2"))) == []


def test_fails_k019_a_minute_more():
    finding = the_only("TR321", minutes(5 * 3 * 60 + 1), claimed(assigned(size="3x04/2")))
    assert finding.retourcode == "9321"
    assert finding.path == f"{LINE}/GeleverdVolume"
    assert "kan in deze periode 900." in finding.explanation


@pytest.mark.parametrize("size", ["B1", None, "1x14/2"])
def test_passes_without_an_omvang_and_in_a_unit_that_is_wrong_anyway(size):
    assert finds("TR321", minutes(99999), claimed(assigned(size=size))) == []


def test_passes_a_credit():
    assert finds("TR321", wmo323(prestaties=(credit(),)), claimed(assigned(size="1x04/6"))) == []


def test_fails_hours_and_tells_hours():
    message = wmo323(geleverd_volume="16", eenheid="04", product_tarief="1", bedrag="16")
    finding = the_only("TR321", message, claimed(assigned(size="3x04/2")))
    assert "kan in deze periode 15." in finding.explanation


def test_fails_one_line_beside_others_that_have_no_bound():
    unbound = prestatie("P1", toewijzing_nummer="2")
    message = wmo323(prestaties=(unbound, prestatie("P2", geleverd_volume="901", bedrag="45050")))
    case = claimed(assigned(size="3x04/2"), assigned(2, size=None))
    assert the_only("TR321", message, case).class_path == f"{LINE}[2]"
