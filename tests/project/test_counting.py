"""Lines are counted where they have to be: see tests/support/counting.py. None of this folder are."""

import pytest
from coverage import Coverage


@pytest.fixture
def counted_in_setup() -> bool:
    return Coverage.current() is not None


def test_a_test_that_need_not_be_counted_is_not() -> None:
    assert Coverage.current() is None


def test_what_a_test_is_given_is_made_uncounted(counted_in_setup: bool) -> None:
    assert not counted_in_setup
