"""The earliest stop that says that the client died or moved away."""

from dataclasses import replace

from gateway.policy.care.departure import departure
from tests.support.policy.decisions import care, day

STOPPED = care("10B02", "2026-01-01", "2026-12-31", nummer=1, gestopt_op=day("2026-03-01"))


def test_only_death_and_removal_count() -> None:
    assert departure([STOPPED, replace(STOPPED, reden_beeindiging="19")]) is None
    assert departure([replace(STOPPED, reden_beeindiging="31")]) is not None


def test_the_earliest_is_named() -> None:
    moved = replace(STOPPED, nummer=2, reden_beeindiging="31")
    died = replace(STOPPED, nummer=3, reden_beeindiging="02", gestopt_op=day("2026-02-01"))
    assert departure([moved, died]) == died
