"""TR347: a provider uses a reference for one request only."""

import pytest

from gateway.messages.common import Product
from gateway.rules.case import CaseFile, RequestAnswer
from tests.rules.case_files import asked_before, requested
from tests.rules.judged import finds, the_only
from tests.support.messages.requests import aangevraagd_product, wmo315, wmo317


def test_passes_a_reference_that_is_new():
    assert finds("TR347", wmo315(), requested()) == []
    assert finds("TR347", wmo317(), asked_before("A1", RequestAnswer.DENIED)) == []


def test_passes_where_requests_are_not_seen():
    assert finds("TR347", wmo315(), CaseFile()) == []


@pytest.mark.parametrize("answers", [(), (RequestAnswer.DENIED,), (RequestAnswer.GRANTED,)])
@pytest.mark.parametrize("of_client", [True, False])
def test_fails_a_reference_of_any_earlier_request(answers, of_client):
    finding = the_only("TR347", wmo315(referentie_aanbieder=" A1 "), asked_before("A1", *answers, of_client=of_client))
    assert finding.retourcode == "9347"
    assert finding.class_path == "/Bericht/Client/AangevraagdeProducten/AangevraagdProduct"
    assert finding.path.endswith("/ReferentieAanbieder")


def test_fails_a_change_with_the_reference_of_a_request_for_care():
    finding = the_only("TR347", wmo317(), asked_before("W1", RequestAnswer.GRANTED))
    assert finding.class_path == "/Bericht/Client/Verzoek"
    assert "WMO315" in finding.explanation


def test_fails_one_product_of_several():
    other = aangevraagd_product(referentie_aanbieder="A2", product=Product(categorie="02", code="02A09"))
    message = wmo315(aangevraagde_producten=(other, aangevraagd_product()))
    assert the_only("TR347", message, asked_before("A1", RequestAnswer.DENIED)).class_path.endswith("[2]")


def test_fails_the_second_of_two_products_when_level_2_does_not_see_that_their_references_are_the_same():
    one = aangevraagd_product(referentie_aanbieder="A1 ")
    two = aangevraagd_product(product=Product(categorie="02", code="02A09"))
    message = wmo315(aangevraagde_producten=(one, two))
    finding = the_only("TR347", message, requested())
    assert finding.class_path.endswith("AangevraagdProduct[2]")
    assert finding.explanation == "ReferentieAanbieder A1 is al gebruikt, bij een ander product in dit bericht."
    assert len(finds("TR347", message, asked_before("A1", RequestAnswer.DENIED))) == 2
