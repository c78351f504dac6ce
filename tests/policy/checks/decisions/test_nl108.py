"""NL-108: a client steps on to a segment from where the policy foresees it."""

import pytest

from tests.support.policy.decisions import OTHER_PROVIDER, care, changed, day, findings_of, new, only_finding

END = "2026-06-30"
NEXT = "2026-07-01"
FORESEEN = {
    "02A02": {"07A02", "07C02", "02C02"},
    "07A02": {"02A02", "02C02", "07C02"},
    "10B01": {"02A02", "02C02", "07A02", "07C02"},
    "10B02": {"02A02", "02C02", "07A02", "07C02", "10B01", "10B02"},
    "10A06": {"10B02", "10A06"},
}
"""By product, those that it may follow on."""
STEPS = ["02A02", "02C02", "07A02", "07C02", "10B01", "10M01", "10B02", "10A06"]


@pytest.mark.parametrize("to", FORESEEN)
@pytest.mark.parametrize("previous", STEPS)
def test_passes_just_the_steps_that_are_foreseen(previous, to):
    found = findings_of("NL-108", new(to, NEXT), care(previous, "2026-01-01", END))
    assert (found == []) == (previous in FORESEEN[to])


def test_fails_2a_right_after_extra_work_and_cites_the_text():
    extra_work = care("10M01", "2026-03-01", END, nummer=8, aanbieder=OTHER_PROVIDER)
    traject = care("10B01", "2025-07-01", "2026-02-28", nummer=7)
    found = only_finding("NL-108", new("10B02", NEXT, "2027-06-30"), traject, extra_work)
    assert found.explanation == (
        "De nieuwe toewijzing (10B02, 2026-07-01 t/m 2027-06-30) volgt op toewijzing 8 (10M01, 2026-03-01 t/m "
        f"2026-06-30) van aanbieder {OTHER_PROVIDER}. Volgens het beleid begint segment 2A na segment 1A1, segment "
        "1A2, segment 1B of segment 2A of bij een nieuwe cliënt, niet na 10M01 (Handboek 3.0, hoofdstuk 5, segmenten "
        "1B en 2A: van nieuwe cliënten, 1A en 1B; na meerwerk is 2A niet aan de orde)."
    )
    assert (found.severity, found.other_assignments) == ("signaal", (8,))


def test_passes_a_new_client_and_one_who_comes_back_after_more_than_a_month():
    assert findings_of("NL-108", new("10B01", NEXT)) == []
    earlier = care("10B01", "2026-01-01", END)
    assert only_finding("NL-108", new("10B01", "2026-07-30", "2026-12-31"), earlier)
    assert findings_of("NL-108", new("10B01", "2026-07-31", "2026-12-31"), earlier) == []


def test_fails_after_a_stop_and_passes_what_runs_or_has_no_steps():
    running = care("10B01", "2026-01-01", "2026-12-31")
    assert findings_of("NL-108", new("10B01", NEXT), running) == []
    stopped = care("10B01", "2026-01-01", "2026-12-31", gestopt_op=day(END))
    assert only_finding("NL-108", new("10B01", NEXT), stopped)
    assert findings_of("NL-108", new("10A06", NEXT), care("01B04", "2026-01-01", END)) == []


@pytest.mark.parametrize("code", ["02C02", "10M01", "01B04", "04A01", "08V02", "99Z99", None])
def test_passes_what_is_no_traject_of_a_segment_with_steps(code):
    assert findings_of("NL-108", new(code, NEXT), care("10A06", "2026-01-01", END)) == []


def test_passes_a_change():
    was = care("10B01", NEXT, "2026-12-31", nummer=2)
    becomes = care("10B01", NEXT, "2027-01-31", nummer=2)
    assert findings_of("NL-108", changed(was, becomes), care("10B01", "2026-01-01", END)) == []
