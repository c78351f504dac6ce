"""NL-107: the volume is in the usual Eenheid of the product."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import care, changed, findings_of, new, only_finding, policy


@pytest.mark.parametrize("code", sorted(policy().producten))
def test_passes_the_unit_of_the_product_and_fails_another_by_a_signal(code):
    gebruikelijk = policy().producten[code].eenheid
    assert findings_of("NL-107", new(code, volume=1, eenheid=gebruikelijk, frequentie="6")) == []
    found = only_finding("NL-107", new(code, volume=1, eenheid="01", frequentie="6"))
    assert found.path == "omvang/eenheid"
    assert found.severity == "signaal"
    assert f"de Eenheid is 01; voor {code} (" in found.explanation
    assert found.explanation.endswith(f"is {gebruikelijk} gebruikelijk.")
    assert found.source == "Handboek 3.0, hoofdstuk 5: tarieven per traject, jaar, maand of etmaal"


def test_fails_a_respite_stay_that_is_not_by_the_etmaal():
    assert only_finding("NL-107", new("04A01", volume=1, eenheid="82", frequentie="6"))
    assert findings_of("NL-107", new("04A01", volume=1, eenheid="14", frequentie="6")) == []


def test_passes_without_unit_without_product_and_without_a_usual_one():
    assert findings_of("NL-107", new("02A02", budget=100)) == []
    assert findings_of("NL-107", new("02A99", eenheid="01")) == []
    assert findings_of("NL-107", new(None, eenheid="01")) == []
    left_to_contract = replace(policy().producten["02A02"], eenheid=None)
    by_policy = replace(policy(), producten={"02A02": left_to_contract})
    assert findings_of("NL-107", new("02A02", eenheid="01"), by_policy=by_policy) == []


def test_passes_a_change_that_leaves_the_unit_and_fails_one_of_the_unit():
    was = care("02A02", eenheid="01", volume=1)
    assert findings_of("NL-107", changed(was, replace(was, volume=2))) == []
    assert findings_of("NL-107", changed(was, replace(was, eenheid="04"), verwijderd=True)) == []
    assert only_finding("NL-107", changed(was, replace(was, eenheid="04")))
