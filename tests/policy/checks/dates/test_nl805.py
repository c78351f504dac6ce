"""NL-805: no 305 five working days after Ingangsdatum. The working days themselves: tests/rules/codes/test_op271.py."""

import pytest

from tests.support.policy.watched import always, care, never, period, sent_version, signals_of
from tests.support.policy.watched import policy as any_policy


def shown(*cares, **kwargs):
    return period("NL-805", "2024-01-01", "2024-12-31", *cares, **kwargs)


@pytest.mark.parametrize("policy", [always, never], ids=["policy", "none"])
@pytest.mark.parametrize(
    ("begin", "first"),
    [
        ("2024-02-01", "2024-02-09"),  # Thursday: Thursday 8 is the fifth
        ("2024-02-02", "2024-02-10"),  # Friday: Friday 9 is the fifth, the Saturday is late
        ("2024-02-03", "2024-02-10"),
        ("2024-03-28", "2024-04-09"),  # Good Friday and Easter Monday
        ("2024-12-20", "2025-01-01"),  # Christmas
    ],
)
def test_stands_from_the_day_after_the_fifth_working_day(begin, first, policy):
    assert period("NL-805", "2024-01-01", "2025-02-01", care(begin=begin, end=None), policy=policy) == (
        first,
        "2025-02-01",
    )


def test_says_which_assignment_and_by_when():
    [found] = signals_of("NL-805", "2024-02-09", care(begin="2024-02-01"))
    assert (found.sleutel, str(found.uiterlijk), found.aanbieder) == ("1", "2024-02-08", "99990001")
    assert found.text == (
        "Op toewijzing 1 (02A02, 2024-02-01 t/m 2024-12-31) van aanbieder 99990001 is geen start gemeld. Dat kon tot "
        "en met 2024-02-08, 5 werkdagen na 2024-02-01."
    )
    assert found.bron == "iWmo 3.2, bedrijfsregel OP271"


def test_a_retroactive_assignment_counts_from_the_day_it_was_sent():
    late = sent_version(since="2024-02-20")
    assert shown(care(begin="2024-02-01"), sent_as=late) == ("2024-02-28", "2024-12-31")
    assert shown(care(begin="2024-02-20"), sent_as=late) == ("2024-02-28", "2024-12-31")


def test_a_start_is_what_it_waits_for():
    assert shown(care(begin="2024-02-01", gestart_op="2024-06-01")) is None


def test_an_assignment_that_ended_still_lacks_its_start():
    assert shown(care(begin="2024-02-01", end="2024-02-05")) == ("2024-02-09", "2024-12-31")


def test_what_the_provider_refused_it_can_not_start():
    assert shown(care(begin="2024-02-01"), sent={}) is None


@pytest.mark.parametrize("code", ["08V02", "01B04", "99999", None])
def test_holds_for_every_product(code):
    assert shown(care(code, begin="2024-02-01")) is not None


def test_a_policy_may_switch_it_off():
    assert shown(care(begin="2024-02-01"), policy=lambda day: any_policy("NL-805")) is None


def test_an_assignment_far_ahead_is_fine():
    assert signals_of("NL-805", "2024-02-09", care(begin="9999-12-30", end="9999-12-31")) == []


def test_a_policy_may_give_more_time_or_watch_some_segments_only():
    wider = any_policy(bewaking={"NL-805": (frozenset({"1A1"}), 6)})
    assert shown(care(begin="2024-02-01"), policy=lambda day: wider) == ("2024-02-10", "2024-12-31")
    assert shown(care("01B04", begin="2024-02-01"), policy=lambda day: wider) is None
