"""NL-501: a traject isn't longer than the policy allows."""

from dataclasses import replace

import pytest

from gateway.policy.model import Einddatum
from tests.support.policy.decisions import beleid, de_enige, gewijzigd, nieuw, vindt, zorg


def met_einddatum(einddatum):
    """The policy in which a last day of 1B is wanted as much as this."""
    gewoon = beleid()
    product = replace(gewoon.producten["10B01"], einddatum=einddatum)
    return replace(gewoon, producten={**gewoon.producten, "10B01": product})


@pytest.mark.parametrize(
    ("begin", "eind"), [("2026-01-01", "2026-12-31"), ("2028-02-29", "2029-02-28"), ("2026-01-01", "2026-01-01")]
)
def test_passes_a_year_at_most(begin, eind):
    assert vindt("NL-501", nieuw("10B01", begin, eind)) == []


@pytest.mark.parametrize("code", ["02A02", "10B02", "02C02", "10M01", "01B04", "99Z99", None])
def test_passes_what_has_no_most_or_one_of_its_own_check(code):
    assert vindt("NL-501", nieuw(code, "2026-01-01", "2029-12-31")) == []
    assert vindt("NL-501", nieuw(code, "2026-01-01")) == []


@pytest.mark.parametrize(("eind", "duur"), [("2027-01-01", "ruim 12 maanden"), ("2027-01-31", "13 maanden")])
def test_fails_a_day_more_than_a_year(eind, duur):
    gevonden = de_enige("NL-501", nieuw("10B01", "2026-01-01", eind))
    assert gevonden.explanation == (
        f"De nieuwe toewijzing (10B01, 2026-01-01 t/m {eind}) duurt {duur}; het meeste is 12 maanden, dus t/m "
        "2026-12-31."
    )
    assert (gevonden.path, gevonden.overrulebaar) == ("einddatum", True)


def test_fails_without_last_day_unless_the_policy_wants_one_anyway():
    zonder_eind = nieuw("10B01", "2026-01-01")
    gevonden = de_enige("NL-501", zonder_eind, volgens=met_einddatum(Einddatum.OPEN))
    assert gevonden.explanation.endswith("heeft geen Einddatum; het meeste is 12 maanden, dus t/m 2026-12-31.")
    assert vindt("NL-501", zonder_eind, volgens=met_einddatum(Einddatum.VERPLICHT)) == []


def test_fails_stretching_and_passes_shortening_what_stays_too_long():
    was = zorg("10B01", "2026-01-01", "2027-06-30")
    assert vindt("NL-501", gewijzigd(was, zorg("10B01", "2026-01-01", "2027-07-01")))
    assert vindt("NL-501", gewijzigd(was, zorg("10B01", "2026-01-01", "2027-02-28"))) == []
    assert vindt("NL-501", gewijzigd(was, was, verwijderd=True)) == []
