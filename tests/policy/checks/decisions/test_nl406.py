"""NL-406: extra work has a ground that the policy accepts."""

import pytest

from tests.support.policy.decisions import care, changed, findings_of, new, only_finding, policy


@pytest.mark.parametrize("grond", sorted(policy().meerwerk["10M01"].gronden))
def test_passes_each_accepted_ground(grond):
    assert findings_of("NL-406", new("10M01", "2026-09-01", "2026-10-31", ground=grond)) == []


@pytest.mark.parametrize("code", ["02M02", "02C02", "99Z99", None])
def test_passes_what_needs_no_ground(code):
    assert findings_of("NL-406", new(code, "2026-09-01", "2026-10-31")) == []


def test_fails_without_a_ground_and_says_which_there_are():
    found = only_finding("NL-406", new("10M01", "2026-09-01", "2026-10-31"))
    assert found.explanation.startswith("De nieuwe toewijzing (10M01, 2026-09-01 t/m 2026-10-31) heeft geen grond.")
    assert all(grond in found.explanation for grond in policy().meerwerk["10M01"].gronden)
    assert (found.path, found.overridable) == ("grond", False)


def test_fails_another_ground():
    found = only_finding("NL-406", new("10M01", "2026-09-01", "2026-10-31", ground="loopt uit"))
    assert "heeft als grond “loopt uit”." in found.explanation
    assert found.values == {"Grond": "loopt uit"}


def test_fails_stretching_without_a_ground_and_passes_a_change_that_adds_no_days():
    was = care("10M01", "2026-09-01", "2026-10-31", budget=10)
    assert findings_of("NL-406", changed(was, care("10M01", "2026-09-01", "2026-11-30", budget=10)))
    assert findings_of("NL-406", changed(was, care("10M01", "2026-09-01", "2026-10-31", budget=20))) == []
    assert findings_of("NL-406", changed(was, care("10M01", "2026-09-01", "2026-09-30", budget=10))) == []
