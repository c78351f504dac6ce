"""NL-504: an assignment has an Einddatum where its product usually has one."""

from dataclasses import replace

import pytest

from gateway.policy.model import EndDateUse
from gateway.standard.findings import Severity
from tests.support.policy.decisions import care, changed, findings_of, new, only_finding, policy

USUAL = ["02A02", "07A02", "10B02"]


@pytest.mark.parametrize("code", USUAL)
def test_passes_with_a_last_day(code):
    assert findings_of("NL-504", new(code, "2026-01-01", "2026-12-31")) == []


@pytest.mark.parametrize("code", ["10A06", "01B04", "08V02", "10B01", "02C02", "99Z99", None])
def test_passes_an_open_end_that_is_usual_or_said_by_another_check(code):
    assert findings_of("NL-504", new(code, "2026-01-01")) == []
    assert findings_of("NL-504", new("02A02", "2026-01-01", budget=1)) == []


def test_passes_a_product_with_a_most_for_another_check_says_so():
    usual_finding = policy()
    product = replace(usual_finding.producten["10B01"], einddatum=EndDateUse.GEBRUIKELIJK)
    by_policy = replace(usual_finding, producten={**usual_finding.producten, "10B01": product})
    assert findings_of("NL-504", new("10B01", "2026-01-01"), by_policy=by_policy) == []
    assert findings_of("NL-501", new("10B01", "2026-01-01"), by_policy=by_policy)


@pytest.mark.parametrize("code", USUAL)
def test_fails_without_the_usual_last_day(code):
    found = only_finding("NL-504", new(code, "2026-01-01"))
    assert f"({code}, vanaf 2026-01-01) heeft geen Einddatum; bij {code} (" in found.explanation
    assert (found.path, found.severity) == ("einddatum", Severity.SIGNAAL)


def test_fails_a_change_that_takes_it_away_and_passes_one_of_what_was_open():
    policy_with, subtract = care("10B02", "2026-01-01", "2026-12-31"), care("10B02", "2026-01-01")
    assert findings_of("NL-504", changed(policy_with, subtract))
    assert findings_of("NL-504", changed(subtract, subtract)) == []
    assert findings_of("NL-504", changed(subtract, policy_with)) == []
