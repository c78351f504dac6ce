"""NL-406: extra work has a ground that the policy accepts."""

import pytest

from tests.support.policy.decisions import beleid, de_enige, gewijzigd, nieuw, vindt, zorg


@pytest.mark.parametrize("grond", sorted(beleid().meerwerk["10M01"].gronden))
def test_passes_each_accepted_ground(grond):
    assert vindt("NL-406", nieuw("10M01", "2026-09-01", "2026-10-31", grond=grond)) == []


@pytest.mark.parametrize("code", ["02M02", "02C02", "99Z99", None])
def test_passes_what_needs_no_ground(code):
    assert vindt("NL-406", nieuw(code, "2026-09-01", "2026-10-31")) == []


def test_fails_without_a_ground_and_says_which_there_are():
    gevonden = de_enige("NL-406", nieuw("10M01", "2026-09-01", "2026-10-31"))
    assert gevonden.explanation.startswith("De nieuwe toewijzing (10M01, 2026-09-01 t/m 2026-10-31) heeft geen grond.")
    assert all(grond in gevonden.explanation for grond in beleid().meerwerk["10M01"].gronden)
    assert (gevonden.path, gevonden.overrulebaar) == ("grond", False)


def test_fails_another_ground():
    gevonden = de_enige("NL-406", nieuw("10M01", "2026-09-01", "2026-10-31", grond="loopt uit"))
    assert "heeft als grond 'loopt uit'." in gevonden.explanation
    assert gevonden.values == {"Grond": "loopt uit"}


def test_fails_stretching_without_a_ground_and_passes_a_change_that_adds_no_days():
    was = zorg("10M01", "2026-09-01", "2026-10-31", budget=10)
    assert vindt("NL-406", gewijzigd(was, zorg("10M01", "2026-09-01", "2026-11-30", budget=10)))
    assert vindt("NL-406", gewijzigd(was, zorg("10M01", "2026-09-01", "2026-10-31", budget=20))) == []
    assert vindt("NL-406", gewijzigd(was, zorg("10M01", "2026-09-01", "2026-09-30", budget=10))) == []
