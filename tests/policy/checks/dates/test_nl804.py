"""NL-804: a traject near its end."""

import pytest

from tests.support.policy.watched import care, never, period, signals_of
from tests.support.policy.watched import policy as any_policy


def shown(*cares, **kwargs):
    return period("NL-804", "2024-01-01", "2025-12-31", *cares, **kwargs)


def test_stands_from_so_many_days_before_the_end_up_to_the_last_day():
    assert shown(care()) == ("2024-11-19", "2024-12-31")
    seven = any_policy(bewaking={"NL-804": (frozenset({"1A1"}), 7)})
    assert shown(care(), policy=lambda day: seven) == ("2024-12-24", "2024-12-31")
    [found] = signals_of("NL-804", "2024-12-31", care())
    assert (found.sleutel, str(found.uiterlijk)) == ("1:2024-12-31", "2024-12-31")
    assert found.text == (
        "Het einde van toewijzing 1 (02A02, 2024-01-01 t/m 2024-12-31) nadert: besluit voor 2024-12-31 wat erop volgt."
    )


def test_an_open_or_finally_stopped_traject_is_not_near_its_end():
    assert shown(care(end=None)) is None
    assert shown(care(gestart_op="2024-01-01", gestopt_op="2024-12-20")) is None


@pytest.mark.parametrize("code", ["02A02", "02C02", "02M02"])
def test_care_in_the_segment_that_runs_on_is_an_answer(code):
    follows = care(code, "2025-01-01", "2025-03-31", nummer=2)
    assert signals_of("NL-804", "2024-12-01", care(), follows) == []


def test_other_care_is_none():
    for other in (care("07A02", "2024-06-01", None, nummer=2), care("02C02", "2024-02-01", "2024-12-31", nummer=2)):
        assert [each.toewijzing_nummer for each in signals_of("NL-804", "2024-12-01", care(), other)] == [1]


def test_is_about_trajects_under_a_policy():
    assert shown(care("02C02")) is None
    assert shown(care("08V02")) is None
    assert shown(care("10B02")) is not None
    assert shown(care(), policy=never) is None


def test_another_end_is_another_cause():
    assert signals_of("NL-804", "2024-12-15", care(end="2025-01-10"))[0].sleutel == "1:2025-01-10"
