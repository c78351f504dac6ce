"""NL-702: an extension begins when its traject was stopped."""

from gateway.policy.care_file import Zorg
from tests.support.policy.decisions import ELDERS, dag, zorg
from tests.support.policy.reports import de_enige, start, tijdelijk, vindt

VERLENGING = zorg("02C02", "2026-01-01", "2026-03-31", nummer=12)


def traject(gestopt: str | None, **anders: object) -> Zorg:
    velden = {"nummer": 11, "gestart_op": dag("2025-01-01"), **anders}
    return zorg("02A02", "2025-01-01", "2025-12-31", gestopt_op=gestopt and dag(gestopt), **velden)


def test_passes_after_a_final_stop_of_any_provider():
    assert vindt("NL-702", start(VERLENGING, "2026-01-01"), VERLENGING, traject("2025-12-31")) == []
    elders = traject("2025-12-31", aanbieder=ELDERS)
    assert vindt("NL-702", start(VERLENGING, "2026-01-01"), VERLENGING, elders) == []


def test_fails_without_a_stop():
    gevonden = de_enige("NL-702", start(VERLENGING, "2026-01-01"), VERLENGING, traject(None))
    assert gevonden.explanation == (
        "Toewijzing 12 (02C02, 2026-01-01 t/m 2026-03-31) begon op 2026-01-01, maar van het traject, toewijzing 11 "
        "(02A02, 2025-01-01 t/m 2025-12-31), is geen stop gemeld."
    )
    assert gevonden.betreft == (11,)
    assert not gevonden.voor_aanbieder


def test_fails_with_only_a_temporary_stop():
    basis = traject(None)
    stops = (tijdelijk(basis, "2025-11-30"),)
    assert de_enige("NL-702", start(VERLENGING, "2026-01-01"), VERLENGING, basis, stops=stops)


def test_names_another_provider_and_is_for_the_municipality_alone():
    gevonden = de_enige("NL-702", start(VERLENGING, "2026-01-01"), VERLENGING, traject(None, aanbieder=ELDERS))
    assert f"van aanbieder {ELDERS}" in gevonden.explanation
    assert not gevonden.voor_aanbieder


def test_only_the_latest_traject_counts():
    eerder = zorg("02A02", "2023-01-01", "2023-12-31", nummer=7)
    assert vindt("NL-702", start(VERLENGING, "2026-01-01"), VERLENGING, eerder, traject("2025-12-31")) == []


def test_passes_a_traject_itself_and_an_extension_of_another_kind():
    assert vindt("NL-702", start(traject(None, gestart_op=None), "2025-01-01"), traject(None, gestart_op=None)) == []
    dagbesteding = zorg("07C02", "2026-01-01", "2026-03-31", nummer=13)
    assert vindt("NL-702", start(dagbesteding, "2026-01-01"), dagbesteding, traject(None)) == []


def test_passes_a_restart():
    hervat = zorg("02C02", "2026-01-01", "2026-03-31", nummer=12, gestart_op=dag("2026-01-01"))
    stops = (tijdelijk(hervat, "2026-01-31"),)
    assert vindt("NL-702", start(hervat, "2026-02-15"), hervat, traject(None), stops=stops) == []
