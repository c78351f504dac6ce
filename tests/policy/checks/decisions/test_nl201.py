"""NL-201: no two assignments run together whose segments may not. Every cell of the matrix: test_stapeling.py."""

from dataclasses import replace

import pytest

from gateway.policy.model import Mag
from tests.support.policy.decisions import ELDERS, beleid, dag, de_enige, gewijzigd, nieuw, vindt, zorg

JAAR = ("2026-01-01", "2026-12-31")


def test_fails_and_names_both_assignments_codes_segments_days_and_the_text():
    gevonden = de_enige(
        "NL-201", nieuw("10B01", "2026-06-01", "2027-01-31", aanbieder=ELDERS), zorg("02A02", *JAAR, nummer=4711)
    )
    assert gevonden.explanation == (
        "De nieuwe toewijzing (10B01, 2026-06-01 t/m 2027-01-31) loopt van 2026-06-01 t/m 2026-12-31 naast toewijzing "
        "4711 (02A02, 2026-01-01 t/m 2026-12-31) van aanbieder 12345678. Volgens het beleid gaat niet samen: segment "
        "1B en segment 1A1 (Handboek 3.0, hoofdstuk 5, segmenten 1A en 1B)."
    )
    assert gevonden.source == "Handboek 3.0, hoofdstuk 5, segmenten 1A en 1B"
    assert gevonden.betreft == (4711,)
    assert gevonden.path == "product/code"
    assert gevonden.values == {
        "Code": "02A02",
        "ToewijzingNummer": "4711",
        "Begindatum": "2026-06-01",
        "Einddatum": "2026-12-31",
    }
    assert gevonden.overrulebaar


def test_fails_open_ended_on_both_sides():
    gevonden = de_enige("NL-201", nieuw("10A06"), zorg("10B02", "2025-05-01"))
    assert "loopt vanaf 2026-01-01 naast" in gevonden.explanation
    assert "Einddatum" not in gevonden.values


def test_fails_beside_what_is_only_asked_for_too():
    gevonden = de_enige("NL-201", nieuw("10A06"), zorg("10B02", nummer=None))
    assert gevonden.betreft == ()
    assert "ToewijzingNummer" not in gevonden.values


@pytest.mark.parametrize("code", ["02A02", "02C02", "02M02"])
def test_fails_extensions_and_extra_work_as_their_base(code):
    assert de_enige("NL-201", nieuw("10B02"), zorg(code, *JAAR))
    assert de_enige("NL-201", nieuw(code, *JAAR), zorg("10B02"))


def test_passes_a_base_beside_its_own_extension_which_is_nl206():
    alles = replace(beleid(), stapeling={paar: replace(each, mag=Mag.NEE) for paar, each in beleid().stapeling.items()})
    assert vindt("NL-201", nieuw("02C02", *JAAR), zorg("02A02", *JAAR), volgens=alles) == []
    assert vindt("NL-201", nieuw("02A02", *JAAR), zorg("02A02", *JAAR), volgens=alles) == []
    gevonden = de_enige("NL-201", nieuw("02A02", *JAAR), zorg("02A02", *JAAR, aanbieder=ELDERS), volgens=alles)
    assert "gaat niet samen: twee keer segment 1A1 (" in gevonden.explanation


def test_fails_once_for_each_other_assignment():
    naast = [zorg("02A02", *JAAR, nummer=1), zorg("10B02", "2026-03-01", nummer=2), zorg("10A06", "2027-01-01")]
    gevonden = vindt("NL-201", nieuw("10B01", *JAAR), *naast)
    assert [each.betreft for each in gevonden] == [(1,), (2,)]


def test_passes_after_a_stop_and_fails_on_its_day():
    gestopt = zorg("02A02", *JAAR, gestart_op=dag("2026-01-01"), gestopt_op=dag("2026-05-31"))
    assert vindt("NL-201", nieuw("10B02", "2026-06-01"), gestopt) == []
    gevonden = de_enige("NL-201", nieuw("10B02", "2026-05-31"), gestopt)
    assert "loopt op 2026-05-31 naast toewijzing 1 (02A02, 2026-01-01 t/m 2026-12-31, gestopt op 2026-05-31)." in (
        gevonden.explanation
    )


def test_passes_beside_care_that_stopped_before_it_began():
    nooit = zorg("02A02", *JAAR, gestopt_op=dag("2025-12-31"))
    assert vindt("NL-201", nieuw("10B02", "2025-01-01"), nooit) == []


