"""When a delivery that failed is tried again, and how long a receiver that can't be reached is left in peace. Pure."""

from datetime import timedelta
from typing import Final

from gateway.exchange.kernel.gateway import GIVE_UP_AFTER

FAILURES: Final = 5
"""So many attempts in a row that did not reach a receiver, and it gets a rest."""
_FIRST_WAIT: Final = timedelta(seconds=5)
_SHORTEST_WAIT: Final = timedelta(seconds=1)
_LONGEST_WAIT: Final = timedelta(hours=1)
_FIRST_REST: Final = timedelta(seconds=30)
_LONGEST_REST: Final = timedelta(minutes=15)


def next_attempt(
    poging: int, oud: timedelta, gevraagd: timedelta | None, jitter: float, termijn: timedelta = GIVE_UP_AFTER
) -> timedelta | None:
    """How long to wait after `poging` failed attempts; None: it is not tried any more.

    The longest wait doubles from 5 seconds to an hour; the wait is the part `jitter` (0 to 1) of it and at least a
    second, but never shorter than the receiver asked. What that puts off beyond the term is given up at once, so that
    the message can be collected meanwhile.
    """
    longest = min(_FIRST_WAIT * (1 << min(poging - 1, 20)), _LONGEST_WAIT)
    wait = max(longest * jitter, _SHORTEST_WAIT, gevraagd or timedelta(0))
    return None if oud + wait > termijn else wait


def rest_after(fouten: int, gevraagd: timedelta | None, jitter: float) -> timedelta | None:
    """How long a receiver is left in peace after so many failures in a row; None: not at all.

    From `FAILURES` on it doubles from half a minute to a quarter of an hour, times 0.5 to 1 by `jitter` (0 to 1). What
    the receiver asked is honoured from the first failure on.
    """
    if fouten < FAILURES:
        return gevraagd or None
    longest = min(_FIRST_REST * (1 << min(fouten - FAILURES, 20)), _LONGEST_REST)
    return max(longest * (0.5 + jitter / 2), gevraagd or timedelta(0))
