"""TR339: a Prestatie is of the assigned category."""

from tests.rules.claim_files import LINE, assigned, claimed
from tests.rules.judged import TODAY, codes, finds, the_only
from tests.support.messages.claims import credit, wmo323

OTHER = {"product_categorie": "03", "product_code": "03A01"}


def test_passes_the_same_category_a_generic_assignment_and_a_credit():
    assert finds("TR339", wmo323(), claimed()) == []
    assert finds("TR339", wmo323(**OTHER), claimed(assigned(categorie=None, code=None, size="B9999999"))) == []
    assert finds("TR339", wmo323(prestaties=(credit(**OTHER),)), claimed()) == []


def test_fails_another_category():
    finding = the_only("TR339", wmo323(**OTHER), claimed())
    assert finding.retourcode == "9339"
    assert finding.path == f"{LINE}/ProductCategorie"


def test_fails_k058_together_with_the_code():
    assert codes(wmo323(**OTHER), claimed(), today=TODAY) - {"GW003"} == {"TR339", "TR340"}
