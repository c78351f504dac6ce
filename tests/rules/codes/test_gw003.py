"""GW003: of which Prestaties the contract's rate is not known."""

from tests.rules.claim_files import assigned, claimed, earlier
from tests.rules.judged import TODAY, finds, the_only
from tests.support.messages.claims import credit, periode, prestatie, wmo323


def test_passes_what_has_a_rate_and_what_needs_none():
    assert finds("GW003", wmo323(), claimed(rates={("02A02", "04"): 3000}), today=TODAY) == []
    euros = wmo323(eenheid="83", geleverd_volume="700", product_tarief=None, bedrag="700")
    assert finds("GW003", euros, claimed(assigned(size="B900")), today=TODAY) == []
    assert finds("GW003", wmo323(prestaties=(credit("C", "A"),)), claimed(debits={"A": earlier()}), today=TODAY) == []


def test_fails_once_for_all_and_says_of_what():
    message = wmo323(prestaties=(prestatie("A"), prestatie("B", product_periode=periode("2024-01-01", "2024-01-31"))))
    finding = the_only("GW003", message, claimed(), today=TODAY)
    assert finding.severity == "signaal"
    assert finding.explanation.startswith("Van 2 prestaties is het tarief niet beoordeeld: van 02A02 ")
