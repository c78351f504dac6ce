"""NL-708: an extension that begins fits its traject, and its length the policy."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import OTHER_PROVIDER, care, day, policy
from tests.support.policy.reports import findings_of, only_finding, start, temporary_stop

TRAJECT = care(
    "02A02", "2025-01-01", "2025-12-31", nummer=1, gestart_op=day("2025-01-01"), gestopt_op=day("2025-12-31")
)
VERLENGING = care("02C02", "2026-01-01", "2026-03-31", nummer=2)


def test_passes_whole_months_after_its_traject_also_when_it_begins_some_days_late():
    assert findings_of("NL-708", start(VERLENGING, "2026-01-01"), VERLENGING, TRAJECT) == []
    ran_on = replace(TRAJECT, gestopt_op=day("2026-01-05"))
    assert findings_of("NL-708", start(VERLENGING, "2026-01-06"), VERLENGING, ran_on) == []


def test_fails_one_and_a_half_month_and_cites_the_text():
    short = replace(VERLENGING, einddatum=day("2026-02-15"))
    found = only_finding("NL-708", start(short, "2026-01-01"), short, TRAJECT)
    assert found.explanation == (
        "Toewijzing 2 (02C02, 2026-01-01 t/m 2026-02-15) duurt geen heel aantal maanden. Wel kan t/m 2026-01-31 (1 "
        f"maand) of 2026-02-28 (2 maanden). Bron: {policy().producten['02C02'].bron}."
    )
    assert (found.path.rsplit("/")[-1], found.visible_to_provider) == ("Begindatum", False)


def test_fails_more_than_twelve_months():
    long = replace(VERLENGING, einddatum=day("2027-01-31"))
    assert "duurt 13 maanden; het meeste is 12 maanden" in (
        only_finding("NL-708", start(long, "2026-01-01"), long, TRAJECT).explanation
    )


def test_fails_without_a_traject_and_one_that_began_later_by_its_reports():
    found = only_finding("NL-708", start(VERLENGING, "2026-01-01"), VERLENGING)
    assert "hoort te volgen op een traject 02A02, en de cliënt heeft er hier geen" in found.explanation
    later = replace(TRAJECT, einddatum=day("2026-12-31"), gestart_op=day("2026-02-01"), gestopt_op=None)
    found = only_finding("NL-708", start(VERLENGING, "2026-01-01"), VERLENGING, later)
    assert "begint pas daarna" in found.explanation
    assert found.other_assignments == (1,)


def test_fails_a_second_extension_a_gap_and_another_provider():
    first = care("02C02", "2026-01-01", "2026-03-31", nummer=3, gestart_op=day("2026-01-01"))
    second = care("02C02", "2026-04-01", "2026-06-30", nummer=4)
    found = only_finding("NL-708", start(second, "2026-04-01"), TRAJECT, first, second)
    assert "nog een keer, naast toewijzing 3" in found.explanation
    found = only_finding("NL-708", start(VERLENGING, "2026-01-10"), VERLENGING, TRAJECT)
    assert "begint pas na een gat" in found.explanation
    elsewhere = replace(TRAJECT, aanbieder=OTHER_PROVIDER)
    found = only_finding("NL-708", start(VERLENGING, "2026-01-01"), VERLENGING, elsewhere)
    assert f"van aanbieder {OTHER_PROVIDER}" in found.explanation


def test_passes_a_restart_and_the_months_of_what_has_stopped():
    resumed = replace(VERLENGING, gestart_op=day("2026-01-01"), einddatum=day("2026-02-15"))
    stops = (temporary_stop(resumed, "2026-01-15"),)
    assert findings_of("NL-708", start(resumed, "2026-02-01"), resumed, stops=stops) == []


@pytest.mark.parametrize("code", ["02A02", "10M01", "01B04"])
def test_passes_what_is_no_extension(code):
    other = care(code, "2026-01-01", "2026-02-15", nummer=2)
    assert findings_of("NL-708", start(other, "2026-01-01"), other) == []


def test_fails_when_the_traject_never_started_and_passes_when_it_did():
    basis = care("02A02", "2025-01-01", "2025-12-31", nummer=21)
    extension = care("02C02", "2026-01-01", "2026-03-31", nummer=22)
    found = only_finding("NL-708", start(extension, "2026-01-01"), extension, basis)
    assert "verlengt toewijzing 21 (02A02, 2025-01-01 t/m 2025-12-31), en daarop is geen start gemeld" in (
        found.explanation
    )
    started = replace(basis, gestart_op=day("2025-01-01"))
    assert findings_of("NL-708", start(extension, "2026-01-01"), extension, started) == []
