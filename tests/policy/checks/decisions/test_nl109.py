"""NL-109: volume and Frequentie fit the product."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import care, changed, day, findings_of, new, only_finding

TOTAL, PER_MONTH, PER_WEEK = "6", "4", "2"


def asked(code, end, volume, frequentie, eenheid="82"):
    return new(code, "2026-01-01", end, volume=volume, frequentie=frequentie, eenheid=eenheid)


@pytest.mark.parametrize(
    ("code", "end", "volume", "frequentie"),
    [
        ("10B01", "2026-08-31", 1, TOTAL),
        ("10A06", None, 1, TOTAL),
        ("10M01", "2026-03-31", 3, TOTAL),
        ("10M01", "2026-03-31", 1, PER_MONTH),
        ("02C02", "2026-12-31", 12, TOTAL),
        ("08V02", None, 1, PER_MONTH),
        ("08V02", "2026-06-30", 6, TOTAL),
        ("08V02", "2026-06-15", 5, TOTAL),
        ("08V02", "2026-06-15", 6, TOTAL),
    ],
)
def test_passes_the_expected_figure(code, end, volume, frequentie):
    assert findings_of("NL-109", asked(code, end, volume, frequentie)) == []


@pytest.mark.parametrize(
    ("code", "end", "volume", "frequentie", "message"),
    [
        ("10B01", "2026-08-31", 1, PER_MONTH, "1 in totaal (Frequentie 6)"),
        ("10B01", "2026-08-31", 8, TOTAL, "1 in totaal (Frequentie 6)"),
        ("10B02", None, 1, PER_WEEK, "1 in totaal (Frequentie 6)"),
        ("10M01", "2026-03-31", 9, TOTAL, "1 per maand (Frequentie 4) of 3 in totaal (Frequentie 6)"),
        ("10M01", "2026-03-31", 3, PER_MONTH, "1 per maand (Frequentie 4) of 3 in totaal (Frequentie 6)"),
        ("02C02", "2026-12-31", 1, TOTAL, "1 per maand (Frequentie 4) of 12 in totaal (Frequentie 6)"),
        ("08V02", None, 12, TOTAL, "1 per maand (Frequentie 4)"),
        ("08V02", "2026-06-15", 7, TOTAL, "1 per maand (Frequentie 4) of 5 of 6 in totaal (Frequentie 6)"),
    ],
)
def test_fails_another_figure_and_says_the_expected_one(code, end, volume, frequentie, message):
    found = only_finding("NL-109", asked(code, end, volume, frequentie))
    assert found.explanation.endswith(f"te verwachten is {message}.")
    assert (found.severity, found.path) == ("signaal", "omvang/volume")
    assert found.values == {"Volume": str(volume), "Frequentie": frequentie}


def test_fails_and_says_what_was_given():
    found = only_finding("NL-109", asked("10M01", "2026-03-31", 9, TOTAL))
    assert found.explanation == (
        "De nieuwe toewijzing (10M01, 2026-01-01 t/m 2026-03-31) heeft volume 9 in totaal (Frequentie 6); te "
        "verwachten is 1 per maand (Frequentie 4) of 3 in totaal (Frequentie 6)."
    )


def test_passes_logeren_another_eenheid_and_no_volume():
    assert findings_of("NL-109", asked("04A01", "2026-03-31", 9, TOTAL, "14")) == []
    assert findings_of("NL-109", asked("10B01", "2026-08-31", 90, PER_WEEK, "01")) == [], "NL-107 says that"
    assert findings_of("NL-109", new("10B01", "2026-01-01", "2026-08-31", budget=900)) == []
    assert findings_of("NL-109", asked("99Z99", None, 9, TOTAL)) == []


def test_fails_a_change_only_when_volume_or_period_change():
    was = care("10M01", "2026-01-01", "2026-01-31", volume=1, eenheid="82", frequentie=TOTAL)
    assert only_finding("NL-109", changed(was, replace(was, einddatum=day("2026-03-31"))))
    assert findings_of("NL-109", changed(was, replace(was, einddatum=day("2026-03-31"), volume=3))) == []
    wrong = replace(was, volume=9)
    assert findings_of("NL-109", changed(wrong, replace(wrong, budget=4))) == []
    assert findings_of("NL-109", changed(wrong, wrong, verwijderd=True)) == []
