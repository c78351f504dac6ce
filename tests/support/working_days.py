"""Working days counted one by one, to hold against what is worked out."""

from datetime import date, timedelta

from gateway.standard.calendar import is_working_day


def working_days_between(a: date, b: date) -> int:
    """Return how many working days lie after `a` up to and including `b`; negative when b comes first.

    So `working_days_between(a, add_working_days(a, n)) == n`.
    """
    if b < a:
        # Counted from b's side, so that stepping back n working days gives -n.
        return -sum(is_working_day(b + timedelta(days=i)) for i in range((a - b).days))
    return sum(is_working_day(a + timedelta(days=i)) for i in range(1, (b - a).days + 1))
