"""NL-208: where the texts don't say whether two assignments may run together, a person looks at it."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import ELDERS, dag, de_enige, gewijzigd, nieuw, vindt, zorg

JAAR = ("2026-01-01", "2026-12-31")


@pytest.mark.parametrize("code", ["02A02", "07A02", "10B01", "10B02", "10A06", "01B04", "04A01", "08V02"])
def test_fails_one_product_at_two_providers_by_a_signal(code):
    gevonden = de_enige("NL-208", nieuw(code, *JAAR), zorg(code, "2026-12-31", aanbieder=ELDERS))
    assert gevonden.severity == "signaal"
    assert "loopt op 2026-12-31 naast" in gevonden.explanation
    assert "Over twee keer segment " in gevonden.explanation


@pytest.mark.parametrize(("een", "ander"), [("08V02", "08V03"), ("02C02", "02M02")])
def test_fails_two_products_of_one_segment_at_one_provider(een, ander):
    assert de_enige("NL-208", nieuw(een, *JAAR), zorg(ander, *JAAR))
    assert de_enige("NL-208", nieuw(ander, *JAAR), zorg(een, *JAAR))


def test_passes_what_another_check_speaks_of():
    assert vindt("NL-208", nieuw("02A02", *JAAR), zorg("02A02", *JAAR)) == []
    assert vindt("NL-208", nieuw("02C02", *JAAR), zorg("02A02", *JAAR, aanbieder=ELDERS)) == []


def test_passes_other_segments_and_other_days():
    assert vindt("NL-208", nieuw("02A02", *JAAR), zorg("07A02", *JAAR)) == []
    assert vindt("NL-208", nieuw("02A02", *JAAR), zorg("02A02", "2027-01-01", aanbieder=ELDERS)) == []


def test_passes_what_ran_together_before_the_change():
    was, ander = zorg("10A06", *JAAR), zorg("10A06", aanbieder=ELDERS, nummer=2)
    assert vindt("NL-208", gewijzigd(was, replace(was, einddatum=dag("2026-06-30"))), ander) == []
    langer = de_enige("NL-208", gewijzigd(was, replace(was, einddatum=None)), ander)
    assert langer.values["Begindatum"] == "2027-01-01"
