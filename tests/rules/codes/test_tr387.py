"""TR387: a Prestatie begins on the first of the month, or with the assignment."""

from datetime import date

import pytest

from tests.rules.claim_files import assigned, claimed
from tests.rules.judged import finds, the_only
from tests.support.messages.claims import credit, periode, wmo323


@pytest.mark.parametrize(
    ("begin", "ingangsdatum"),
    [("2024-02-01", date(2024, 1, 15)), ("2024-02-01", date(2024, 2, 1)), ("2024-02-05", date(2024, 2, 5))],
)
def test_passes_the_one_day_that_is_right(begin, ingangsdatum):
    message = wmo323(product_periode=periode(begin))
    assert finds("TR387", message, claimed(assigned(ingangsdatum=ingangsdatum))) == []


@pytest.mark.parametrize("ingangsdatum", [date(2024, 1, 15), date(2024, 2, 5)])
def test_fails_a_later_begin(ingangsdatum):
    message = wmo323(product_periode=periode("2024-02-10"))
    finding = the_only("TR387", message, claimed(assigned(ingangsdatum=ingangsdatum)))
    assert finding.retourcode == "9387"
    assert finding.explanation.endswith(f"dat moet {max(ingangsdatum, date(2024, 2, 1))} zijn.")


def test_passes_a_credit():
    message = wmo323(prestaties=(credit(product_periode=periode("2024-02-10")),))
    assert finds("TR387", message, claimed()) == []
