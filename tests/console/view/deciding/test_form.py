"""The fields of a form become the terms of an assignment, a change, and the facts about a decision."""

from datetime import date

import pytest

from gateway.console.view.deciding.form import read_change, read_record, read_terms
from gateway.console.view.fields import Fields
from gateway.policy.loading.regions import load_region

POLICY = load_region("noord-limburg").versions[-1]


def test_a_product_of_the_policy_brings_its_category() -> None:
    terms = read_terms(Fields({"product": "10B02", "ingangsdatum": "1-7-2026"}), POLICY)
    assert terms is not None
    assert (terms.categorie, terms.code) == (POLICY.producten["10B02"].categorie, "10B02")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"product": "10B02", "code": "02A02"}, "product"),
        ({"code": "02A02"}, "categorie"),
        ({"product": "weg"}, "product"),
        ({"volume": "1", "frequentie": "4"}, "eenheid"),
        ({"volume": "1,5"}, "volume"),
        ({"ingangsdatum": ""}, "ingangsdatum"),
        ({"referentieAanbieder": "x" * 37}, "referentieAanbieder"),
    ],
)
def test_what_can_not_be_is_an_error_of_its_field(given: dict[str, str], field: str) -> None:
    fields = Fields({"ingangsdatum": "1-7-2026", **given})
    assert read_terms(fields, POLICY) is None
    assert field in fields.errors


def test_a_change_holds_only_what_was_filled_in() -> None:
    change = read_change(Fields({"openEinde": "ja", "budget": "10,00", "redenWijziging": "06"}), "Jo")
    assert change is not None
    assert (change.open_ended, change.einddatum, change.budget, change.reden_wijziging) == (True, None, 1000, "06")
    assert read_change(Fields({"redenWijziging": "13"}), "Jo") is None


def test_a_decision_is_in_the_name_of_the_person() -> None:
    record = read_record(Fields({"grond": "opname", "instemmingAanbieder": "nee", "evaluatieOp": "1-7-2026"}), "Jo")
    assert (record.beslist_door, record.grond, record.instemming_aanbieder) == ("Jo", "opname", False)
    assert record.evaluatie_op == (date(2026, 7, 1),)
