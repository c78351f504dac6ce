"""NL-305: an extension goes on where its traject ended, at the same provider; if not, a person looks at it."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import ELDERS, HIER, dag, de_enige, gewijzigd, nieuw, vindt, zorg

TRAJECT = zorg("02A02", "2026-01-01", "2026-12-31", nummer=7)


def verlenging(begin="2027-01-01", eind="2027-03-31", code="02C02", **anders):
    return nieuw(code, begin, eind, **anders)


def test_passes_the_day_after_the_traject_at_its_provider():
    assert vindt("NL-305", verlenging(), TRAJECT) == []


def test_passes_the_day_after_an_early_stop():
    assert vindt("NL-305", verlenging("2026-07-01", "2026-07-31"), replace(TRAJECT, gestopt_op=dag("2026-06-30"))) == []


def test_passes_on_an_extension_of_the_same_traject():
    eerste = zorg("02C02", "2027-01-01", "2027-12-31", nummer=8)
    assert vindt("NL-305", verlenging("2028-01-01", "2028-03-31"), TRAJECT, eerste) == []


@pytest.mark.parametrize("code", ["02A02", "07C02", "02M02", "10M01", "99Z99", None])
def test_passes_what_is_no_extension_of_such_a_traject(code):
    assert vindt("NL-305", verlenging(code=code, begin="2028-01-01", eind="2028-03-31"), TRAJECT) == []


def test_passes_a_change_and_what_overlaps():
    was = zorg("02C02", "2028-01-01", "2028-03-31", nummer=8)
    assert vindt("NL-305", gewijzigd(was, replace(was, einddatum=dag("2028-04-30"))), TRAJECT) == []
    assert vindt("NL-305", verlenging("2026-12-01", "2026-12-31"), TRAJECT) == [], "NL-206 says that"


def test_fails_after_a_gap_and_says_where_the_traject_ended():
    gevonden = de_enige("NL-305", verlenging("2027-01-02", "2027-02-01"), TRAJECT)
    assert gevonden.explanation == (
        "De nieuwe toewijzing (02C02, 2027-01-02 t/m 2027-02-01) begint pas na een gat: toewijzing 7 (02A02, "
        "2026-01-01 t/m 2026-12-31) eindigt op 2026-12-31."
    )
    assert (gevonden.severity, gevonden.path, gevonden.betreft) == ("signaal", "ingangsdatum", (7,))


def test_fails_after_a_gap_behind_an_earlier_extension():
    eerste = zorg("02C02", "2027-01-01", "2027-01-31", nummer=8)
    gevonden = de_enige("NL-305", verlenging("2027-03-01", "2027-03-31"), TRAJECT, eerste)
    assert "toewijzing 8 (02C02, 2027-01-01 t/m 2027-01-31) eindigt op 2027-01-31." in gevonden.explanation
    assert gevonden.betreft == (7, 8)


def test_fails_at_another_provider():
    gevonden = de_enige("NL-305", verlenging(aanbieder=ELDERS), TRAJECT)
    assert gevonden.explanation.endswith(
        f"is van aanbieder {ELDERS}, maar toewijzing 7 (02A02, 2026-01-01 t/m 2026-12-31) van aanbieder {HIER}."
    )
    assert gevonden.path == "aanbieder"


def test_fails_once_for_a_gap_and_another_provider():
    gevonden = de_enige("NL-305", verlenging("2027-02-01", aanbieder=ELDERS), TRAJECT)
    assert "begint pas na een gat" in gevonden.explanation
    assert f"en is van aanbieder {ELDERS}" in gevonden.explanation


def test_passes_under_the_first_text_which_has_no_extension():
    traject = zorg("02A02", "2022-01-01", "2022-12-31")
    assert vindt("NL-305", verlenging("2023-02-01", "2023-02-28"), traject) == []
