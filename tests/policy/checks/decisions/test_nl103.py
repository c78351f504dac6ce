"""NL-103: a product that is no longer issued isn't issued any more."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import dag, de_enige, gewijzigd, nieuw, vindt, zorg


@pytest.mark.parametrize("code", ["02M02", "07M02"])
def test_fails_old_extra_work_from_its_last_day_on(code):
    gevonden = de_enige("NL-103", nieuw(code, "2024-02-01", "2024-03-31", beslisdag=dag("2024-01-01")))
    assert gevonden.path == "product/code"
    assert f"{code} (" in gevonden.explanation
    assert gevonden.explanation.endswith(
        "wordt vanaf 2024-01-01 niet meer toegewezen en het besluit is van 2024-01-01."
    )
    assert not gevonden.overrulebaar


@pytest.mark.parametrize("code", ["02M02", "07M02"])
def test_passes_it_the_day_before_also_for_care_that_begins_later(code):
    assert vindt("NL-103", nieuw(code, "2023-12-31", beslisdag=dag("2023-12-31"))) == []
    assert vindt("NL-103", nieuw(code, "2024-02-01", beslisdag=dag("2023-12-31"))) == []


def test_fails_it_afterwards_also_for_care_that_began_before():
    assert de_enige("NL-103", nieuw("02M02", "2023-12-01", "2023-12-31", beslisdag=dag("2024-01-02")))


@pytest.mark.parametrize("code", ["02A02", "02C02", "10M01", None, "02A99"])
def test_passes_other_products_at_any_time(code):
    assert vindt("NL-103", nieuw(code)) == []


def test_passes_changes_which_are_the_matter_of_others():
    was = zorg("02M02", "2023-12-01", "2024-03-31")
    for wordt in (replace(was, einddatum=dag("2024-02-29")), replace(was, einddatum=None)):
        assert vindt("NL-103", gewijzigd(was, wordt, beslisdag=dag("2024-02-01"))) == []
    assert vindt("NL-103", gewijzigd(was, was, beslisdag=dag("2024-02-01"), verwijderd=True)) == []
