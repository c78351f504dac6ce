"""Faults of our own: one that would come back parks the message, one that passes does not."""

import asyncpg
import pytest

from gateway.exchange.kernel.findings_json import BOOKING
from gateway.exchange.kernel.refusals import Invalid
from gateway.exchange.kernel.unforeseen import crash_of, is_passing, parked_by, parks, place
from gateway.standard.findings import Outcome
from gateway.store.db.database import DatabaseUnavailable
from gateway.store.db.vault import VaultError
from tests.support.store.ledger import entry


@pytest.mark.parametrize(
    ("error", "passing", "parking"),
    [
        (DatabaseUnavailable(), True, False),
        (asyncpg.TooManyConnectionsError(), True, False),
        (VaultError("sleutel ontbreekt"), True, False),
        (asyncpg.DataError(), False, True),
        (asyncpg.CheckViolationError(), False, False),
        (Invalid("zip-ongeldig", "Fout."), False, False),
        (KeyError(), False, True),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_passes_and_what_parks(error: Exception, passing: bool, parking: bool) -> None:
    assert (is_passing(error), parks(error)) == (passing, parking)


def test_a_parked_message_tells_the_kind_of_error_and_none_of_its_values() -> None:
    parked = parked_by(entry(), KeyError("geheim"))
    assert parked.oordeel is Outcome.GEPARKEERD
    [finding] = parked.bevindingen
    assert (finding["code"], finding["crash"]) == (BOOKING, "KeyError")
    assert "geheim" not in str(finding)
    assert crash_of(KeyError("geheim")).error == "KeyError"


def test_the_place_is_a_file_and_a_line() -> None:
    with pytest.raises(KeyError) as raised:
        raise KeyError
    assert place(raised.value).startswith("test_unforeseen.py:")
    assert place(KeyError()) == ""
