"""On how many messages of the corpus a rule is broken, and on how many of those the gateway says so too."""

from collections import Counter

expected: Counter[tuple[str, str]] = Counter()
agreed: Counter[tuple[str, str]] = Counter()


def record(soort: str, official: set[str], ours: set[str]) -> None:
    """Record that both have judged one more message."""
    expected.update((code, soort) for code in official)
    agreed.update((code, soort) for code in official & ours)
