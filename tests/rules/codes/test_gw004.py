"""GW004: of a product on an assignment a month is claimed once, whatever its days."""

from datetime import date

from tests.rules.claim_files import FEBRUARY_KEY, LINE, claimed, earlier
from tests.rules.judged import TODAY, finds, the_only
from tests.support.messages.claims import credit, prestatie, wmo323

SHORTER = FEBRUARY_KEY._replace(einddatum=date(2024, 2, 15))


def test_passes_what_stands_alone_what_tr389_refuses_and_what_a_credit_takes_back():
    assert finds("GW004", wmo323(), claimed(), today=TODAY) == []
    assert finds("GW004", wmo323(), claimed(standing={SHORTER._replace(code="02A03"): "A"}), today=TODAY) == []
    assert finds("GW004", wmo323(), claimed(standing={FEBRUARY_KEY: "A"}), today=TODAY) == []
    back = wmo323(prestaties=(prestatie("B"), credit("C", "A")))
    assert finds("GW004", back, claimed(standing={SHORTER: "A"}, debits={"A": earlier()}), today=TODAY) == []


def test_fails_beside_what_was_granted_before_the_assignment_was_stretched():
    finding = the_only("GW004", wmo323(), claimed(standing={SHORTER: "A"}), today=TODAY)
    assert (finding.severity, finding.class_path) == ("signaal", LINE)
    assert "A, van 2024-02-01 tot en met 2024-02-15, is al toegekend" in finding.explanation
