"""TR384: a removed assignment is not claimed on."""

from datetime import date

from tests.rules.claim_files import assigned, claimed
from tests.rules.judged import TODAY, codes, finds, the_only
from tests.support.messages.claims import credit, wmo323

REMOVED = claimed(assigned(verwijderd=True, einddatum=date(2024, 1, 1)))


def test_passes_an_assignment_that_stands_and_a_credit():
    assert finds("TR384", wmo323(), claimed()) == []
    assert finds("TR384", wmo323(prestaties=(credit(),)), REMOVED) == []


def test_fails_a_removed_one_and_with_that_code_alone():
    finding = the_only("TR384", wmo323(), REMOVED)
    assert finding.retourcode == "9384"
    assert codes(wmo323(), REMOVED, today=TODAY) == {"TR384"}


def test_passes_what_has_no_assignment_at_all():
    assert finds("TR384", wmo323(toewijzing_nummer="9"), claimed()) == []
