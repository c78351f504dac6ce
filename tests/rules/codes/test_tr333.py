"""TR333: a provider uses a DeclaratieNummer once."""

from tests.rules.claim_files import claimed
from tests.rules.judged import finds, the_only
from tests.support.messages.claims import wmo323


def test_passes_a_new_number():
    assert finds("TR333", wmo323(), claimed()) == []


def test_fails_a_number_that_was_used():
    finding = the_only("TR333", wmo323(), claimed(number_used=True))
    assert finding.retourcode == "9333"
    assert finding.class_path == "/Bericht/Declaratie"
    assert finding.path == "/Bericht/Declaratie/DeclaratieNummer"
