"""NL-503: an assignment has a last day where the standard or the policy wants one."""

import pytest

from tests.support.policy.decisions import de_enige, gewijzigd, nieuw, vindt, zorg


@pytest.mark.parametrize("anders", [{"budget": 100}, {"frequentie": "2", "volume": 3, "eenheid": "01"}, {}])
@pytest.mark.parametrize("code", ["10B01", "02M02", "10A06", "99Z99", None])
def test_passes_with_a_last_day(code, anders):
    assert vindt("NL-503", nieuw(code, "2026-01-01", "2026-01-01", **anders)) == []


@pytest.mark.parametrize("anders", [{}, {"frequentie": "4"}, {"frequentie": "6", "volume": 2}])
@pytest.mark.parametrize("code", ["10A06", "02A02", "99Z99", None])
def test_passes_an_open_end_where_nothing_wants_a_last_day(code, anders):
    assert vindt("NL-503", nieuw(code, "2026-01-01", **anders)) == []


@pytest.mark.parametrize("code", ["02C02", "10M01"])
def test_passes_whole_months_without_last_day_for_another_check_says_so(code):
    assert vindt("NL-503", nieuw(code, "2026-01-01")) == []


@pytest.mark.parametrize(
    ("code", "anders", "waarom"),
    [
        ("10A06", {"budget": 0}, "er is een Budget (CD075)."),
        (None, {"frequentie": "2"}, "de Frequentie is 2, per week (CD076)."),
        ("10B01", {}, "het beleid verplicht hem bij dit product."),
        ("02C02", {"budget": 5}, "er is een Budget (CD075)."),
        (
            "10A06",
            {"budget": 5, "frequentie": "2"},
            "er is een Budget (CD075) en de Frequentie is 2, per week (CD076).",
        ),
        (
            "10B01",
            {"frequentie": "2"},
            "de Frequentie is 2, per week (CD076) en het beleid verplicht hem bij dit product.",
        ),
    ],
)
def test_fails_without_the_last_day_that_is_wanted(code, anders, waarom):
    gevonden = de_enige("NL-503", nieuw(code, "2026-01-01", **anders))
    assert "heeft geen Einddatum, maar " in gevonden.explanation
    assert gevonden.explanation.endswith(waarom)
    assert (gevonden.path, gevonden.overrulebaar) == ("einddatum", False)


def test_fails_a_change_that_takes_the_last_day_away_or_brings_in_a_budget():
    met, zonder = zorg("10B01", "2026-01-01", "2026-08-31"), zorg("10B01", "2026-01-01")
    assert vindt("NL-503", gewijzigd(met, zonder))
    gevonden = de_enige("NL-503", gewijzigd(zonder, zorg("10B01", "2026-01-01", budget=5)))
    assert gevonden.explanation.endswith("maar er is een Budget (CD075).")


def test_passes_a_change_of_what_had_no_last_day_before():
    was, meer = zorg("10B01", "2026-01-01", budget=5), zorg("10B01", "2026-01-01", budget=6)
    assert vindt("NL-503", gewijzigd(was, meer)) == []
    assert vindt("NL-503", gewijzigd(was, was, verwijderd=True)) == []
