"""TR002: nobody is older than 120 years (on 2024-03-01 here)."""

import pytest

from gateway.messages.common import Geboortedatum
from tests.rules.judged import edited, finds, the_only
from tests.support.messages.messages import relatie, wmo301, wmo305, wmo307
from tests.support.messages.requests import wmo315


def born(datum, gebruik=None, make=wmo305, **changes):
    return make(geboortedatum=Geboortedatum(datum=datum, datum_gebruik=gebruik), **changes)


@pytest.mark.parametrize("make", [wmo301, wmo305, wmo307, wmo315])
def test_passes_120_years_to_the_day(make):
    assert finds("TR002", born("1904-03-01", make=make)) == []


def test_passes_an_unknown_date_however_long_ago():
    assert finds("TR002", born("1900-01-01", "3")) == []


@pytest.mark.parametrize("make", [wmo301, wmo305, wmo307, wmo315])
def test_fails_a_day_more(make):
    finding = the_only("TR002", born("1904-02-29", make=make))
    assert finding.path == "/Bericht/Client/Geboortedatum/Datum"
    assert finding.also_at == ("/Bericht/Header/BerichtIdentificatie/Dagtekening",)
    assert "1904-02-29" in finding.explanation


@pytest.mark.parametrize(("datum", "gebruik"), [("1900-01-01", None), ("1900-01-01", "2"), ("1899-12-31", "3")])
def test_fails_an_old_date_that_is_not_said_to_be_unknown(datum, gebruik):
    assert the_only("TR002", born(datum, gebruik))


def test_fails_an_unknown_date_with_white_space_behind_it():
    assert the_only("TR002", edited(born("1900-01-01", "3"), {"1900-01-01<": "1900-01-01 <"}))


def test_passes_the_29th_of_february_in_a_year_without_one():
    message = edited(born("1980-02-29"), {"Dagtekening>2024-03-01": "Dagtekening>2100-02-28"})
    assert finds("TR002", message) == []
    message = edited(born("1980-02-29"), {"Dagtekening>2024-03-01": "Dagtekening>2100-03-01"})
    assert the_only("TR002", message)


@pytest.mark.parametrize("day", [" 2024-03-01", "\n2024-03-01\n", "12024-03-01", " <!-- -->2024-03-01"])
def test_passes_when_the_first_ten_characters_of_dagtekening_are_no_whole_date(day):
    message = edited(born("1904-02-29"), {"Dagtekening>2024-03-01": f"Dagtekening>{day}"})
    assert finds("TR002", message) == []


def test_passes_and_fails_by_the_whole_of_both_dates():
    old, young = born("1904-02-29"), born("1904-03-01")
    assert the_only("TR002", edited(old, {"Dagtekening>2024-03-01": "Dagtekening>2024-<!-- -->03-01"}))
    assert the_only("TR002", edited(old, {"Datum>1904-02-29": "Datum><?x?>1904-02-<!-- -->29"}))
    assert finds("TR002", edited(young, {"Datum>1904-03-01": "Datum>1904-<!-- -->03-01"})) == []


def test_fails_a_year_before_christ():
    assert the_only("TR002", born("-0044-03-15"))


def test_fails_for_a_relation_too():
    kin = relatie(geboortedatum=Geboortedatum(datum="1850-01-01"))
    assert the_only("TR002", wmo301(relaties=(kin,))).path == "/Bericht/Client/Relaties/Relatie/Geboortedatum/Datum"


def test_fails_a_day_more_within_one_month_too():
    message = edited(born("1904-03-01"), {"Dagtekening>2024-03-01": "Dagtekening>2024-03-02"})
    assert the_only("TR002", message)
