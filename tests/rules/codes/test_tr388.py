"""TR388: a Prestatie ends on the last of the month, or with the assignment."""

from datetime import date

import pytest

from tests.rules.claim_files import assigned, claimed
from tests.rules.judged import finds, the_only
from tests.support.messages.claims import credit, periode, wmo323


@pytest.mark.parametrize(
    ("end", "einddatum"), [("2024-02-29", None), ("2024-02-29", date(2024, 5, 1)), ("2024-02-20", date(2024, 2, 20))]
)
def test_passes_the_one_day_that_is_right(end, einddatum):
    message = wmo323(product_periode=periode(end=end))
    assert finds("TR388", message, claimed(assigned(einddatum=einddatum))) == []


@pytest.mark.parametrize(("einddatum", "right"), [(None, "2024-02-29"), (date(2024, 2, 20), "2024-02-20")])
def test_fails_an_earlier_end(einddatum, right):
    message = wmo323(product_periode=periode(end="2024-02-15"))
    finding = the_only("TR388", message, claimed(assigned(einddatum=einddatum)))
    assert finding.retourcode == "9388"
    assert finding.explanation.endswith(f"dat moet {right} zijn.")


def test_passes_a_credit():
    message = wmo323(prestaties=(credit(product_periode=periode(end="2024-02-15")),))
    assert finds("TR388", message, claimed()) == []
