"""TR340: a Prestatie is of the assigned product."""

from tests.rules.claim_files import LINE, assigned, claimed
from tests.rules.judged import finds, the_only
from tests.support.messages.claims import credit, wmo323


def test_passes_the_same_code_an_aspecific_assignment_and_a_credit():
    assert finds("TR340", wmo323(), claimed()) == []
    assert finds("TR340", wmo323(product_code="02A09"), claimed(assigned(code=None, size=None))) == []
    assert finds("TR340", wmo323(prestaties=(credit(product_code="02A09"),)), claimed()) == []


def test_fails_another_code():
    finding = the_only("TR340", wmo323(product_code="02A09"), claimed())
    assert finding.retourcode == "9340"
    assert finding.path == f"{LINE}/ProductCode"
