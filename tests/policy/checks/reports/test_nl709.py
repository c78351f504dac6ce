"""NL-709: extra work that begins has a started traject, and its length fits the policy."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import care, day
from tests.support.policy.reports import findings_of, only_finding, start

TRAJECT = care("10B01", "2026-01-01", "2026-08-31", nummer=1, gestart_op=day("2026-01-05"))
MEERWERK = care("10M01", "2026-09-01", "2026-12-31", nummer=2)


def texts(*args):
    return [each.explanation for each in findings_of("NL-709", *args)]


def test_passes_four_months_after_a_started_traject():
    assert texts(start(MEERWERK, "2026-09-01"), MEERWERK, TRAJECT) == []


def test_fails_twelve_months_without_1b_for_both():
    long = replace(MEERWERK, einddatum=day("2027-08-31"))
    no_traject, too_long = findings_of("NL-709", start(long, "2026-09-01"), long)
    assert "hoort bij een gestart traject 10B01, maar de cliënt heeft er op 2026-09-01 geen" in (no_traject.explanation)
    assert "duurt 12 maanden; het meeste is 4 maanden, dus t/m 2026-12-31" in too_long.explanation
    assert all("Bron: Handboek 3.0, hoofdstuk 5, segment 1B" in each.explanation for each in (no_traject, too_long))
    assert not no_traject.visible_to_provider


@pytest.mark.parametrize(
    ("traject", "begin", "message"),
    [
        (replace(TRAJECT, gestart_op=None), "2026-09-01", "is geen start gemeld"),
        (replace(TRAJECT, gestopt_op=day("2026-06-30")), "2026-09-01", "sluit er niet op aan"),
        (TRAJECT, "2026-09-15", "sluit er niet op aan"),
        (replace(TRAJECT, gestart_op=day("2026-02-01")), "2026-09-01", "meer dan 4 weken na de Ingangsdatum"),
    ],
    ids=["no start", "stopped before", "began later", "late traject"],
)
def test_fails_a_traject_that_does_not_go_with_it_by_its_reports(traject, begin, message):
    found = only_finding("NL-709", start(MEERWERK, begin), MEERWERK, traject)
    assert message in found.explanation
    assert found.other_assignments == (1,)


def test_fails_the_second_time():
    first = care("10M01", "2026-09-01", "2026-09-30", nummer=3, gestart_op=day("2026-09-01"))
    second = care("10M01", "2026-09-01", "2026-10-31", nummer=4)
    assert any("er is al toewijzing 3" in each for each in texts(start(second, "2026-09-01"), TRAJECT, first, second))


@pytest.mark.parametrize("code", ["10B01", "02C02", "01B04"])
def test_passes_what_is_no_extra_work(code):
    other = care(code, "2026-01-01", "2026-02-15", nummer=2)
    assert texts(start(other, "2026-01-01"), other) == []
