"""NL-711: when the client dies or moves away, all care ends."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import OTHER_PROVIDER, care, day
from tests.support.policy.reports import findings_of, only_finding, start, stop, temporary_stop

TRAJECT = care("10B02", "2026-01-01", "2026-12-31", nummer=1, gestart_op=day("2026-01-05"))
HELP = care("01B04", "2025-01-01", None, nummer=2, aanbieder=OTHER_PROVIDER, gestart_op=day("2025-01-01"))
TO_COME = care("04A01", "2026-07-01", "2026-07-14", nummer=3)


@pytest.mark.parametrize(("reden", "what"), [("02", "is overleden"), ("31", "is verhuisd")])
def test_fails_a_stop_that_leaves_care_standing_and_names_all_of_it(reden, what):
    found = only_finding("NL-711", stop(TRAJECT, "2026-03-01", reden), TRAJECT, HELP, TO_COME)
    assert found.explanation == (
        f"De cliënt {what} volgens deze stop (reden {reden}, 2026-03-01), en er staat nog zorg: toewijzing 2 (01B04, "
        f"vanaf 2025-01-01) van aanbieder {OTHER_PROVIDER} en toewijzing 3 (04A01, 2026-07-01 t/m 2026-07-14)."
    )
    assert (found.other_assignments, found.visible_to_provider) == ((2, 3), False)


@pytest.mark.parametrize("reden", ["19", "21", "38", "39"])
def test_passes_other_reasons_and_care_that_is_over(reden):
    assert findings_of("NL-711", stop(TRAJECT, "2026-03-01", reden), TRAJECT, HELP) == []
    over = replace(HELP, einddatum=day("2026-03-01"))
    assert findings_of("NL-711", stop(TRAJECT, "2026-03-01", "02"), TRAJECT, over) == []


@pytest.mark.parametrize("provider", [OTHER_PROVIDER, TRAJECT.aanbieder])
def test_fails_a_start_after_the_client_left(provider):
    gone = replace(HELP, aanbieder=provider, gestopt_op=day("2026-03-01"), reden_beeindiging="02")
    fresh = replace(TRAJECT, gestart_op=None)
    found = only_finding("NL-711", start(fresh, "2026-03-02"), fresh, gone)
    assert "is gestart op 2026-03-02, maar de cliënt is overleden volgens de stop op toewijzing 2" in found.explanation
    assert found.path.endswith("StartProduct/Begindatum")


def test_fails_a_restart_after_a_temporary_stop_as_well():
    gone = replace(HELP, gestopt_op=day("2026-03-01"), reden_beeindiging="31")
    again = start(TRAJECT, "2026-03-15")
    paused = temporary_stop(TRAJECT, "2026-02-01")
    assert len(findings_of("NL-711", again, TRAJECT, gone, stops=(paused,))) == 1


def test_passes_a_start_of_care_that_was_over_by_then():
    gone = replace(HELP, gestopt_op=day("2026-03-01"), reden_beeindiging="02")
    earlier = care("04A01", "2026-02-01", "2026-02-14", nummer=3)
    assert findings_of("NL-711", start(earlier, "2026-02-01"), earlier, gone) == []
