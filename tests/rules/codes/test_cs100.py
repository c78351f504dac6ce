"""CS100: nothing is claimed of before 2021."""

from tests.rules.judged import edited, finds, the_only
from tests.support.messages.claims import periode, wmo323


def test_passes_from_2021_on():
    first = periode("2021-01-01", "2021-01-31")
    assert finds("CS100", wmo323(declaratie_periode=first, product_periode=first)) == []
    assert finds("CS100", edited(wmo323(product_periode=first), {">2021-01-01<": "> 2021-01-01 <"})) == []


def test_fails_a_claim_that_begins_before_2021():
    finding = the_only("CS100", wmo323(declaratie_periode=periode("2020-12-31", "2021-01-31")))
    assert finding.path == "/Bericht/Declaratie/DeclaratiePeriode/Begindatum"
    assert finding.explanation == "Begindatum 2020-12-31 van de declaratieperiode ligt voor 2021-01-01."


def test_fails_a_prestatie_that_begins_before_2021():
    finding = the_only("CS100", wmo323(product_periode=periode("2020-12-31", "2021-01-31")))
    assert finding.path == "/Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie/ProductPeriode/Begindatum"
    assert finding.explanation == "Begindatum 2020-12-31 van prestatie P1 ligt voor 2021-01-01."
