"""NL-504: a product that usually has a last day has one."""

from dataclasses import replace

import pytest

from gateway.policy.model import Einddatum
from gateway.standard.findings import Severity
from tests.support.policy.decisions import beleid, de_enige, gewijzigd, nieuw, vindt, zorg

USUAL = ["02A02", "07A02", "10B02"]


@pytest.mark.parametrize("code", USUAL)
def test_passes_with_a_last_day(code):
    assert vindt("NL-504", nieuw(code, "2026-01-01", "2026-12-31")) == []


@pytest.mark.parametrize("code", ["10A06", "01B04", "08V02", "10B01", "02C02", "99Z99", None])
def test_passes_an_open_end_that_is_usual_or_said_by_another_check(code):
    assert vindt("NL-504", nieuw(code, "2026-01-01")) == []
    assert vindt("NL-504", nieuw("02A02", "2026-01-01", budget=1)) == []


def test_passes_a_product_with_a_most_for_another_check_says_so():
    gewoon = beleid()
    product = replace(gewoon.producten["10B01"], einddatum=Einddatum.GEBRUIKELIJK)
    volgens = replace(gewoon, producten={**gewoon.producten, "10B01": product})
    assert vindt("NL-504", nieuw("10B01", "2026-01-01"), volgens=volgens) == []
    assert vindt("NL-501", nieuw("10B01", "2026-01-01"), volgens=volgens)


@pytest.mark.parametrize("code", USUAL)
def test_fails_without_the_usual_last_day(code):
    gevonden = de_enige("NL-504", nieuw(code, "2026-01-01"))
    assert f"({code}, vanaf 2026-01-01) heeft geen Einddatum; bij {code} (" in gevonden.explanation
    assert (gevonden.path, gevonden.severity) == ("einddatum", Severity.SIGNAAL)


def test_fails_a_change_that_takes_it_away_and_passes_one_of_what_was_open():
    met, zonder = zorg("10B02", "2026-01-01", "2026-12-31"), zorg("10B02", "2026-01-01")
    assert vindt("NL-504", gewijzigd(met, zonder))
    assert vindt("NL-504", gewijzigd(zonder, zonder)) == []
    assert vindt("NL-504", gewijzigd(zonder, met)) == []
