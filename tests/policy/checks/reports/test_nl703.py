"""NL-703: the reason of a stop does not contradict what else is known."""

import pytest

from gateway.standard import codelists
from tests.support.policy.decisions import ELDERS, dag, zorg
from tests.support.policy.reports import de_enige, stop, vindt

TRAJECT = zorg("02A02", "2026-01-01", "2026-12-31", nummer=5, gestart_op=dag("2026-01-01"))
OPEN = zorg("10A06", "2026-01-01", nummer=6, gestart_op=dag("2026-01-01"))
VROEG, LAATSTE, LATER = "2026-12-30", "2026-12-31", "2027-01-01"


@pytest.mark.parametrize(
    ("reden", "op", "zegt"),
    [
        ("19", VROEG, "toegewezen was tot en met 2026-12-31"),
        ("20", LAATSTE, "kan niet worden hervat"),
        ("20", LATER, "kan niet worden hervat"),
        ("23", LAATSTE, "niet eerder dan gepland"),
        ("23", LATER, "niet eerder dan gepland"),
    ],
)
def test_fails_a_reason_that_contradicts_the_days(reden: str, op: str, zegt: str):
    gevonden = de_enige("NL-703", stop(TRAJECT, op, reden), TRAJECT)
    assert zegt in gevonden.explanation
    assert f"met reden {reden} ({codelists.meaning('LDT_RedenBeeindiging', reden)})" in gevonden.explanation
    assert gevonden.path == "/Bericht/Client/StopProducten/StopProduct/RedenBeeindiging"
    assert gevonden.voor_aanbieder


@pytest.mark.parametrize(("reden", "op"), [("19", LAATSTE), ("19", LATER), ("20", VROEG), ("23", VROEG)])
def test_passes_a_reason_that_goes_with_the_days(reden: str, op: str):
    assert vindt("NL-703", stop(TRAJECT, op, reden), TRAJECT) == []


@pytest.mark.parametrize("reden", sorted(set(codelists.values("LDT_RedenBeeindiging")) - {"19", "20", "23"}))
@pytest.mark.parametrize("op", [VROEG, LAATSTE])
def test_passes_every_other_reason_of_who_has_no_other_care(reden: str, op: str):
    assert vindt("NL-703", stop(TRAJECT, op, reden), TRAJECT) == []


@pytest.mark.parametrize("reden", sorted(codelists.values("LDT_RedenBeeindiging")))
def test_passes_without_a_last_day(reden: str):
    assert vindt("NL-703", stop(OPEN, "2026-06-30", reden), OPEN) == []


@pytest.mark.parametrize("reden", ["02", "31"])
def test_fails_when_care_began_after_the_death_or_the_move(reden: str):
    elders = zorg("01B04", "2026-06-01", nummer=9, aanbieder=ELDERS, gestart_op=dag("2026-07-02"))
    gevonden = de_enige("NL-703", stop(TRAJECT, "2026-07-01", reden), TRAJECT, elders)
    assert f"toewijzing 9 (01B04, vanaf 2026-06-01) van aanbieder {ELDERS} op 2026-07-02" in gevonden.explanation
    assert gevonden.betreft == (9,)
    assert not gevonden.voor_aanbieder
    assert vindt("NL-703", stop(TRAJECT, "2026-07-02", reden), TRAJECT, elders) == []
    assert vindt("NL-703", stop(TRAJECT, "2026-07-01", "39"), TRAJECT, elders) == []
