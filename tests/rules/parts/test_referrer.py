"""The referrers in a request."""

from gateway.messages.kinds.verzoek import Verwijzer
from gateway.rules.parts.referrer import operands, referrers
from tests.support.messages.requests import aangevraagd_product, wmo315


def test_each_product_has_a_referrer():
    other = Verwijzer(type="01")
    message = wmo315(aangevraagde_producten=(aangevraagd_product(), aangevraagd_product(verwijzer=other)))
    assert [each.type for each in referrers(message)] == ["02", "01"]


def test_the_chief_element_comes_first():
    given = operands(Verwijzer(type="02", naam="Huisarts"), "ZorgverlenerCode")
    assert list(given) == ["ZorgverlenerCode", "Type", "Naam"]
    assert given["ZorgverlenerCode"] is None
