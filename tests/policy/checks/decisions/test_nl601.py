"""NL-601: care that goes on unchanged is a stretch of the running assignment, not a new one."""

import pytest

from tests.support.policy.decisions import OTHER_PROVIDER, care, changed, day, findings_of, new, only_finding

RUNNING = {"begin": "2026-01-01", "end": "2026-06-30", "nummer": 9}


def running_days(code="10B02", **changes):
    fields_ = RUNNING | changes
    return care(code, fields_.pop("begin"), fields_.pop("end"), **fields_)


def sequel(code="10B02", begin="2026-07-01", end="2026-12-31", decision_day="2026-06-15", **changes):
    return new(code, begin, end, decision_day=day(decision_day), **changes)


@pytest.mark.parametrize(
    ("new_decisions", "beside"),
    [
        (sequel(begin="2026-07-02"), running_days()),
        (sequel(begin="2026-06-30"), running_days()),
        (sequel("10A06"), running_days()),
        (sequel(None, categorie="10"), running_days(None, categorie="08")),
        (sequel(aanbieder=OTHER_PROVIDER), running_days()),
        (sequel(decision_day="2026-07-01"), running_days()),
        (sequel(volume=5, eenheid="01", frequentie="2"), running_days(volume=4, eenheid="01", frequentie="2")),
        (sequel(volume=5, eenheid="01", frequentie="2"), running_days()),
        (sequel(volume=5, eenheid="01", frequentie="2"), running_days(volume=5, eenheid="01", frequentie="4")),
        (sequel(volume=5, eenheid="01", frequentie="2"), running_days(volume=5, eenheid="04", frequentie="2")),
        (sequel(volume=5, eenheid="01", frequentie="6"), running_days(volume=5, eenheid="01", frequentie="6")),
        (sequel(budget=100), running_days()),
        (sequel(), running_days(end=None)),
        (sequel(), running_days(gestopt_op=day("2026-06-30"))),
        (sequel(), running_days(end="9999-12-31")),
    ],
    ids=[
        "a gap",
        "overlap",
        "product",
        "category",
        "provider",
        "end has passed",
        "volume",
        "volume where there was none",
        "frequency",
        "unit",
        "in total",
        "budget where there was none",
        "open-ended",
        "stopped",
        "without end",
    ],
)
def test_passes_a_new_assignment_that_does_not_just_go_on(new_decisions, beside):
    assert findings_of("NL-601", new_decisions, beside) == []


def test_passes_a_change():
    was, longer = care("10B02", "2026-07-01", "2026-12-31"), care("10B02", "2026-07-01", "2027-01-31")
    assert findings_of("NL-601", changed(was, longer, decision_day=day("2026-06-15")), running_days()) == []


@pytest.mark.parametrize("decision_day", ["2025-12-01", "2026-06-15", "2026-06-30"])
def test_fails_care_that_goes_on_and_says_what_to_change(decision_day):
    found = only_finding("NL-601", sequel(decision_day=decision_day), running_days())
    assert found.explanation == (
        "De nieuwe toewijzing (10B02, 2026-07-01 t/m 2026-12-31) zet toewijzing 9 (10B02, 2026-01-01 t/m 2026-06-30) "
        f"ongewijzigd voort, en die is op de beslisdag {decision_day} nog niet voorbij. Verleng toewijzing 9 "
        "tot en met 2026-12-31."
    )
    assert (found.path, found.other_assignments, found.overridable) == ("ingangsdatum", (9,), True)


@pytest.mark.parametrize(
    ("omvang", "change"),
    [
        ({"volume": 5, "eenheid": "01", "frequentie": "2"}, "Verleng toewijzing 9 tot en met 2026-12-31."),
        ({"budget": 700}, "tot en met 2026-12-31, met een Budget van 14,00 euro."),
    ],
)
def test_fails_the_same_size(omvang, change):
    assert change in only_finding("NL-601", sequel(**omvang), running_days(**omvang)).explanation


def test_fails_an_open_end_and_what_the_policy_does_not_know():
    assert (
        "Verleng toewijzing 9 tot nader order." in only_finding("NL-601", sequel(end=None), running_days()).explanation
    )
    assert findings_of("NL-601", sequel("99Z99"), running_days("99Z99"))
    assert findings_of("NL-601", sequel(None, categorie="10"), running_days(None, categorie="10"))


def test_fails_beside_one_that_has_no_number_yet():
    found = only_finding("NL-601", sequel(), running_days(nummer=None))
    assert found.explanation.endswith("nog niet voorbij. Verleng die tot en met 2026-12-31.")
    assert found.other_assignments == ()
