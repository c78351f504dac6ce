"""The municipalities of the Netherlands by their code."""

from datetime import date

from gateway.standard import municipalities


def test_one_that_merged_is_known_with_its_last_day() -> None:
    assert municipalities.list_ended()["0756"] == date(2021, 12, 31)
    assert (municipalities.is_municipality("0756"), municipalities.was_municipality("0756")) == (False, True)
    assert municipalities.was_municipality("0983")
    assert not municipalities.was_municipality("9999")


def test_municipalities_are_known_by_code() -> None:
    assert municipalities.municipality_name("0983") == "Venlo"
    assert municipalities.is_municipality("0983")
    assert municipalities.municipality_name("9999") is None
    assert not municipalities.is_municipality("983")
    assert len(municipalities.list_municipalities()) == 342
    assert all(
        len(code) == 4 and code.isdigit() and name for code, name in municipalities.list_municipalities().items()
    )
