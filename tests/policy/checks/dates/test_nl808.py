"""NL-808: an evaluation that was agreed is held."""

from datetime import date

from tests.support.policy.watched import care, never, period, signals_of


def agreed(*days):
    return {1: tuple(date.fromisoformat(each) for each in days)}


def test_stands_from_two_weeks_before_and_lasts():
    found = period("NL-808", "2024-05-01", "2024-12-31", care(), evaluations=agreed("2024-06-15"))
    assert found == ("2024-06-01", "2024-12-31")


def test_holds_without_a_policy_and_each_day_has_its_own():
    found = signals_of("NL-808", "2024-12-31", care(), policy=never, evaluations=agreed("2024-06-15", "2024-12-15"))
    assert [each.sleutel for each in found] == ["1:2024-06-15", "1:2024-12-15"]
    assert found[0].text == (
        "Evalueer toewijzing 1 (02A02, 2024-01-01 t/m 2024-12-31) op 2024-06-15, zoals bij het besluit is afgesproken."
    )
    assert (found[0].toewijzing_nummer, str(found[0].uiterlijk)) == (1, "2024-06-15")


def test_lapses_with_the_assignment():
    assert signals_of("NL-808", "2024-12-31", evaluations=agreed("2024-06-15")) == []
