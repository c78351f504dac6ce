"""NL-701: care begins soon after the first day of its assignment."""

from dataclasses import replace
from types import MappingProxyType

from tests.support.policy.decisions import care, day, policy
from tests.support.policy.reports import findings_of, only_finding, start, temporary_stop

TRAJECT = care("02A02", "2026-01-01", "2026-12-31", nummer=4711)


def test_passes_up_to_the_last_day_of_four_weeks():
    assert findings_of("NL-701", start(TRAJECT, "2026-01-01"), TRAJECT) == []
    assert findings_of("NL-701", start(TRAJECT, "2026-01-29"), TRAJECT) == []


def test_fails_the_day_after():
    found = only_finding("NL-701", start(TRAJECT, "2026-01-30"), TRAJECT)
    assert found.explanation == (
        "De zorg van toewijzing 4711 (02A02, 2026-01-01 t/m 2026-12-31) begon op 2026-01-30, 29 dagen na de "
        "Ingangsdatum; binnen 4 weken is gebruikelijk."
    )
    assert found.path == "/Bericht/Client/StartProducten/StartProduct/Begindatum"
    assert found.line
    assert found.visible_to_provider


def test_passes_a_restart():
    started = care("02A02", "2026-01-01", "2026-12-31", nummer=4711, gestart_op=day("2026-01-05"))
    assert (
        findings_of("NL-701", start(started, "2026-06-01"), started, stops=(temporary_stop(started, "2026-03-01"),))
        == []
    )


def test_fails_a_start_that_is_taken_back_and_delivered_anew_for_a_later_day():
    started = care("02A02", "2026-01-01", "2026-12-31", nummer=4711, gestart_op=day("2026-01-05"))
    way_back = start(started, "2026-01-05", status_aanlevering="3")
    assert only_finding("NL-701", [way_back, start(started, "2026-03-01")], started).path.endswith("[2]/Begindatum")


def test_passes_what_is_not_assigned_here():
    assert findings_of("NL-701", start(TRAJECT, "2026-06-01")) == []


def test_term_and_segments_are_those_of_the_policy():
    here = policy()

    def policy_with(**changes):
        bewaking = {**here.bewaking, "NL-701": replace(here.bewaking["NL-701"], **changes)}
        return replace(here, bewaking=MappingProxyType(bewaking))

    late = start(TRAJECT, "2026-02-10")
    assert findings_of("NL-701", late, TRAJECT, by_policy=policy_with(termijn=6)) == []
    assert findings_of("NL-701", late, TRAJECT, by_policy=policy_with(segmenten=frozenset({"1B"}))) == []
    assert only_finding("NL-701", late, TRAJECT, by_policy=policy_with(segmenten=frozenset({"1A1"})))
