"""The decision when to try a failed delivery again, and how long to let its receiver rest. Pure."""

from datetime import timedelta
from typing import Final

from gateway.exchange.kernel.gateway import GIVE_UP_AFTER

FAILURES_BEFORE_REST: Final = 5
"""Attempts in a row that did not reach a receiver before it gets a rest."""
_FIRST_WAIT: Final = timedelta(seconds=5)
_MIN_WAIT: Final = timedelta(seconds=1)
_MAX_WAIT: Final = timedelta(hours=1)
_FIRST_REST: Final = timedelta(seconds=30)
_MAX_REST: Final = timedelta(minutes=15)


def next_attempt(
    attempt: int, waited: timedelta, asked: timedelta | None, jitter: float, term: timedelta = GIVE_UP_AFTER
) -> timedelta | None:
    """Return how long to wait after `attempt` failed attempts; None: give the message up.

    The longest wait doubles from 5 seconds to an hour. The wait is `jitter` (0 to 1) times that, at least a second, and
    never shorter than the receiver `asked`. A message whose next attempt would come after the term, counted with the
    time that it has `waited`, is given up at once, so that it can be collected meanwhile.
    """
    longest = min(_FIRST_WAIT * (1 << min(attempt - 1, 20)), _MAX_WAIT)
    wait = max(longest * jitter, _MIN_WAIT, asked or timedelta(0))
    return None if waited + wait > term else wait


def rest_after(failures: int, asked: timedelta | None, jitter: float) -> timedelta | None:
    """Return how long a receiver rests after this many failures in a row; None: not at all.

    From `FAILURES_BEFORE_REST` on it doubles from half a minute to a quarter of an hour, times 0.5 to 1 by `jitter`
    (0 to 1). A receiver that asks for a longer rest gets it, from the first failure on.
    """
    if failures < FAILURES_BEFORE_REST:
        return asked or None
    longest = min(_FIRST_REST * (1 << min(failures - FAILURES_BEFORE_REST, 20)), _MAX_REST)
    return max(longest * (0.5 + jitter / 2), asked or timedelta(0))
