"""NL-802: evaluation at the end of an extension."""

from tests.support.policy.watched import care, never, period, signals_of


def shown(*cares, **kwargs):
    return period("NL-802", "2024-01-01", "2026-01-31", *cares, **kwargs)


def test_stands_from_fourteen_days_before_the_end_until_a_year_after():
    assert shown(care("02C02", end="2024-06-30")) == ("2024-06-16", "2025-06-30")
    [found] = signals_of("NL-802", "2024-06-16", care("07C02", end="2024-06-30"))
    assert (found.sleutel, str(found.uiterlijk)) == ("1:2024-06-30", "2024-06-30")
    assert found.text == (
        "Evalueer de verlenging met toewijzing 1 (07C02, 2024-01-01 t/m 2024-06-30): zij eindigt op 2024-06-30."
    )


def test_the_end_is_an_earlier_final_stop():
    assert shown(care("02C02", end="2024-06-30", gestart_op="2024-01-01", gestopt_op="2024-03-31")) == (
        "2024-03-17",
        "2025-03-31",
    )


def test_is_about_extensions_that_end_only():
    assert shown(care("02A02", end="2024-06-30"), care("02M02", end="2024-06-30", nummer=2)) is None
    assert shown(care("02C02", end=None)) is None
    assert shown(care("02C02", end="9999-12-31")) is None


def test_another_end_is_another_cause():
    first, later = (signals_of("NL-802", "2024-06-25", care("02C02", end=end)) for end in ("2024-06-30", "2024-07-05"))
    assert first[0].sleutel != later[0].sleutel


def test_is_silent_without_a_policy():
    assert shown(care("02C02", end="2024-06-30"), policy=never) is None
