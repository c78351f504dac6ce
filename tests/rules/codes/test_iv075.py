"""IV075: the product of a start or stop is the assigned one."""

import pytest

from gateway.messages.common import Product
from gateway.standard.findings import Outcome, Severity
from tests.rules.case_files import START, case, toewijzing
from tests.rules.judged import finds, the_only, verdict
from tests.support.messages.messages import wmo305, wmo307

MAKERS = pytest.mark.parametrize("make", [wmo305, wmo307])


@MAKERS
@pytest.mark.parametrize(
    ("assigned", "product"),
    [
        ({}, Product(categorie="02", code="02A02")),
        ({"code": None}, Product(categorie="02")),
        ({"categorie": None, "code": None}, None),
    ],
    ids=["specific", "aspecific", "generic"],
)
def test_passes_the_product_as_it_was_assigned(make, assigned, product):
    assert finds("IV075", make(product=product), case(toewijzing(**assigned))) == []


@MAKERS
def test_passes_what_has_no_number_or_an_unknown_one_or_is_removed(make):
    other = Product(categorie="03", code="03A01")
    assert finds("IV075", make(product=other, toewijzing_nummer=None), case()) == []
    assert finds("IV075", make(product=other, toewijzing_nummer="9"), case()) == []
    assert finds("IV075", make(product=other, status_aanlevering="3"), case()) == []


@MAKERS
@pytest.mark.parametrize(
    "product",
    [
        Product(categorie="02", code="02A03"),
        Product(categorie="03", code="02A02"),
        Product(categorie="02"),
        None,
    ],
)
def test_fails_any_other_product(make, product):
    finding = the_only("IV075", make(product=product), case(START))
    assert finding.retourcode == "9019"
    assert finding.severity is Severity.AFKEUR
    assert finding.class_path.endswith("Product")
    assert finding.explanation.endswith(", maar toewijzing 1 is voor product 02A02 (categorie 02).")
    place = "" if product is None else "/Product/Categorie" if product.code is None else "/Product/Code"
    assert finding.path == finding.class_path + place
    assert finding.values.get("Categorie") == (product and product.categorie)


@MAKERS
def test_fails_a_code_where_a_category_or_nothing_was_assigned(make):
    assert the_only("IV075", make(), case(toewijzing(code=None)))
    assert the_only("IV075", make(), case(toewijzing(categorie=None, code=None)))


def test_fails_as_a_signal_that_refuses_nothing_where_the_municipality_wants_so():
    message = wmo305(product=Product(categorie="02", code="02A03"))
    result = verdict(message, case(productverschil_is_signaal=True))
    assert result.outcome is Outcome.GOEDGEKEURD
    assert [finding.severity for finding in result.findings] == [Severity.SIGNAAL]
