"""TR418: a rate is that of the contract."""

import pytest

from tests.rules.claim_files import LINE, assigned, claimed
from tests.rules.judged import finds, the_only
from tests.support.messages.claims import credit, wmo323

HOURS = {"eenheid": "04", "geleverd_volume": "2", "product_tarief": "3000"}


def test_passes_the_rate_and_where_none_is_known():
    assert finds("TR418", wmo323(**HOURS), claimed(rates={("02A02", "04"): 3000})) == []
    assert finds("TR418", wmo323(**HOURS), claimed(rates={("02A03", "04"): 1, ("02A02", "14"): 1})) == []
    assert finds("TR418", wmo323(**HOURS), claimed()) == []


def test_passes_euros_and_a_credit():
    euros = wmo323(eenheid="83", geleverd_volume="700", product_tarief=None, bedrag="700")
    assert finds("TR418", euros, claimed(assigned(size="B900"), rates={("02A02", "83"): 1})) == []
    assert finds("TR418", wmo323(prestaties=(credit(**HOURS),)), claimed(rates={("02A02", "04"): 1})) == []


def test_fails_k024_another_rate():
    finding = the_only("TR418", wmo323(**HOURS), claimed(rates={("02A02", "04"): 3001}))
    assert finding.retourcode == "0611"
    assert finding.path == f"{LINE}/ProductTarief"
    assert "het contract zegt € 30,01" in finding.explanation


@pytest.mark.parametrize(
    ("size", "rates", "right"),
    [
        ("10x04/2", {"04": 3000}, True),
        ("10x04/2", {"04": 3030}, False),
        ("10x04/2", {"01": 51}, True),
        ("600x01/2", {"01": 50, "04": 9999}, True),
        ("600x01/2", {"01": 51}, False),
        ("B9999999", {"04": 3000, "01": 99}, True),
        ("B9999999", {"04": 9999, "01": 99}, False),
    ],
)
def test_passes_or_fails_minutes_by_what_was_assigned(size, rates, right):
    case = claimed(assigned(size=size), rates={("02A02", eenheid): rate for eenheid, rate in rates.items()})
    assert (finds("TR418", wmo323(), case) == []) is right


def test_fails_minutes_of_half_a_cent_rounded_down():
    case = claimed(rates={("02A02", "04"): 8730})
    assert finds("TR418", wmo323(product_tarief="146"), case) == []
    assert the_only("TR418", wmo323(product_tarief="145"), case)
