"""TR308: a Prestatie ends within the assignment."""

from datetime import date

from tests.rules.claim_files import LINE, assigned, claimed
from tests.rules.judged import finds, the_only
from tests.support.messages.claims import credit, periode, wmo323

UNTIL_20 = claimed(assigned(einddatum=date(2024, 2, 20)))


def test_passes_an_end_on_the_last_day_an_open_assignment_and_a_credit():
    assert finds("TR308", wmo323(product_periode=periode(end="2024-02-20")), UNTIL_20) == []
    assert finds("TR308", wmo323(), claimed()) == []
    assert finds("TR308", wmo323(prestaties=(credit(),)), UNTIL_20) == []


def test_fails_an_end_after_it_and_does_not_tell_it_twice():
    finding = the_only("TR308", wmo323(), UNTIL_20)
    assert finding.retourcode == "9308"
    assert finding.path == f"{LINE}/ProductPeriode/Einddatum"
    assert finds("TR388", wmo323(), UNTIL_20) == []
