"""NL-302: an extension is a whole number of months."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import beleid, dag, de_enige, gewijzigd, nieuw, vindt, zorg

DRIE_MAANDEN = zorg("02C02", "2026-01-01", "2026-03-31")
HALVERWEGE = zorg("02C02", "2026-01-01", "2026-02-14")


@pytest.mark.parametrize(
    ("begin", "eind"),
    [
        ("2026-01-01", "2026-01-31"),
        ("2026-01-31", "2026-02-27"),
        ("2026-01-31", "2026-02-28"),
        ("2028-02-29", "2029-02-27"),
        ("2026-01-15", "2027-01-14"),
        ("2026-01-15", "2028-01-14"),
    ],
)
def test_passes_whole_months(begin, eind):
    assert vindt("NL-302", nieuw("02C02", begin, eind)) == []


@pytest.mark.parametrize("code", ["02A02", "02M02", "10M01", "99Z99", None])
def test_passes_any_length_of_what_is_no_extension(code):
    assert vindt("NL-302", nieuw(code, "2026-01-01", "2026-01-05")) == []


@pytest.mark.parametrize(
    ("begin", "eind", "wel"),
    [
        ("2026-01-01", "2026-01-30", "t/m 2026-01-31 (1 maand)."),
        ("2026-01-01", "2026-02-01", "t/m 2026-01-31 (1 maand) of 2026-02-28 (2 maanden)."),
        ("2026-01-31", "2026-03-31", "t/m 2026-03-30 (2 maanden) of 2026-04-29 (3 maanden)."),
        ("2026-01-01", "2027-06-15", "t/m 2026-12-31 (12 maanden)."),
    ],
)
def test_fails_a_broken_month_and_says_which_days_would_do(begin, eind, wel):
    gevonden = de_enige("NL-302", nieuw("02C02", begin, eind))
    assert gevonden.explanation == (
        f"De nieuwe toewijzing (02C02, {begin} t/m {eind}) duurt geen heel aantal maanden. Wel kan {wel}"
    )
    assert (gevonden.path, gevonden.overrulebaar) == ("einddatum", False)


def test_fails_fewer_months_than_the_least():
    gewoon = beleid()
    drie = replace(gewoon.producten["02C02"], minstens=3)
    volgens = replace(gewoon, producten={**gewoon.producten, "02C02": drie})
    assert vindt("NL-302", nieuw("02C02", "2026-01-01", "2026-03-31"), volgens=volgens) == []
    gevonden = de_enige("NL-302", nieuw("02C02", "2026-01-01", "2026-02-28"), volgens=volgens)
    assert gevonden.explanation.endswith(
        "duurt 2 maanden; het minste is 3 maanden. Wel kan t/m 2026-03-31 (3 maanden)."
    )
    gevonden = de_enige("NL-302", nieuw("02C02", "2026-01-01", "2026-02-15"), volgens=volgens)
    assert gevonden.explanation.endswith("Wel kan t/m 2026-03-31 (3 maanden).")


def test_fails_an_extension_without_last_day():
    gevonden = de_enige("NL-302", nieuw("07C02", "2026-01-01"))
    assert gevonden.explanation.endswith(
        "heeft geen Einddatum, en dus geen heel aantal maanden. Wel kan een heel aantal maanden van t/m 2026-01-31 "
        "(1 maand) tot t/m 2026-12-31 (12 maanden)."
    )


def test_fails_a_change_to_a_broken_month():
    assert vindt("NL-302", gewijzigd(DRIE_MAANDEN, HALVERWEGE))
    assert vindt("NL-302", gewijzigd(DRIE_MAANDEN, HALVERWEGE, reden_wijziging="05"))
    assert vindt("NL-302", gewijzigd(DRIE_MAANDEN, zorg("02C02", "2026-01-01", "2026-04-14")))
    assert vindt("NL-302", gewijzigd(HALVERWEGE, zorg("02C02", "2026-01-01", "2026-02-15")))


@pytest.mark.parametrize("reden", ["02", "06", "07", "09", "12"])
def test_passes_ending_on_any_day_for_a_reason_that_has_nothing_to_do_with_the_length(reden):
    assert vindt("NL-302", gewijzigd(DRIE_MAANDEN, HALVERWEGE, reden_wijziging=reden)) == []


def test_fails_stretching_to_a_broken_month_whatever_the_reason():
    langer = zorg("02C02", "2026-01-01", "2026-04-14")
    assert vindt("NL-302", gewijzigd(DRIE_MAANDEN, langer, reden_wijziging="07"))


def test_passes_ending_with_the_care_after_a_final_stop():
    gestopt = {"gestopt_op": dag("2026-02-14")}
    was = zorg("02C02", "2026-01-01", "2026-03-31", **gestopt)
    assert vindt("NL-302", gewijzigd(was, zorg("02C02", "2026-01-01", "2026-02-14", **gestopt))) == []


def test_passes_a_change_that_makes_a_broken_month_no_worse():
    assert vindt("NL-302", gewijzigd(HALVERWEGE, zorg("02C02", "2026-01-01", "2026-02-13"))) == []
    assert vindt("NL-302", gewijzigd(HALVERWEGE, zorg("02C02", "2026-01-01", "2026-02-14", budget=1))) == []
    assert vindt("NL-302", gewijzigd(zorg("02C02", "2026-01-01"), HALVERWEGE)) == []
    assert vindt("NL-302", gewijzigd(HALVERWEGE, HALVERWEGE, verwijderd=True)) == []
