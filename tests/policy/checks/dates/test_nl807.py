"""NL-807: no return message after three working days."""

import pytest

from tests.support.policy.watched import always, never, period, signals_of, unanswered
from tests.support.policy.watched import policy as any_policy


def shown(day, **kwargs):
    return period("NL-807", "2024-01-01", "2024-12-31", unanswered=(unanswered(day),), **kwargs)


@pytest.mark.parametrize("policy", [always, never], ids=["policy", "none"])
@pytest.mark.parametrize(
    ("day", "first"),
    [
        ("2024-03-01", "2024-03-07"),  # Friday: Wednesday is the third
        ("2024-03-05", "2024-03-09"),  # Tuesday: Friday is the third, the Saturday is late
        ("2024-03-28", "2024-04-05"),  # Good Friday and Easter Monday
    ],
)
def test_stands_from_the_day_after_the_third_working_day(day, first, policy):
    assert shown(day, policy=policy) == (first, "2024-12-31")


def test_says_who_owes_the_answer():
    [ours] = signals_of("NL-807", "2024-03-07", unanswered=(unanswered("2024-03-01"),))
    assert (ours.sleutel, ours.bericht, ours.aanbieder, str(ours.uiterlijk)) == ("b1", "b1", "99990001", "2024-03-06")
    assert ours.text == (
        "Aanbieder 99990001 heeft WMO301 G1 niet beantwoord (WMO302). Dat kon tot en met 2024-03-06, 3 werkdagen na "
        "2024-03-01."
    )


def test_leaves_what_is_parked_here_to_another_check():
    assert signals_of("NL-807", "2024-03-07", unanswered=(unanswered("2024-03-01", "WMO305"),)) == []


def test_every_message_is_a_cause_of_its_own():
    unanswered_messages = tuple(unanswered("2024-03-01", bericht=each) for each in ("b1", "b2"))
    assert [each.sleutel for each in signals_of("NL-807", "2024-03-07", unanswered=unanswered_messages)] == ["b1", "b2"]


def test_a_policy_may_switch_it_off():
    assert shown("2024-03-01", policy=lambda day: any_policy("NL-807")) is None


def test_a_policy_may_give_more_time():
    wider = any_policy(bewaking={"NL-807": (frozenset(), 4)})
    assert shown("2024-03-01", policy=lambda day: wider) == ("2024-03-08", "2024-12-31")
