"""NL-111: nobody who died or moved away is assigned care."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import OTHER_PROVIDER, care, changed, day, findings_of, new, only_finding

GONE = care("01B04", "2025-01-01", nummer=7, aanbieder=OTHER_PROVIDER, gestopt_op=day("2026-03-01"))


@pytest.mark.parametrize(("reden", "what"), [("02", "is overleden"), ("31", "is verhuisd")])
def test_fails_care_after_the_client_left(reden, what):
    found = only_finding("NL-111", new("02A02", "2026-04-01"), replace(GONE, reden_beeindiging=reden))
    assert found.explanation == (
        f"De nieuwe toewijzing (02A02, vanaf 2026-04-01) loopt na 2026-03-01, en de cliënt {what} volgens de stop op "
        f"toewijzing 7 (01B04, vanaf 2025-01-01, gestopt op 2026-03-01) van aanbieder {OTHER_PROVIDER}."
    )
    assert (found.severity, found.other_assignments) == ("signaal", (7,))


@pytest.mark.parametrize("reden", ["19", "38", "39", None])
def test_passes_other_reasons(reden):
    assert findings_of("NL-111", new("02A02", "2026-04-01"), replace(GONE, reden_beeindiging=reden)) == []


def test_passes_days_up_to_and_including_that_day():
    gone = replace(GONE, reden_beeindiging="02")
    assert findings_of("NL-111", new("02A02", "2026-02-01", "2026-03-01"), gone) == []
    assert len(findings_of("NL-111", new("02A02", "2026-02-01", "2026-03-02"), gone)) == 1
    was = care("02A02", "2026-01-01", "2026-06-30")
    assert findings_of("NL-111", changed(was, replace(was, einddatum=day("2026-03-01"))), gone) == []
    assert only_finding("NL-111", changed(was, replace(was, einddatum=day("2026-07-31"))), gone).path == "einddatum"


def test_fails_to_stretch_the_care_that_was_stopped_itself():
    was = replace(GONE, reden_beeindiging="02", einddatum=day("2026-06-30"))
    longer = replace(was, einddatum=day("2026-12-31"), gestopt_op=None, reden_beeindiging=None)
    assert len(findings_of("NL-111", changed(was, longer))) == 1
