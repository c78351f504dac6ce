"""NL-201: assignments run on the same day only when the policy allows it for their segments.

The whole matrix is in tests/policy/care/test_concurrent_care.py.
"""

from dataclasses import replace

import pytest

from gateway.policy.model import Permission
from tests.support.policy.decisions import OTHER_PROVIDER, care, changed, day, findings_of, new, only_finding, policy

YEAR = ("2026-01-01", "2026-12-31")


def test_fails_and_names_both_assignments_codes_segments_days_and_the_text():
    found = only_finding(
        "NL-201", new("10B01", "2026-06-01", "2027-01-31", aanbieder=OTHER_PROVIDER), care("02A02", *YEAR, nummer=4711)
    )
    assert found.explanation == (
        "De nieuwe toewijzing (10B01, 2026-06-01 t/m 2027-01-31) loopt van 2026-06-01 t/m 2026-12-31 naast toewijzing "
        "4711 (02A02, 2026-01-01 t/m 2026-12-31) van aanbieder 12345678. Volgens het beleid gaat niet samen: segment "
        "1B en segment 1A1 (Handboek 3.0, hoofdstuk 5, segmenten 1A en 1B)."
    )
    assert found.source == "Handboek 3.0, hoofdstuk 5, segmenten 1A en 1B"
    assert found.other_assignments == (4711,)
    assert found.path == "product/code"
    assert found.values == {
        "Code": "02A02",
        "ToewijzingNummer": "4711",
        "Begindatum": "2026-06-01",
        "Einddatum": "2026-12-31",
    }
    assert found.overridable


def test_fails_open_ended_on_both_sides():
    found = only_finding("NL-201", new("10A06"), care("10B02", "2025-05-01"))
    assert "loopt vanaf 2026-01-01 naast" in found.explanation
    assert "Einddatum" not in found.values


def test_fails_beside_what_is_only_asked_for_too():
    found = only_finding("NL-201", new("10A06"), care("10B02", nummer=None))
    assert found.other_assignments == ()
    assert "ToewijzingNummer" not in found.values


@pytest.mark.parametrize("code", ["02A02", "02C02", "02M02"])
def test_fails_extensions_and_extra_work_as_their_base(code):
    assert only_finding("NL-201", new("10B02"), care(code, *YEAR))
    assert only_finding("NL-201", new(code, *YEAR), care("10B02"))


def test_passes_a_base_beside_its_own_extension_which_is_nl206():
    everything = replace(
        policy(), stapeling={pair: replace(each, mag=Permission.NEE) for pair, each in policy().stapeling.items()}
    )
    assert findings_of("NL-201", new("02C02", *YEAR), care("02A02", *YEAR), by_policy=everything) == []
    assert findings_of("NL-201", new("02A02", *YEAR), care("02A02", *YEAR), by_policy=everything) == []
    found = only_finding(
        "NL-201", new("02A02", *YEAR), care("02A02", *YEAR, aanbieder=OTHER_PROVIDER), by_policy=everything
    )
    assert "gaat niet samen: twee keer segment 1A1 (" in found.explanation


def test_fails_once_for_each_other_assignment():
    beside = [care("02A02", *YEAR, nummer=1), care("10B02", "2026-03-01", nummer=2), care("10A06", "2027-01-01")]
    found = findings_of("NL-201", new("10B01", *YEAR), *beside)
    assert [each.other_assignments for each in found] == [(1,), (2,)]


def test_passes_after_a_stop_and_fails_on_its_day():
    stopped = care("02A02", *YEAR, gestart_op=day("2026-01-01"), gestopt_op=day("2026-05-31"))
    assert findings_of("NL-201", new("10B02", "2026-06-01"), stopped) == []
    found = only_finding("NL-201", new("10B02", "2026-05-31"), stopped)
    assert "loopt op 2026-05-31 naast toewijzing 1 (02A02, 2026-01-01 t/m 2026-12-31, gestopt op 2026-05-31)." in (
        found.explanation
    )


def test_passes_beside_care_that_stopped_before_it_began():
    never = care("02A02", *YEAR, gestopt_op=day("2025-12-31"))
    assert findings_of("NL-201", new("10B02", "2025-01-01"), never) == []


