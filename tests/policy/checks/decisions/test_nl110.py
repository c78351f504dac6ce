"""NL-110: the client is old enough for the segment."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import care, changed, day, findings_of, new, only_finding

BORN = day("2008-06-15")


@pytest.mark.parametrize("code", ["02A02", "07A02", "10B01", "10B02", "10A06", "01B04", "04A01", "08V02", "02C02"])
def test_passes_from_the_eighteenth_birthday_in_every_segment(code):
    assert findings_of("NL-110", new(code, "2026-06-15", birth_date=BORN)) == []
    assert len(findings_of("NL-110", new(code, "2026-06-14", birth_date=BORN))) == 1


def test_fails_and_names_the_day_and_the_segment():
    found = only_finding("NL-110", new("02A02", "2026-01-01", "2026-12-31", birth_date=BORN))
    assert found.explanation == (
        "De nieuwe toewijzing (02A02, 2026-01-01 t/m 2026-12-31) begint voordat de cliënt 18 wordt (2026-06-15); "
        "segment 1A1 is voor wie 18 jaar of ouder is."
    )
    assert (found.severity, found.path) == ("signaal", "ingangsdatum")


def test_passes_an_unknown_birthday_a_leap_day_and_a_change():
    assert findings_of("NL-110", new("02A02", "2026-01-01")) == []
    assert findings_of("NL-110", new("02A02", "2026-02-28", birth_date=day("2008-02-29"))) == []
    was = care("02A02", "2026-01-01", "2026-03-31")
    longer = changed(was, replace(was, einddatum=day("2026-05-31")), birth_date=BORN)
    assert findings_of("NL-110", longer) == []
