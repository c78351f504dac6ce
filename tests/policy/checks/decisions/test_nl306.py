"""NL-306: an extension has a ground that the policy accepts, and says who decided it."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import care, changed, day, findings_of, new, only_finding, policy

BEGIN, END = "2026-01-01", "2026-06-30"


@pytest.mark.parametrize("code", ["02C02", "07C02"])
def test_passes_each_accepted_ground(code):
    for ground in policy().verlenging[code].gronden:
        assert findings_of("NL-306", new(code, BEGIN, END, ground=ground, decided_by="C. Proef")) == []


def test_fails_without_a_ground_and_names_those_there_are_and_no_person():
    found = only_finding("NL-306", new("02C02", BEGIN, END, decided_by="C. Proef"))
    assert found.explanation.startswith("De nieuwe toewijzing (02C02, 2026-01-01 t/m 2026-06-30) heeft geen grond (")
    assert all(each in found.explanation for each in policy().verlenging["02C02"].gronden)
    assert "Proef" not in found.explanation
    assert (found.severity, found.path) == ("signaal", "grond")


def test_fails_an_unknown_ground_and_one_without_a_person():
    assert "heeft als grond “anders”" in only_finding("NL-306", new("02C02", BEGIN, END, ground="anders")).explanation
    found = only_finding("NL-306", new("02C02", BEGIN, END, ground="doelen-niet-bereikt"))
    assert found.explanation.endswith("noemt niet wie besloot.")
    assert found.path == "beslistDoor"


def test_passes_other_products_and_a_change_that_adds_no_days():
    assert findings_of("NL-306", new("02A02", BEGIN, END)) == []
    was = care("02C02", BEGIN, END)
    assert findings_of("NL-306", changed(was, replace(was, einddatum=day("2026-03-31")))) == []
    assert len(findings_of("NL-306", changed(was, replace(was, einddatum=day("2026-09-30"))))) == 1
