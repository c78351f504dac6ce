"""The municipalities of the Netherlands by their code."""

from gateway.standard import municipalities


def test_municipalities_are_known_by_code() -> None:
    assert municipalities.municipality_name("0983") == "Venlo"
    assert municipalities.is_municipality("0983")
    assert municipalities.municipality_name("9999") is None
    assert not municipalities.is_municipality("983")
    assert len(municipalities.list_municipalities()) == 342
    assert all(
        len(code) == 4 and code.isdigit() and name for code, name in municipalities.list_municipalities().items()
    )
