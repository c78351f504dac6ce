"""The two checks of an Omvang that several rules share."""

import pytest

from gateway.messages.common import Omvang, Product
from gateway.rules.parts.omvang import unfit_frequency, without_code
from tests.support.messages.messages import toegewezen_product
from tests.support.messages.requests import aangevraagd_product, nieuw_product, te_wijzigen_product


@pytest.mark.parametrize("product", [None, Product(categorie="02"), Product(categorie="02", code=" ")])
@pytest.mark.parametrize("build", [toegewezen_product, aangevraagd_product, nieuw_product])
def test_an_omvang_needs_a_code(build, product):
    (found,) = without_code([build(product=product)])
    assert "heeft een Omvang, maar geen productcode" in found.text
    assert not [*without_code([build(), build(product=product, omvang=None)])]


def test_care_that_ended_by_2020_is_let_pass():
    old = toegewezen_product(product=None, einddatum="2020-12-31")
    assert not [*without_code([old])]
    assert [*without_code([toegewezen_product(product=None, einddatum="2021-01-01")])]


@pytest.mark.parametrize("unit", ["14", "16", "83", "84"])
@pytest.mark.parametrize("frequency", ["1", "2", "4", "5", "6"])
def test_some_units_go_with_some_frequencies_only(unit, frequency):
    care = te_wijzigen_product(omvang=Omvang(volume="1", eenheid=unit, frequentie=frequency))
    assert bool([*unfit_frequency([care])]) is (frequency not in ("2", "4", "6"))
    assert not [*unfit_frequency([te_wijzigen_product(omvang=Omvang(volume="1", eenheid="04", frequentie="1"))])]
