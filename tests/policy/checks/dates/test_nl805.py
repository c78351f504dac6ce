"""NL-805: no 305 five working days after Ingangsdatum. The working days themselves: tests/rules/codes/test_op271.py."""

import pytest

from tests.policy.checks.dates.watched import altijd, gevonden, nooit, periode, verzending, zorg
from tests.policy.checks.dates.watched import beleid as een_beleid


def toont(*zorgen, **kwargs):
    return periode("NL-805", "2024-01-01", "2024-12-31", *zorgen, **kwargs)


@pytest.mark.parametrize("beleid", [altijd, nooit], ids=["policy", "none"])
@pytest.mark.parametrize(
    ("begin", "eerste"),
    [
        ("2024-02-01", "2024-02-09"),  # Thursday: Thursday 8 is the fifth
        ("2024-02-02", "2024-02-10"),  # Friday: Friday 9 is the fifth, the Saturday is late
        ("2024-02-03", "2024-02-10"),
        ("2024-03-28", "2024-04-09"),  # Good Friday and Easter Monday
        ("2024-12-20", "2025-01-01"),  # Christmas
    ],
)
def test_stands_from_the_day_after_the_fifth_working_day(begin, eerste, beleid):
    assert periode("NL-805", "2024-01-01", "2025-02-01", zorg(begin=begin, eind=None), beleid=beleid) == (
        eerste,
        "2025-02-01",
    )


def test_says_which_assignment_and_by_when():
    [found] = gevonden("NL-805", "2024-02-09", zorg(begin="2024-02-01"))
    assert (found.sleutel, str(found.uiterlijk), found.aanbieder) == ("1", "2024-02-08", "99990001")
    assert found.text == (
        "Op toewijzing 1 (02A02, 2024-02-01 t/m 2024-12-31) van aanbieder 99990001 is geen start gemeld. Dat kon tot "
        "en met 2024-02-08, 5 werkdagen na 2024-02-01."
    )
    assert found.bron == "iWmo 3.2, bedrijfsregel OP271"


def test_a_retroactive_assignment_counts_from_the_day_it_was_sent():
    late = verzending(sinds="2024-02-20")
    assert toont(zorg(begin="2024-02-01"), verzonden=late) == ("2024-02-28", "2024-12-31")
    assert toont(zorg(begin="2024-02-20"), verzonden=late) == ("2024-02-28", "2024-12-31")


def test_a_start_is_what_it_waits_for():
    assert toont(zorg(begin="2024-02-01", gestart_op="2024-06-01")) is None


def test_an_assignment_that_ended_still_lacks_its_start():
    assert toont(zorg(begin="2024-02-01", eind="2024-02-05")) == ("2024-02-09", "2024-12-31")


def test_what_the_provider_refused_it_can_not_start():
    assert toont(zorg(begin="2024-02-01"), verzendingen={}) is None


@pytest.mark.parametrize("code", ["08V02", "01B04", "99999", None])
def test_holds_for_every_product(code):
    assert toont(zorg(code, begin="2024-02-01")) is not None


def test_a_policy_may_switch_it_off():
    assert toont(zorg(begin="2024-02-01"), beleid=lambda dag: een_beleid("NL-805")) is None


def test_an_assignment_far_ahead_is_fine():
    assert gevonden("NL-805", "2024-02-09", zorg(begin="9999-12-30", eind="9999-12-31")) == []


def test_a_policy_may_give_more_time_or_watch_some_segments_only():
    ruimer = een_beleid(bewaking={"NL-805": (frozenset({"1A1"}), 6)})
    assert toont(zorg(begin="2024-02-01"), beleid=lambda dag: ruimer) == ("2024-02-10", "2024-12-31")
    assert toont(zorg("01B04", begin="2024-02-01"), beleid=lambda dag: ruimer) is None
