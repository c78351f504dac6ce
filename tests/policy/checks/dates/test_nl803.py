"""NL-803: yearly evaluation in 2A."""

from tests.support.policy.watched import care, days, never, signals_of


def per_signaal(*cares, **kwargs):
    """Return the first and last day of each signal, by key."""
    found = {}
    for day in days("NL-803", "2022-01-01", "2027-01-31", *cares, **kwargs):
        for each in signals_of("NL-803", day, *cares, **kwargs):
            first, _ = found.get(each.sleutel, (day, day))
            found[each.sleutel] = (first, day)
    return found


def test_each_year_has_a_signal_of_its_own_until_the_next_one_comes():
    assert per_signaal(care("10B02", "2022-03-01", "2025-01-31")) == {
        "1:2023-02-28": ("2023-02-14", "2024-02-14"),
        "1:2024-02-29": ("2024-02-15", "2025-01-31"),
    }
    [found] = signals_of("NL-803", "2024-02-15", care("10B02", "2022-03-01", None))
    assert found.text == (
        "Evalueer toewijzing 1 (10B02, vanaf 2022-03-01) uiterlijk op 2024-02-29: de zorg in dit segment loopt sinds "
        "2022-03-01."
    )


def test_the_last_day_of_the_year_has_to_be_reached():
    assert per_signaal(care("10B02", "2024-01-01", "2024-12-31")) == {"1:2024-12-31": ("2024-12-17", "2024-12-31")}
    assert per_signaal(care("10B02", "2024-01-01", "2024-12-30")) == {}
    assert per_signaal(care("10B02", "2024-01-01", None, gestart_op="2024-01-01", gestopt_op="2024-12-30")) == {}


def test_years_count_on_over_assignments_that_follow_each_other_without_a_gap():
    first = care("10B02", "2024-01-01", "2024-08-31")
    second = care("10B02", "2024-09-01", "2025-04-30", nummer=2, aanbieder="99990002")
    assert per_signaal(second, first) == {"2:2024-12-31": ("2024-12-17", "2025-04-30")}
    assert per_signaal(first, care("10B02", "2024-09-02", "2025-04-30", nummer=2)) == {}


def test_an_evaluation_that_was_missed_stays_in_the_next_assignment():
    first, second = care("10B02", "2024-01-01", "2024-12-31"), care("10B02", "2025-01-01", "2025-12-31", nummer=2)
    assert per_signaal(first, second) == {
        "1:2024-12-31": ("2024-12-17", "2025-12-16"),
        "2:2025-12-31": ("2025-12-17", "2025-12-31"),
    }


def test_is_about_the_segments_of_the_policy_only():
    assert per_signaal(care("10A06", "2022-03-01", None)) == {}
    assert per_signaal(care("10B02", "2022-03-01", None), policy=never) == {}


def test_care_that_is_open_to_the_end_of_time_is_fine():
    assert signals_of("NL-803", "2024-01-01", care("10B02", "9999-12-30", "9999-12-31")) == []
    assert len(signals_of("NL-803", "2024-06-01", care("10B02", "1900-01-01", "9999-12-31"))) == 1