@pytest.mark.parametrize("code", ["02A99", None])
def test_passes_beside_what_the_policy_does_not_know_and_what_it_does_not_know_itself(code):
    assert vindt("NL-201", nieuw("10B02"), zorg(code)) == []
    assert vindt("NL-201", nieuw(code), zorg("10B02")) == []


def test_fails_stretching_on_the_added_days_only():
    was = zorg("02A02", *JAAR)
    erna = zorg("10B02", "2026-12-01", nummer=2)
    gevonden = de_enige("NL-201", gewijzigd(was, replace(was, einddatum=dag("2027-01-31"))), erna)
    assert gevonden.path == "einddatum"
    assert "Toewijzing 1 (02A02, 2026-01-01 t/m 2027-01-31) loopt van 2027-01-01 t/m 2027-01-31 naast" in (
        gevonden.explanation
    )


def test_passes_shortening_removing_and_a_change_of_volume_of_what_stacks():
    was = zorg("02A02", *JAAR, volume=1)
    ernaast = zorg("10B02", nummer=2)
    assert vindt("NL-201", gewijzigd(was, replace(was, einddatum=dag("2026-03-31"))), ernaast) == []
    assert vindt("NL-201", gewijzigd(was, replace(was, volume=2)), ernaast) == []
    assert vindt("NL-201", gewijzigd(was, was, verwijderd=True), ernaast) == []


def test_fails_on_two_ranges_when_a_change_adds_days_on_both_sides():
    was = zorg("02A02", "2026-03-01", "2026-03-31")
    gevonden = vindt("NL-201", gewijzigd(was, zorg("02A02", "2026-02-01", "2026-04-30")), zorg("10B02"))
    assert [(each.values["Begindatum"], each.values["Einddatum"]) for each in gevonden] == [
        ("2026-02-01", "2026-02-28"),
        ("2026-04-01", "2026-04-30"),
    ]


def test_passes_beside_what_ran_only_on_days_between_the_added_ones():
    was = zorg("02A02", "2026-03-01", "2026-03-31")
    gewijzigde = gewijzigd(was, zorg("02A02", "2026-02-01", "2026-04-30"))
    assert vindt("NL-201", gewijzigde, zorg("10B02", "2026-03-01", "2026-03-31")) == []


@pytest.mark.parametrize("code", ["01B04", "04A01"])
def test_fails_care_beside_vervoer_on_days_without_carrier(code):
    vervoer = zorg("08V02", *JAAR, nummer=1)
    naast = [vervoer, zorg("10A06", "2026-02-01", "2026-03-31", nummer=2), zorg("10B02", "2026-06-01", nummer=3)]
    gevonden = vindt("NL-201", nieuw(code, *JAAR), *naast)
    assert [(each.values["Begindatum"], each.values["Einddatum"]) for each in gevonden] == [
        ("2026-01-01", "2026-01-31"),
        ("2026-04-01", "2026-05-31"),
    ]
    assert "Zonder drager gaat volgens het beleid niet samen: segment" in gevonden[0].explanation


@pytest.mark.parametrize("code", ["02A02", "01B04", "04A01"])
def test_passes_vervoer_beside_such_care_of_which_nl203_speaks(code):
    assert vindt("NL-201", nieuw("08V02"), zorg(code)) == []


def test_fails_care_decided_under_the_first_text_beside_an_extension_that_only_the_second_knows():
    verlenging = zorg("02C02", "2024-01-01", "2024-06-30", aanbieder=ELDERS)
    gevonden = de_enige("NL-201", nieuw("10B02", "2023-12-01", "2024-11-30", beslisdag=dag("2026-11-23")), verlenging)
    assert gevonden.values["Begindatum"] == "2024-01-01"
    assert gevonden.values["Einddatum"] == "2024-06-30"


@pytest.mark.parametrize("begin", ["2023-06-01", "2026-03-01"])
def test_passes_a_client_of_1a1_and_1a2_with_vervoer_whichever_comes_last(begin):
    alle = [zorg(code, begin, nummer=nummer) for nummer, code in enumerate(("02A02", "07A02", "08V02"))]
    for each in alle:
        assert vindt("NL-201", nieuw(each.code, begin), *(ander for ander in alle if ander is not each)) == []


def test_fails_1a1_beside_vervoer_on_days_without_carrier():
    naast = [zorg("08V02", *JAAR, nummer=1), zorg("07A02", "2026-02-01", nummer=2)]
    gevonden = de_enige("NL-201", nieuw("02A02", *JAAR), *naast)
    assert (gevonden.values["Begindatum"], gevonden.values["Einddatum"]) == ("2026-01-01", "2026-01-31")
