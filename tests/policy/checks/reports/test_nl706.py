"""NL-706: by its reported days, care doesn't run beside care that it may not be stacked with."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.policy.care.stacking import STACKING
from gateway.policy.care.vervoer import VERVOER
from gateway.policy.care_file import Care
from tests.support.policy.decisions import OTHER_PROVIDER, care, day, findings, policy
from tests.support.policy.decisions import new as new_decision
from tests.support.policy.matrix import FIRST_CARE, POSITION, TABLE, about_carriers, expected, producten
from tests.support.policy.reports import findings_of, only_finding, reported, start, stop

LATER = timedelta(days=20)
BEGELEIDING = care("02A02", "2025-11-01", "2026-10-31", nummer=11, gestart_op=day("2025-11-01"))
JAARTRAJECT = care("10B02", "2026-11-01", "2027-10-31", nummer=12)


def test_fails_a_start_before_the_other_care_ends_and_names_both_codes_days_and_the_text():
    elsewhere = replace(BEGELEIDING, aanbieder=OTHER_PROVIDER)
    found = only_finding("NL-706", start(JAARTRAJECT, "2026-10-15"), JAARTRAJECT, elsewhere)
    assert found.explanation == (
        "Toewijzing 12 (10B02, 2026-11-01 t/m 2027-10-31, gestart op 2026-10-15) loopt van 2026-10-15 t/m 2026-10-31 "
        f"naast toewijzing 11 (02A02, 2025-11-01 t/m 2026-10-31) van aanbieder {OTHER_PROVIDER}. Volgens het beleid "
        "gaat niet samen: segment 2A en segment 1A1 (Handboek 3.0, hoofdstuk 5, segmenten 1A en 2A)."
    )
    assert found.source == "Handboek 3.0, hoofdstuk 5, segmenten 1A en 2A"
    assert found.path == "/Bericht/Client/StartProducten/StartProduct/Begindatum"
    assert (found.other_assignments, found.severity.value, found.visible_to_provider) == ((11,), "signaal", False)


def test_passes_touching_and_fails_one_day():
    assert findings_of("NL-706", start(JAARTRAJECT, "2026-11-01"), JAARTRAJECT, BEGELEIDING) == []
    found = only_finding("NL-706", start(JAARTRAJECT, "2026-10-31"), JAARTRAJECT, BEGELEIDING)
    assert "loopt op 2026-10-31 naast" in found.explanation


def test_the_other_care_counts_from_its_start_and_without_one_from_its_ingangsdatum():
    short = care("10B02", "2026-01-01", "2026-03-31", nummer=12)
    began_late = replace(BEGELEIDING, ingangsdatum=day("2026-01-01"), gestart_op=day("2026-04-01"))
    assert findings_of("NL-706", start(short, "2026-01-01"), short, began_late) == []
    assert only_finding("NL-706", start(short, "2026-01-01"), short, replace(began_late, gestart_op=None))


def test_the_other_care_counts_until_its_stop_also_one_after_its_end():
    stopped = replace(BEGELEIDING, gestopt_op=day("2026-10-14"))
    assert findings_of("NL-706", start(JAARTRAJECT, "2026-10-15"), JAARTRAJECT, stopped) == []
    ran_on = replace(BEGELEIDING, gestopt_op=day("2026-11-05"))
    found = only_finding("NL-706", start(JAARTRAJECT, "2026-11-01"), JAARTRAJECT, ran_on)
    assert "loopt van 2026-11-01 t/m 2026-11-05 naast" in found.explanation


def test_a_stop_after_the_end_is_judged_for_the_days_after_it():
    running = replace(JAARTRAJECT, gestart_op=day("2026-11-01"))
    found = only_finding("NL-706", stop(BEGELEIDING, "2026-11-05"), BEGELEIDING, running)
    assert found.path == "/Bericht/Client/StopProducten/StopProduct/Einddatum"
    assert "loopt van 2026-11-01 t/m 2026-11-05 naast toewijzing 12" in found.explanation
    assert findings_of("NL-706", stop(BEGELEIDING, "2026-10-31"), BEGELEIDING, running) == []
    early = replace(running, gestart_op=day("2026-10-15"))
    assert findings_of("NL-706", stop(BEGELEIDING, "2026-10-31"), BEGELEIDING, early) == []


def test_a_restart_is_judged_from_its_own_day():
    resumed = replace(JAARTRAJECT, gestart_op=day("2026-10-01"))
    found = only_finding("NL-706", start(resumed, "2026-10-20"), resumed, BEGELEIDING)
    assert found.values["Begindatum"] == "2026-10-20"


def test_two_starts_in_one_message_name_each_other():
    one, other = replace(BEGELEIDING, gestart_op=None), JAARTRAJECT
    found = findings_of("NL-706", [start(one, "2025-11-01"), start(other, "2026-10-15")], one, other)
    assert [each.other_assignments for each in found] == [(12,), (11,)]


def test_a_check_on_decisions_that_is_off_is_off_here_too():
    here = policy()
    toetsen = {**here.toetsen, "NL-201": replace(here.toetsen["NL-201"], gevolg=None)}
    by_policy = replace(here, toetsen=MappingProxyType(toetsen))
    begun = start(JAARTRAJECT, "2026-10-15")
    assert findings_of("NL-706", begun, JAARTRAJECT, BEGELEIDING, by_policy=by_policy) == []


@pytest.mark.no_cover
@pytest.mark.parametrize("elsewhere", [False, True], ids=["one provider", "two providers"])
@pytest.mark.parametrize("by_policy", [policy("2022-01-01"), policy("2026-01-01")], ids=["2022", "2024"])
@pytest.mark.parametrize(("row", "column"), TABLE, ids=[f"{row}-{column}" for row, column in TABLE])
def test_the_matrix_holds_for_reported_days(by_policy, row, column, elsewhere):
    """Both were assigned from a later day than the one on which they were reported to begin."""
    aanbieder = {"aanbieder": OTHER_PROVIDER} if elsewhere else {}
    (begin, end), cell = FIRST_CARE, TABLE[row, column]
    for one in producten(by_policy, row):
        for other in producten(by_policy, column):
            for (first, last), intersect in POSITION.values():
                judged = care(one.code, begin + LATER, end, nummer=1)
                beside = care(other.code, first + LATER, last, nummer=2, gestart_op=first, **aanbieder)
                found = [each.code for each in reported(start(judged, begin), judged, beside, by_policy=by_policy)]
                carried = first <= begin and (last is None or end <= last)
                about_vervoer = ["NL-203"] if one.soort == "vervoer" else []
                if intersect:
                    about_vervoer = about_carriers(cell, one, other, elsewhere=elsewhere, carried=carried)
                stacked = expected(cell, one, other, elsewhere=elsewhere) if intersect else []
                place = (one.code, other.code, first, last)
                assert found.count("NL-706") == len(stacked), place
                assert found.count("NL-707") == len(about_vervoer), place


DAYS = st.dates(day("2024-06-01"), day("2026-12-31"))


@st.composite
def care_of_a_client(draw: st.DrawFn) -> list[Care]:
    """Generate care of one client, of which the first is the usual provider's; some was started on any day."""
    found = []
    for nummer in range(1, draw(st.integers(2, 5)) + 1):
        begin = draw(DAYS)
        started = draw(st.none() | DAYS)
        stopped = None if started is None else draw(st.none() | st.dates(started, day("2027-06-30")))
        changes = {} if nummer == 1 else {"gestart_op": started, "gestopt_op": stopped}
        if nummer > 1 and draw(st.booleans()):
            changes["aanbieder"] = OTHER_PROVIDER
        end = draw(st.none() | st.dates(begin, day("2027-06-30")))
        found.append(care(draw(st.sampled_from(sorted(policy().producten))), begin, end, nummer=nummer, **changes))
    return found


@settings(deadline=None)
@given(care_of_a_client(), DAYS)
def test_a_start_signals_just_what_a_fresh_judgement_of_the_reported_days_says(client, on):
    judged, *others = client
    ran = []
    for each in others:
        end = each.einddatum
        if end is not None and each.gestopt_op is not None:
            end = max(end, each.gestopt_op)
        ran.append(replace(each, ingangsdatum=each.gestart_op or each.ingangsdatum, einddatum=end))
    fresh = findings(new_decision(judged.code, on, judged.einddatum), *ran, by_policy=policy())
    for code, judgements in (("NL-706", STACKING), ("NL-707", VERVOER)):
        found = findings_of(code, start(judged, on), *client, by_policy=policy())
        assert sorted(
            (each.judged_as, each.other_assignments, each.days, each.source) for each in found if each.judged_as
        ) == sorted(
            (each.code, each.other_assignments, each.days, each.source) for each in fresh if each.code in judgements
        )
