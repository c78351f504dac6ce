"""What a Prestatie should cost: by the rate it gives, and by the contract's rate where that is known (IV081, TR346)."""

from gateway.messages.kinds.declaratie import Prestatie
from gateway.rules.claim_file import ClaimedAssignment, RateKey, Rates
from gateway.rules.parts.claim_lines import Line
from gateway.rules.parts.claim_room import HOURS, MINUTES
from gateway.standard.lexical import as_date, as_int, collapsed


def minute_rate(hour_rate: int) -> int:
    """Return the cents of a minute: a sixtieth of the hour's, half a cent up."""
    return (2 * hour_rate + 60) // 120


def minutes_amount(hour_rate: int, minutes: int) -> int:
    """Return the cents of so many minutes by the rate of an hour, half a cent up."""
    return (2 * hour_rate * minutes + 60) // 120


def contract_rates(line: Line, assignment: ClaimedAssignment, rates: Rates) -> frozenset[int]:
    """Return the rates that the contract allows for a debit; empty when none is known.

    Minutes of assigned hours have a sixtieth of the hour's rate. Where no unit was assigned, either will do.
    """
    assigned = None if assignment.omvang is None else assignment.omvang.eenheid
    hour, same = _known(line.prestatie, HOURS, rates), _known(line.prestatie, line.eenheid, rates)
    found = set[int]()
    if line.eenheid == MINUTES and hour is not None and assigned != MINUTES:
        found.add(minute_rate(hour))
    if same is not None and (line.eenheid, assigned) != (MINUTES, HOURS):
        found.add(same)
    return frozenset(found)


def expected_amounts(prestatie: Prestatie, rates: Rates) -> tuple[int, int]:
    """Return the least and the most cents that a Prestatie may come to, which has a rate."""
    volume, rate = as_int(prestatie.geleverd_volume), as_int(prestatie.product_tarief or "0")
    exact = volume * rate
    if collapsed(prestatie.eenheid) != MINUTES or _known(prestatie, MINUTES, rates) == rate:
        return exact, exact
    hour = _known(prestatie, HOURS, rates)
    if hour is not None:
        return minutes_amount(hour, volume), minutes_amount(hour, volume)
    return exact - volume // 2, exact + volume // 2


def _known(prestatie: Prestatie, eenheid: str, rates: Rates) -> int | None:
    """Return the contract's rate of this product in this unit on the first day of its period."""
    if not rates:
        return None
    day = as_date(prestatie.product_periode.begindatum)
    return rates.get(RateKey(collapsed(prestatie.product_code), eenheid, day))
