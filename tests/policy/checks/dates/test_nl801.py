"""NL-801: plan of approach, three months after the start."""

from datetime import date

import pytest

from gateway.policy.loading.regions import load_region
from tests.support.policy.watched import care, never, period, signals_of
from tests.support.policy.watched import policy as any_policy


def when_shown(*cares, **kwargs):
    return period("NL-801", "2024-01-01", "2025-06-30", *cares, **kwargs)


def test_stands_from_fourteen_days_before_until_the_care_is_over():
    assert when_shown(care(gestart_op="2024-02-01")) == ("2024-04-17", "2024-12-31")
    assert when_shown(care(gestart_op="2024-02-01", end=None)) == ("2024-04-17", "2025-06-30")


def test_says_by_when_and_since_when():
    [found] = signals_of("NL-801", "2024-04-17", care(gestart_op="2024-02-01"))
    assert (found.sleutel, str(found.uiterlijk), found.toewijzing_nummer) == ("1", "2024-05-01", 1)
    assert found.text == (
        "Het plan van aanpak bij toewijzing 1 (02A02, 2024-01-01 t/m 2024-12-31) hoort er uiterlijk op 2024-05-01 te "
        "zijn: de zorg is gestart op 2024-02-01."
    )
    assert found.bron == "H 5"


@pytest.mark.parametrize(
    ("start", "due"),
    [("2024-01-31", "2024-04-30"), ("2024-02-29", "2024-05-29"), ("2023-11-30", "2024-02-29")],
)
def test_counts_months_to_the_end_of_a_short_one(start, due):
    [found] = signals_of("NL-801", due, care(begin="2023-11-01", gestart_op=start))
    assert str(found.uiterlijk) == due


def test_is_silent_without_a_start():
    assert when_shown(care()) is None


@pytest.mark.parametrize(("stop", "shown"), [("2024-04-30", None), ("2024-05-01", ("2024-04-17", "2024-05-01"))])
def test_needs_care_that_lasts_until_the_plan_is_due(stop, shown):
    assert when_shown(care(gestart_op="2024-02-01", gestopt_op=stop)) == shown
    assert when_shown(care(gestart_op="2024-02-01", end=stop)) == shown


@pytest.mark.parametrize("code", ["02A02", "07A02", "10B01", "10B02", "10A06", "01B04"])
def test_watches_the_segments_of_the_policy(code):
    assert when_shown(care(code, gestart_op="2024-02-01")) is not None


@pytest.mark.parametrize("code", ["02C02", "02M02", "08V02", "99999", None])
def test_leaves_the_rest_alone(code):
    assert when_shown(care(code, gestart_op="2024-02-01")) is None


def test_a_corrected_start_moves_the_date_of_the_same_signal():
    [first] = signals_of("NL-801", "2024-05-01", care(gestart_op="2024-02-01"))
    [later] = signals_of("NL-801", "2024-05-01", care(gestart_op="2024-02-08"))
    assert first.sleutel == later.sleutel
    assert str(later.uiterlijk) == "2024-05-08"


def test_goes_by_the_policy_of_the_ingangsdatum_if_there_is_one():
    begun = care(gestart_op="2024-02-01")
    assert when_shown(begun, policy=never) is None
    assert when_shown(begun, policy=lambda day: any_policy("NL-801")) is None
    longer = any_policy(bewaking={"NL-801": (frozenset({"1A1"}), 6)})
    assert when_shown(begun, policy=lambda day: longer if str(day) == "2024-01-01" else None) == (
        "2024-07-18",
        "2024-12-31",
    )


@pytest.mark.parametrize("day", [date(2022, 1, 1), date(2026, 1, 1)])
def test_household_help_has_its_plan_in_three_months_too(day):
    by_policy = load_region("noord-limburg").policy_on(day)
    assert by_policy is not None
    assert by_policy.segment_of("01B04") in by_policy.bewaking["NL-801"].segmenten
    assert by_policy.bewaking["NL-801"].termijn == 3
