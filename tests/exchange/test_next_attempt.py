"""When a failed push is tried again: later and later, as the receiver asks, and not for ever."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gateway.exchange.deliver import GIVE_UP_AFTER, next_attempt

NU = datetime(2024, 3, 1, tzinfo=UTC)
POGINGEN = st.integers(1, 10_000)
OUD = st.timedeltas(timedelta(0), timedelta(days=4))
GEVRAAGD = st.none() | st.timedeltas(timedelta(0), timedelta(days=7))
JITTER = st.floats(0, 1)


def wait(poging: int, jitter: float, gevraagd: timedelta | None = None) -> timedelta:
    """How long after the first moment it is tried again."""
    moment = next_attempt(poging, NU, NU, gevraagd, jitter)
    assert moment is not None
    return moment - NU


@given(POGINGEN, OUD, GEVRAAGD, JITTER)
def test_it_lies_between_two_and_a_half_seconds_and_an_hour_unless_more_was_asked(
    poging: int, oud: timedelta, gevraagd: timedelta | None, jitter: float
) -> None:
    asked = gevraagd or timedelta(0)
    moment = next_attempt(poging, NU - oud, NU, gevraagd, jitter)
    if moment is None:
        assert oud + max(timedelta(hours=1), asked) > GIVE_UP_AFTER
    else:
        assert max(timedelta(seconds=2.5), asked) <= moment - NU <= max(timedelta(hours=1), asked)
        assert moment - (NU - oud) <= GIVE_UP_AFTER


@given(POGINGEN, JITTER)
def test_each_wait_is_at_least_the_one_before_and_at_most_twice_it(poging: int, jitter: float) -> None:
    this, following = wait(poging, jitter), wait(poging + 1, jitter)
    assert this <= following <= 2 * this + timedelta(microseconds=1)


@given(POGINGEN, JITTER, JITTER)
def test_jitter_spreads_the_second_half_of_the_wait(poging: int, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert wait(poging, 0) <= wait(poging, low) <= wait(poging, high) <= wait(poging, 1) == 2 * wait(poging, 0)


@given(POGINGEN, JITTER, st.timedeltas(timedelta(hours=1), GIVE_UP_AFTER))
def test_what_the_receiver_asks_is_honoured(poging: int, jitter: float, gevraagd: timedelta) -> None:
    assert wait(poging, jitter, gevraagd) == gevraagd


@given(POGINGEN, GEVRAAGD, JITTER, st.timedeltas(GIVE_UP_AFTER, timedelta(days=400)))
def test_after_three_days_it_is_over(poging: int, gevraagd: timedelta | None, jitter: float, oud: timedelta) -> None:
    assert next_attempt(poging, NU - oud, NU, gevraagd, jitter) is None


def test_asked_to_wait_for_more_than_three_days_it_does_not_sit_on_the_message() -> None:
    assert next_attempt(1, NU, NU, GIVE_UP_AFTER + timedelta(seconds=1), 0) is None


def test_the_first_hours_in_numbers() -> None:
    waits = [wait(poging, 1).total_seconds() for poging in range(1, 13)]
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]


@given(JITTER)
def test_a_receiver_that_is_away_for_three_days_is_tried_a_bounded_number_of_times(jitter: float) -> None:
    sinds = nu = NU
    poging = 0
    while True:
        poging += 1
        moment = next_attempt(poging, sinds, nu, None, jitter)
        if moment is None:
            break
        nu = moment
    assert 80 <= poging <= 170
