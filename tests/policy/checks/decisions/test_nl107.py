"""NL-107: the amount is in the usual unit of the product."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import beleid, de_enige, gewijzigd, nieuw, vindt, zorg


@pytest.mark.parametrize("code", sorted(beleid().producten))
def test_passes_the_unit_of_the_product_and_fails_another_by_a_signal(code):
    gebruikelijk = beleid().producten[code].eenheid
    assert vindt("NL-107", nieuw(code, volume=1, eenheid=gebruikelijk, frequentie="6")) == []
    gevonden = de_enige("NL-107", nieuw(code, volume=1, eenheid="01", frequentie="6"))
    assert gevonden.path == "omvang/eenheid"
    assert gevonden.severity == "signaal"
    assert f"de Eenheid is 01; voor {code} (" in gevonden.explanation
    assert gevonden.explanation.endswith(f"is {gebruikelijk} gebruikelijk.")
    assert gevonden.source == "Handboek 3.0, hoofdstuk 4: tarieven per traject, jaar, maand of etmaal"


def test_fails_a_respite_stay_that_is_not_by_the_etmaal():
    assert de_enige("NL-107", nieuw("04A01", volume=1, eenheid="82", frequentie="6"))
    assert vindt("NL-107", nieuw("04A01", volume=1, eenheid="14", frequentie="6")) == []


def test_passes_without_unit_without_product_and_without_a_usual_one():
    assert vindt("NL-107", nieuw("02A02", budget=100)) == []
    assert vindt("NL-107", nieuw("02A99", eenheid="01")) == []
    assert vindt("NL-107", nieuw(None, eenheid="01")) == []
    contract_zegt_het = replace(beleid().producten["02A02"], eenheid=None)
    volgens = replace(beleid(), producten={"02A02": contract_zegt_het})
    assert vindt("NL-107", nieuw("02A02", eenheid="01"), volgens=volgens) == []


def test_passes_a_change_that_leaves_the_unit_and_fails_one_of_the_unit():
    was = zorg("02A02", eenheid="01", volume=1)
    assert vindt("NL-107", gewijzigd(was, replace(was, volume=2))) == []
    assert vindt("NL-107", gewijzigd(was, replace(was, eenheid="04"), verwijderd=True)) == []
    assert de_enige("NL-107", gewijzigd(was, replace(was, eenheid="04")))
