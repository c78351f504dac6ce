"""TR346: an amount is volume times rate."""

from datetime import date

import pytest

from gateway.rules.claim_file import RateKey
from tests.rules.claim_files import LINE
from tests.rules.judged import TODAY, finds, the_only
from tests.support.messages.claims import credit, prestatie, wmo323


def hours(bedrag):
    return wmo323(eenheid="04", geleverd_volume="9", product_tarief="4000", bedrag=str(bedrag))


def minutes(bedrag):
    return wmo323(eenheid="01", geleverd_volume="380", product_tarief="146", bedrag=str(bedrag))


HOUR_RATE = {RateKey("02A02", "04", date(2024, 2, 1)): 8730}


def test_passes_k021_volume_times_rate():
    assert finds("TR346", hours(36000), today=TODAY) == []


@pytest.mark.parametrize("bedrag", [35999, 36001, 0])
def test_fails_k021_another_amount(bedrag):
    finding = the_only("TR346", hours(bedrag), today=TODAY)
    assert finding.retourcode == "9346"
    assert finding.path == f"{LINE}/IngediendBedrag/Bedrag"
    assert finding.class_path == LINE


@pytest.mark.parametrize("bedrag", [380 * 146 - 190, 55290, 55480, 380 * 146 + 190])
def test_passes_k020_minutes_within_half_a_cent_each(bedrag):
    assert finds("TR346", minutes(bedrag), today=TODAY) == []


@pytest.mark.parametrize("bedrag", [380 * 146 - 191, 380 * 146 + 191])
def test_fails_k020_minutes_beyond_that(bedrag):
    assert the_only("TR346", minutes(bedrag), today=TODAY)


def test_passes_k020_minutes_by_the_rate_of_an_hour():
    assert finds("TR346", minutes(55290), today=TODAY, rates=HOUR_RATE) == []


def test_fails_k020_minutes_by_their_rounded_rate():
    finding = the_only("TR346", minutes(55480), today=TODAY, rates=HOUR_RATE)
    assert "€ 552,90" in finding.explanation


def test_passes_minutes_that_are_assigned_as_such():
    rates = {RateKey("02A02", "01", date(2024, 2, 1)): 146}
    assert finds("TR346", minutes(55480), today=TODAY, rates=rates) == []
    assert the_only("TR346", minutes(55481), today=TODAY, rates=rates)


def test_passes_euros_and_a_credit():
    euros = wmo323(eenheid="83", geleverd_volume="700", product_tarief=None, bedrag="700")
    assert finds("TR346", euros, today=TODAY) == []
    assert finds("TR346", wmo323(prestaties=(credit(bedrag="1"),)), today=TODAY) == []


def test_fails_one_line_beside_a_credit_and_euros():
    euros = prestatie(
        "P3", product_code="02A03", eenheid="83", geleverd_volume="700", product_tarief=None, bedrag="700"
    )
    message = wmo323(prestaties=(credit("P1", "P0"), euros, prestatie("P4", bedrag="9999")))
    finding = the_only("TR346", message, today=TODAY)
    assert finding.class_path == f"{LINE}[3]"
    assert finding.explanation == (
        "Het bedrag van prestatie P4 is € 99,99; volume en tarief maken € 59,40 tot € 60,60."
    )
