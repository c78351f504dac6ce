"""NL-806: no 307 five working days after Einddatum."""

import pytest

from tests.policy.checks.dates.watched import altijd, gevonden, nooit, periode, verzending, zorg
from tests.policy.checks.dates.watched import beleid as een_beleid

EIND = "2024-05-31"  # a Friday


def toont(*zorgen, **kwargs):
    return periode("NL-806", "2024-01-01", "2024-12-31", *zorgen, **kwargs)


def gestart(eind=EIND, **changes):
    return zorg(eind=eind, gestart_op="2024-01-10", **changes)


@pytest.mark.parametrize("beleid", [altijd, nooit], ids=["policy", "none"])
def test_stands_from_the_day_after_the_fifth_working_day(beleid):
    assert toont(gestart(), beleid=beleid) == ("2024-06-08", "2024-12-31")


def test_says_which_assignment_and_by_when():
    [found] = gevonden("NL-806", "2024-06-08", gestart())
    assert (found.sleutel, str(found.uiterlijk)) == ("1:2024-05-31", "2024-06-07")
    assert found.text == (
        "Op toewijzing 1 (02A02, 2024-01-01 t/m 2024-05-31) van aanbieder 99990001 is geen definitieve stop gemeld, al "
        "eindigde zij op 2024-05-31. Dat kon tot en met 2024-06-07, 5 werkdagen na 2024-05-31."
    )
    assert found.bron == "iWmo 3.2, bedrijfsregel OP272"


def test_a_final_stop_is_what_it_waits_for():
    assert toont(gestart(gestopt_op="2024-05-31")) is None
    assert toont(gestart(gestopt_op="2024-03-01")) is None


def test_nothing_to_stop_without_a_start_or_an_end():
    assert toont(zorg(eind=EIND)) is None
    assert toont(gestart(eind=None)) is None
    assert toont(gestart(eind="9999-12-31")) is None


def test_a_provider_that_heard_of_the_end_later_has_five_working_days_from_then():
    korter = verzending(eind=EIND, einde_sinds="2024-06-14")
    assert toont(gestart(), verzonden=korter) == ("2024-06-22", "2024-12-31")


@pytest.mark.parametrize("bekend", ["2024-08-30", "2024-04-30"])
def test_of_an_end_that_the_provider_refused_and_the_one_it_knows_the_later_counts(bekend):
    found = toont(gestart(), verzonden=verzending(eind=bekend))
    assert found == (("2024-09-07", "2024-12-31") if bekend > EIND else ("2024-06-08", "2024-12-31"))
    assert toont(gestart(), verzonden=verzending(eind=None)) is None
    assert toont(gestart(), verzendingen={}) is None


def test_a_policy_may_switch_it_off():
    assert toont(gestart(), beleid=lambda dag: een_beleid("NL-806")) is None


def test_a_policy_may_give_more_time_or_watch_some_segments_only():
    ruimer = een_beleid(bewaking={"NL-806": (frozenset({"1A1"}), 6)})
    assert toont(gestart(), beleid=lambda dag: ruimer) == ("2024-06-11", "2024-12-31")
    assert toont(gestart(code="01B04"), beleid=lambda dag: ruimer) is None