@pytest.mark.parametrize("code", ["02A99", None])
def test_passes_beside_what_the_policy_does_not_know_and_what_it_does_not_know_itself(code):
    assert findings_of("NL-201", new("10B02"), care(code)) == []
    assert findings_of("NL-201", new(code), care("10B02")) == []


def test_fails_stretching_on_the_added_days_only():
    was = care("02A02", *YEAR)
    after = care("10B02", "2026-12-01", nummer=2)
    found = only_finding("NL-201", changed(was, replace(was, einddatum=day("2027-01-31"))), after)
    assert found.path == "einddatum"
    assert "Toewijzing 1 (02A02, 2026-01-01 t/m 2027-01-31) loopt van 2027-01-01 t/m 2027-01-31 naast" in (
        found.explanation
    )


def test_passes_shortening_removing_and_a_change_of_volume_of_what_stacks():
    was = care("02A02", *YEAR, volume=1)
    beside_it = care("10B02", nummer=2)
    assert findings_of("NL-201", changed(was, replace(was, einddatum=day("2026-03-31"))), beside_it) == []
    assert findings_of("NL-201", changed(was, replace(was, volume=2)), beside_it) == []
    assert findings_of("NL-201", changed(was, was, verwijderd=True), beside_it) == []


def test_fails_on_two_ranges_when_a_change_adds_days_on_both_sides():
    was = care("02A02", "2026-03-01", "2026-03-31")
    found = findings_of("NL-201", changed(was, care("02A02", "2026-02-01", "2026-04-30")), care("10B02"))
    assert [(each.values["Begindatum"], each.values["Einddatum"]) for each in found] == [
        ("2026-02-01", "2026-02-28"),
        ("2026-04-01", "2026-04-30"),
    ]


def test_passes_beside_what_ran_only_on_days_between_the_added_ones():
    was = care("02A02", "2026-03-01", "2026-03-31")
    changed_care = changed(was, care("02A02", "2026-02-01", "2026-04-30"))
    assert findings_of("NL-201", changed_care, care("10B02", "2026-03-01", "2026-03-31")) == []


@pytest.mark.parametrize("code", ["01B04", "04A01"])
def test_fails_care_beside_vervoer_on_days_without_carrier(code):
    vervoer = care("08V02", *YEAR, nummer=1)
    beside = [vervoer, care("10A06", "2026-02-01", "2026-03-31", nummer=2), care("10B02", "2026-06-01", nummer=3)]
    found = findings_of("NL-201", new(code, *YEAR), *beside)
    assert [(each.values["Begindatum"], each.values["Einddatum"]) for each in found] == [
        ("2026-01-01", "2026-01-31"),
        ("2026-04-01", "2026-05-31"),
    ]
    assert "Zonder drager gaat volgens het beleid niet samen: segment" in found[0].explanation


@pytest.mark.parametrize("code", ["02A02", "01B04", "04A01"])
def test_passes_vervoer_beside_such_care_of_which_nl203_speaks(code):
    assert findings_of("NL-201", new("08V02"), care(code)) == []


def test_fails_care_decided_under_the_first_text_beside_an_extension_that_only_the_second_knows():
    verlenging = care("02C02", "2024-01-01", "2024-06-30", aanbieder=OTHER_PROVIDER)
    found = only_finding("NL-201", new("10B02", "2023-12-01", "2024-11-30", decision_day=day("2026-11-23")), verlenging)
    assert found.values["Begindatum"] == "2024-01-01"
    assert found.values["Einddatum"] == "2024-06-30"


@pytest.mark.parametrize("begin", ["2023-06-01", "2026-03-01"])
def test_passes_a_client_of_1a1_and_1a2_with_vervoer_whichever_comes_last(begin):
    all_care = [care(code, begin, nummer=nummer) for nummer, code in enumerate(("02A02", "07A02", "08V02"))]
    for each in all_care:
        assert findings_of("NL-201", new(each.code, begin), *(other for other in all_care if other is not each)) == []


def test_fails_1a1_beside_vervoer_on_days_without_carrier():
    beside = [care("08V02", *YEAR, nummer=1), care("07A02", "2026-02-01", nummer=2)]
    found = only_finding("NL-201", new("02A02", *YEAR), *beside)
    assert (found.values["Begindatum"], found.values["Einddatum"]) == ("2026-01-01", "2026-01-31")
