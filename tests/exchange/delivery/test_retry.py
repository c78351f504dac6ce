"""When a failed delivery is tried again: later and later, as the receiver asks, and not for ever."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from gateway.exchange.delivery.retry import FAILURES_BEFORE_REST, next_attempt, rest_after
from gateway.exchange.kernel.gateway import GIVE_UP_AFTER

NOTHING = timedelta(0)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
ATTEMPTS = st.integers(1, 10_000)
OLD = st.timedeltas(NOTHING, timedelta(days=4))
GEVRAAGD = st.none() | st.timedeltas(NOTHING, timedelta(days=7))
JITTER = st.floats(0, 1)


def wait(attempt: int, jitter: float, gevraagd: timedelta | None = None) -> timedelta:
    """Return how long a message that has just begun to wait has to wait."""
    found = next_attempt(attempt, NOTHING, gevraagd, jitter)
    assert found is not None
    return found


@given(ATTEMPTS, OLD, GEVRAAGD, JITTER)
def test_it_lies_between_a_second_and_an_hour_unless_more_was_asked(
    attempt: int, old: timedelta, gevraagd: timedelta | None, jitter: float
) -> None:
    asked = gevraagd or NOTHING
    found = next_attempt(attempt, old, gevraagd, jitter)
    if found is None:
        assert old + max(HOUR, asked) > GIVE_UP_AFTER
    else:
        assert max(SECOND, asked) <= found <= max(HOUR, asked)
        assert old + found <= GIVE_UP_AFTER


@given(ATTEMPTS, JITTER)
def test_each_wait_is_at_least_the_one_before_and_at_most_twice_it(attempt: int, jitter: float) -> None:
    this, following = wait(attempt, jitter), wait(attempt + 1, jitter)
    assert this <= following <= 2 * this + timedelta(microseconds=1)


@given(ATTEMPTS, JITTER, JITTER)
def test_jitter_spreads_all_of_the_wait(attempt: int, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert SECOND == wait(attempt, 0) <= wait(attempt, low) <= wait(attempt, high) <= wait(attempt, 1)


@given(ATTEMPTS, JITTER, st.timedeltas(HOUR, GIVE_UP_AFTER))
def test_what_the_receiver_asks_is_honoured(attempt: int, jitter: float, gevraagd: timedelta) -> None:
    assert wait(attempt, jitter, gevraagd) == gevraagd


@given(ATTEMPTS, GEVRAAGD, JITTER, st.timedeltas(GIVE_UP_AFTER, timedelta(days=400)))
def test_after_three_days_it_is_over(attempt: int, gevraagd: timedelta | None, jitter: float, old: timedelta) -> None:
    assert next_attempt(attempt, old, gevraagd, jitter) is None


@given(st.timedeltas(SECOND, timedelta(days=30)), st.timedeltas(NOTHING, timedelta(days=30)), JITTER)
def test_the_operator_sets_the_term(term: timedelta, old: timedelta, jitter: float) -> None:
    found = next_attempt(1, old, None, jitter, term)
    assert (found is None) == (old + max(timedelta(seconds=5) * jitter, SECOND) > term)


def test_asked_to_wait_for_more_than_three_days_it_does_not_sit_on_the_message() -> None:
    assert next_attempt(1, NOTHING, GIVE_UP_AFTER + SECOND, 0) is None


def test_the_longest_waits_in_numbers() -> None:
    waits = [wait(attempt, 1).total_seconds() for attempt in range(1, 13)]
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]


@given(st.lists(st.floats(0.2, 1), min_size=10, max_size=10))
def test_a_receiver_that_is_away_for_three_days_is_tried_a_bounded_number_of_times(jitters: list[float]) -> None:
    old, attempt = NOTHING, 0
    while True:
        attempt += 1
        found = next_attempt(attempt, old, None, jitters[attempt % len(jitters)])
        if found is None:
            break
        old += found
    assert 75 <= attempt <= 400


@given(st.integers(1, FAILURES_BEFORE_REST - 1), JITTER)
def test_a_few_failures_are_no_reason_for_a_rest(faults: int, jitter: float) -> None:
    assert rest_after(faults, None, jitter) is None
    assert rest_after(faults, NOTHING, jitter) is None


@given(st.integers(1, 10_000), st.timedeltas(SECOND, timedelta(days=1)), JITTER)
def test_a_rest_that_is_asked_for_is_given(faults: int, gevraagd: timedelta, jitter: float) -> None:
    found = rest_after(faults, gevraagd, jitter)
    assert found is not None
    assert gevraagd <= found <= max(gevraagd, timedelta(minutes=15))


@given(st.integers(FAILURES_BEFORE_REST, 10_000), JITTER)
def test_a_rest_grows_from_a_quarter_of_a_minute_to_a_quarter_of_an_hour(faults: int, jitter: float) -> None:
    found, following = rest_after(faults, None, jitter), rest_after(faults + 1, None, jitter)
    assert found is not None
    assert following is not None
    assert timedelta(seconds=15) <= found <= following <= timedelta(minutes=15)
