"""CS340: a claim is of one whole month."""

from calendar import monthrange

import pytest

from tests.rules.judged import edited, finds, the_only
from tests.support.messages.claims import periode, wmo323

PERIODE = "/Bericht/Declaratie/DeclaratiePeriode"


def claim(begin, end):
    return wmo323(declaratie_periode=periode(begin, end))


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("year", [2023, 2024])
def test_passes_every_month_and_fails_a_day_less(year, month):
    last = monthrange(year, month)[1]
    assert finds("CS340", claim(f"{year}-{month:02}-01", f"{year}-{month:02}-{last}")) == []
    assert the_only("CS340", claim(f"{year}-{month:02}-01", f"{year}-{month:02}-{last - 1}"))


BEGIN = "DeclaratiePeriode>\r\n      <iwmo:Begindatum>"


@pytest.mark.parametrize("begin", [" 2024-02-01", "2024-02-01 ", "\n2024-02-01\t"])
def test_fails_a_begin_with_white_space_around_it(begin):
    finding = the_only("CS340", edited(wmo323(), {f"{BEGIN}2024-02-01": f"{BEGIN}{begin}"}))
    assert finding.path == f"{PERIODE}/Begindatum"


def test_passes_white_space_around_the_end():
    assert finds("CS340", edited(wmo323(), {"<iwmo:Einddatum>2024-02-29": "<iwmo:Einddatum> 2024-02-29\n"})) == []


def test_fails_a_period_of_another_length():
    finding = the_only("CS340", claim("2024-01-01", "2024-02-29"))
    assert (finding.path, finding.also_at) == (f"{PERIODE}/Einddatum", (f"{PERIODE}/Begindatum",))
    assert finding.explanation == "De declaratieperiode van 2024-01-01 tot en met 2024-02-29 duurt geen hele maand."


def test_fails_a_month_that_begins_halfway():
    finding = the_only("CS340", claim("2024-01-15", "2024-02-14"))
    assert (finding.path, finding.also_at) == (f"{PERIODE}/Begindatum", ())
    told = "Begindatum 2024-01-15 van de declaratieperiode"
    assert finding.explanation == f"{told} is niet de eerste dag van een maand."


def test_fails_twice_when_begin_and_length_are_wrong():
    assert len(finds("CS340", claim("2024-01-02", "2024-01-31"))) == 2


def test_fails_february_of_a_century_that_is_no_leap_year_because_the_kit_thinks_it_is():
    assert the_only("CS340", claim("2100-02-01", "2100-02-28"))


def test_fails_a_date_that_a_comment_leaves_without_number():
    text = "DeclaratiePeriode>\r\n      <iwmo:Begindatum>"
    assert len(finds("CS340", edited(wmo323(), {text: f"{text} <!-- -->"}))) == 2
