"""NL-806: no 307 five working days after Einddatum."""

import pytest

from tests.support.policy.watched import always, care, never, period, sent_version, signals_of
from tests.support.policy.watched import policy as any_policy

END = "2024-05-31"  # a Friday


def shown(*cares, **kwargs):
    return period("NL-806", "2024-01-01", "2024-12-31", *cares, **kwargs)


def started(end=END, **changes):
    return care(end=end, gestart_op="2024-01-10", **changes)


@pytest.mark.parametrize("policy", [always, never], ids=["policy", "none"])
def test_stands_from_the_day_after_the_fifth_working_day(policy):
    assert shown(started(), policy=policy) == ("2024-06-08", "2024-12-31")


def test_says_which_assignment_and_by_when():
    [found] = signals_of("NL-806", "2024-06-08", started())
    assert (found.sleutel, str(found.uiterlijk)) == ("1:2024-05-31", "2024-06-07")
    assert found.text == (
        "Op toewijzing 1 (02A02, 2024-01-01 t/m 2024-05-31) van aanbieder 99990001 is geen definitieve stop gemeld, al "
        "eindigde zij op 2024-05-31. Dat kon tot en met 2024-06-07, 5 werkdagen na 2024-05-31."
    )
    assert found.bron == "iWmo 3.2, bedrijfsregel OP272"


def test_a_final_stop_is_what_it_waits_for():
    assert shown(started(gestopt_op="2024-05-31")) is None
    assert shown(started(gestopt_op="2024-03-01")) is None


def test_nothing_to_stop_without_a_start_or_an_end():
    assert shown(care(end=END)) is None
    assert shown(started(end=None)) is None
    assert shown(started(end="9999-12-31")) is None


def test_a_provider_that_heard_of_the_end_later_has_five_working_days_from_then():
    shorter = sent_version(end=END, end_since="2024-06-14")
    assert shown(started(), sent_as=shorter) == ("2024-06-22", "2024-12-31")


@pytest.mark.parametrize("known", ["2024-08-30", "2024-04-30"])
def test_of_an_end_that_the_provider_refused_and_the_one_it_knows_the_later_counts(known):
    found = shown(started(), sent_as=sent_version(end=known))
    assert found == (("2024-09-07", "2024-12-31") if known > END else ("2024-06-08", "2024-12-31"))
    assert shown(started(), sent_as=sent_version(end=None)) is None
    assert shown(started(), sent={}) is None


def test_a_policy_may_switch_it_off():
    assert shown(started(), policy=lambda day: any_policy("NL-806")) is None


def test_a_policy_may_give_more_time_or_watch_some_segments_only():
    wider = any_policy(bewaking={"NL-806": (frozenset({"1A1"}), 6)})
    assert shown(started(), policy=lambda day: wider) == ("2024-06-11", "2024-12-31")
    assert shown(started(code="01B04"), policy=lambda day: wider) is None
