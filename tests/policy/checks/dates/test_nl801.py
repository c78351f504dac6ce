"""NL-801: plan of approach, three months after the start."""

from datetime import date

import pytest

from gateway.policy.loading.regions import regio
from tests.policy.checks.dates.watched import beleid as een_beleid
from tests.policy.checks.dates.watched import gevonden, nooit, periode, zorg


def toont(*zorgen, **kwargs):
    return periode("NL-801", "2024-01-01", "2025-06-30", *zorgen, **kwargs)


def test_stands_from_fourteen_days_before_until_the_care_is_over():
    assert toont(zorg(gestart_op="2024-02-01")) == ("2024-04-17", "2024-12-31")
    assert toont(zorg(gestart_op="2024-02-01", eind=None)) == ("2024-04-17", "2025-06-30")


def test_says_by_when_and_since_when():
    [found] = gevonden("NL-801", "2024-04-17", zorg(gestart_op="2024-02-01"))
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
    [found] = gevonden("NL-801", due, zorg(begin="2023-11-01", gestart_op=start))
    assert str(found.uiterlijk) == due


def test_is_silent_without_a_start():
    assert toont(zorg()) is None


@pytest.mark.parametrize(("stop", "shown"), [("2024-04-30", None), ("2024-05-01", ("2024-04-17", "2024-05-01"))])
def test_needs_care_that_lasts_until_the_plan_is_due(stop, shown):
    assert toont(zorg(gestart_op="2024-02-01", gestopt_op=stop)) == shown
    assert toont(zorg(gestart_op="2024-02-01", eind=stop)) == shown


@pytest.mark.parametrize("code", ["02A02", "07A02", "10B01", "10B02", "10A06", "01B04"])
def test_watches_the_segments_of_the_policy(code):
    assert toont(zorg(code, gestart_op="2024-02-01")) is not None


@pytest.mark.parametrize("code", ["02C02", "02M02", "08V02", "99999", None])
def test_leaves_the_rest_alone(code):
    assert toont(zorg(code, gestart_op="2024-02-01")) is None


def test_a_corrected_start_moves_the_date_of_the_same_signal():
    [first] = gevonden("NL-801", "2024-05-01", zorg(gestart_op="2024-02-01"))
    [later] = gevonden("NL-801", "2024-05-01", zorg(gestart_op="2024-02-08"))
    assert first.sleutel == later.sleutel
    assert str(later.uiterlijk) == "2024-05-08"


def test_goes_by_the_policy_of_the_ingangsdatum_if_there_is_one():
    care = zorg(gestart_op="2024-02-01")
    assert toont(care, beleid=nooit) is None
    assert toont(care, beleid=lambda dag: een_beleid("NL-801")) is None
    langer = een_beleid(bewaking={"NL-801": (frozenset({"1A1"}), 6)})
    assert toont(care, beleid=lambda dag: langer if str(dag) == "2024-01-01" else None) == ("2024-07-18", "2024-12-31")


@pytest.mark.parametrize("dag", [date(2022, 1, 1), date(2026, 1, 1)])
def test_household_help_has_its_plan_in_three_months_too(dag):
    volgens = regio("noord-limburg").op(dag)
    assert volgens is not None
    assert volgens.segment_van("01B04") in volgens.bewaking["NL-801"].segmenten
    assert volgens.bewaking["NL-801"].termijn == 3
