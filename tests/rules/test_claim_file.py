"""What claims are judged on."""

from gateway.rules.claim_file import ClaimFile
from tests.rules.claim_files import FEBRUARY_KEY, earlier


def test_a_debit_is_known_by_assignment_product_and_period():
    assert earlier().key == FEBRUARY_KEY
    assert earlier(code="02A03").key != FEBRUARY_KEY
    assert earlier(bedrag=1, volume=1).key == FEBRUARY_KEY


def test_nothing_is_known_of_a_provider_who_never_claimed():
    file = ClaimFile()
    assert [file.known_clients, file.assignments, file.number_used, file.latest_period, file.rates] == [
        frozenset(),
        {},
        False,
        None,
        {},
    ]
