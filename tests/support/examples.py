"""How many examples a test looks at that needs more or can pay for fewer than the profile of tests/conftest.py."""

from hypothesis import settings


def times(factor: float) -> int:
    """Return this many times the number of examples of the profile."""
    return max(1, round(settings.default.max_examples * factor))
