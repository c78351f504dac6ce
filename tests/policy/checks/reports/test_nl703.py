"""NL-703: the reason of a stop fits the days and the client's other care."""

import pytest

from gateway.standard import codelists
from tests.support.policy.decisions import OTHER_PROVIDER, care, day
from tests.support.policy.reports import findings_of, only_finding, stop

TRAJECT = care("02A02", "2026-01-01", "2026-12-31", nummer=5, gestart_op=day("2026-01-01"))
OPEN = care("10A06", "2026-01-01", nummer=6, gestart_op=day("2026-01-01"))
EARLY, LAST, LATER = "2026-12-30", "2026-12-31", "2027-01-01"


@pytest.mark.parametrize(
    ("reden", "on", "message"),
    [
        ("20", LAST, "kan niet worden hervat"),
        ("20", LATER, "kan niet worden hervat"),
        ("23", LAST, "niet eerder dan gepland"),
        ("23", LATER, "niet eerder dan gepland"),
    ],
)
def test_fails_a_reason_that_contradicts_the_days(reden: str, on: str, message: str):
    found = only_finding("NL-703", stop(TRAJECT, on, reden), TRAJECT)
    assert message in found.explanation
    assert f"met reden {reden} ({codelists.meaning('LDT_RedenBeeindiging', reden)})" in found.explanation
    assert found.path == "/Bericht/Client/StopProducten/StopProduct/RedenBeeindiging"
    assert found.visible_to_provider


@pytest.mark.parametrize(("reden", "on"), [("19", EARLY), ("19", LAST), ("19", LATER), ("20", EARLY), ("23", EARLY)])
def test_passes_a_reason_that_goes_with_the_days(reden: str, on: str):
    assert findings_of("NL-703", stop(TRAJECT, on, reden), TRAJECT) == []


@pytest.mark.parametrize("reden", sorted(set(codelists.values("LDT_RedenBeeindiging")) - {"19", "20", "23"}))
@pytest.mark.parametrize("on", [EARLY, LAST])
def test_passes_every_other_reason_of_who_has_no_other_care(reden: str, on: str):
    assert findings_of("NL-703", stop(TRAJECT, on, reden), TRAJECT) == []


@pytest.mark.parametrize("reden", sorted(codelists.values("LDT_RedenBeeindiging")))
def test_passes_without_a_last_day(reden: str):
    assert findings_of("NL-703", stop(OPEN, "2026-06-30", reden), OPEN) == []


@pytest.mark.parametrize("reden", ["02", "31"])
def test_fails_when_care_began_after_the_death_or_the_move(reden: str):
    elsewhere = care("01B04", "2026-06-01", nummer=9, aanbieder=OTHER_PROVIDER, gestart_op=day("2026-07-02"))
    found = only_finding("NL-703", stop(TRAJECT, "2026-07-01", reden), TRAJECT, elsewhere)
    assert f"toewijzing 9 (01B04, vanaf 2026-06-01) van aanbieder {OTHER_PROVIDER} op 2026-07-02" in found.explanation
    assert found.other_assignments == (9,)
    assert not found.visible_to_provider
    assert findings_of("NL-703", stop(TRAJECT, "2026-07-02", reden), TRAJECT, elsewhere) == []
    assert findings_of("NL-703", stop(TRAJECT, "2026-07-01", "39"), TRAJECT, elsewhere) == []
