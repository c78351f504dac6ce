"""NL-202: where the texts contradict each other about two segments, a person looks at it."""

from dataclasses import replace

from tests.support.policy.decisions import ELDERS, dag, de_enige, gewijzigd, nieuw, vindt, zorg


def test_fails_1a2_beside_a_respite_stay_and_names_both_texts():
    gevonden = de_enige("NL-202", nieuw("07A02"), zorg("04A01", "2026-02-01", "2026-02-02", aanbieder=ELDERS))
    assert gevonden.severity == "signaal"
    assert "loopt van 2026-02-01 t/m 2026-02-02 naast toewijzing 1 (04A01, 2026-02-01 t/m 2026-02-02) van" in (
        gevonden.explanation
    )
    assert gevonden.explanation.endswith(
        "Over segment 1A2 en segment logeren spreken de teksten elkaar tegen: Handboek 3.0, hoofdstuk 5, segment 1A "
        "(noemt logeren als combinatie die mag) tegenover Handboek 3.0, hoofdstuk 5, segment logeren (noemt 1A2 als "
        "combinatie die niet mag)."
    )
    assert "; " in gevonden.source


def test_fails_in_the_other_order_and_for_the_extension():
    assert de_enige("NL-202", nieuw("04A01"), zorg("07A02"))
    assert de_enige("NL-202", nieuw("04A01"), zorg("07C02"))


def test_passes_other_segments_and_other_days():
    assert vindt("NL-202", nieuw("02A02"), zorg("04A01")) == []
    assert vindt("NL-202", nieuw("07A02", "2026-01-01", "2026-01-31"), zorg("04A01", "2026-02-01")) == []


def test_passes_what_ran_together_before_the_change():
    was = zorg("07A02", "2026-01-01", "2026-12-31")
    assert vindt("NL-202", gewijzigd(was, replace(was, einddatum=dag("2026-06-30"))), zorg("04A01", nummer=2)) == []
    langer = de_enige("NL-202", gewijzigd(was, replace(was, einddatum=None)), zorg("04A01", nummer=2))
    assert langer.values["Begindatum"] == "2027-01-01"
