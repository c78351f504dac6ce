"""TR307: a Prestatie begins within the assignment."""

from datetime import date

from tests.rules.claim_files import LINE, assigned, claimed
from tests.rules.judged import finds, the_only
from tests.support.messages.claims import credit, periode, wmo323

FROM_5 = claimed(assigned(ingangsdatum=date(2024, 2, 5)))


def test_passes_a_begin_on_the_first_day_and_a_credit():
    assert finds("TR307", wmo323(product_periode=periode("2024-02-05")), FROM_5) == []
    assert finds("TR307", wmo323(prestaties=(credit(),)), FROM_5) == []


def test_fails_a_begin_before_it_and_does_not_tell_it_twice():
    finding = the_only("TR307", wmo323(), FROM_5)
    assert finding.retourcode == "9307"
    assert finding.path == f"{LINE}/ProductPeriode/Begindatum"
    assert finding.class_path == LINE
    assert finds("TR387", wmo323(), FROM_5) == []
